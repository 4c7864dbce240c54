import { expect, it } from "vitest";
import type { Card } from "../../src/cards/model.ts";
import type { ChatPlatform } from "../../src/cards/ports.ts";
import { createPreferences } from "../../src/cards/preferences.ts";
import { createSpeaker, spoken, worded } from "../../src/cards/speaker.ts";
import type { Inbound } from "../../src/engine/ports/platform.ts";
import { notice } from "../../src/engine/words/reply.ts";
import { say } from "../../src/engine/words/say.ts";
import { createWorld } from "../engine/world.ts";
import { languages } from "../platforms/speaking.ts";

const LINE = notice("info", say("notice.nearest", { nearest: "x" }));

it("says what nobody asked for in the language of the group: edits in a forum's post, direct messages, names of threads", async () => {
  const world = createWorld("2026-11-20T06:00:00Z");
  const { team, group } = world.place;
  const seen: string[] = [];
  const keep = (card: Card) => {
    seen.push(JSON.stringify(card).includes("Did you mean") ? "en" : "de");
  };
  const chat = {
    groupOf: async (channel: string) => (channel === "post" ? group : channel),
    edit: async (_team: unknown, _message: unknown, card: Card) => keep(card),
    openThread: async (_team: unknown, _message: unknown, name: string) => {
      seen.push(name);
    },
    tell: async (_team: unknown, _learner: unknown, card: Card) => keep(card),
  } as unknown as ChatPlatform;
  const preferences = createPreferences(world.store, languages.all, async () => null, world.now);
  const speaker = createSpeaker(languages, preferences, () => () => false);
  const platform = spoken(chat, speaker);
  await world.bot.daily.set(world.as("admin"), { timezone: "UTC", language: "de" });
  await platform.edit(team, { channel: "post", message: "1" }, { ...LINE, visibility: "channel" });
  await platform.tell(team, "ada", LINE, group);
  const name = say("thread.name", { topic: "CNN", date: { date: "2026-11-20" } });
  await platform.openThread(team, { channel: "post", message: "1" }, name);
  expect(seen).toEqual(["de", "de", "CNN · 20. Nov. 2026"]);
});

it("asks what somebody reads while the work is done, so that the reply need not wait for it", async () => {
  const world = createWorld("2026-11-20T06:00:00Z");
  const seen: string[] = [];
  const store = {
    ...world.store,
    readLanguage: async () => {
      seen.push("asked");
      return "de";
    },
  };
  const preferences = createPreferences(store, languages.all, async () => null, world.now);
  const speaker = createSpeaker(languages, preferences, () => () => false);
  const inbound = {
    command: async () => {
      await Promise.resolve();
      seen.push("done");
      return LINE;
    },
  } as unknown as Inbound;
  const call = { ...world.as("ada"), command: "dlq", subcommand: null, options: {} };
  const card = await worded(inbound, speaker).command(call);
  expect(seen).toEqual(["asked", "done"]);
  expect(JSON.stringify(card)).toContain("Meintest du");
});
