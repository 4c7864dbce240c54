import { beforeEach, describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import type { Card } from "../../src/cards/model.ts";
import type { ChatPlatform } from "../../src/cards/ports.ts";
import { createPreferences } from "../../src/cards/preferences.ts";
import { createSpeaker, spoken } from "../../src/cards/speaker.ts";
import { notice } from "../../src/engine/words/reply.ts";
import { say } from "../../src/engine/words/say.ts";
import { createWorld, said, type World } from "../engine/world.ts";
import { languages } from "../platforms/speaking.ts";
import { SAMPLES } from "./samples.ts";

/** Whom a sentence reaches in which language: what the person chose, what the app says, the group, the server. */

const LINE = notice("info", say("notice.nearest", { nearest: "x" }));
const OPEN = { ...LINE, visibility: "channel" as const };

let world: World;
let server: string | null;
let speak: (locale: string | null, reply?: typeof LINE | typeof OPEN) => Promise<string>;

beforeEach(() => {
  world = createWorld("2026-11-20T06:00:00Z");
  server = null;
  const { store, deps } = world;
  const preferences = createPreferences(store, languages.all, () => server, deps.clock);
  deps.languages = preferences;
  const speaker = createSpeaker(languages, preferences, () => () => false);
  speak = async (locale, reply = LINE) => {
    const card = await speaker.privately({ ...world.as("ada"), locale }, reply);
    return JSON.stringify(card).includes("Did you mean") ? "en" : "de";
  };
});

const choose = (language?: string) => world.bot.language(world.as("ada"), language);

describe("in private", () => {
  it("it is the person's own choice, else what the app says, else the group's, else the server's, else English", async () => {
    expect(await speak(null)).toBe("en");
    server = "de";
    expect(await speak(null)).toBe("de");
    await world.bot.daily.set(world.as("admin"), { timezone: "UTC", language: "en" });
    expect(await speak(null)).toBe("en");
    expect(await speak("de-AT")).toBe("de");
    await choose("en");
    expect(await speak("de-AT")).toBe("en");
    await choose("auto");
    expect(await speak("de-AT")).toBe("de");
  });

  it("an app's language that there is not counts as none said", async () => {
    await world.bot.daily.set(world.as("admin"), { timezone: "UTC", language: "de" });
    expect(await speak("xx-YY")).toBe("de");
  });

  it("it is told which it is, and which there are", async () => {
    expect(said(await choose())).toContain("the language that your app reports");
    expect(said(await choose("de"))).toContain("Deutsch");
    expect(said(await choose())).toContain("Deutsch, as you chose");
    expect(said(await choose())).toContain("English and Deutsch");
  });

  it("it is remembered while the store is away", async () => {
    await choose("de");
    world.store.readLanguage = () => Promise.reject(new Error("away"));
    await world.runTo("2026-11-20T07:00:00Z");
    expect(await speak("en-US")).toBe("de");
  });
});

describe("in the channel", () => {
  it("it is the group's, whoever asked, at once where it is changed", async () => {
    await choose("de");
    expect(await speak("de", OPEN)).toBe("en");
    await world.bot.daily.set(world.as("admin"), { timezone: "UTC", language: "de" });
    expect(await speak("en", OPEN)).toBe("de");
    await world.bot.daily.set(world.as("admin"), { language: "auto" });
    expect(await speak("de", OPEN)).toBe("en");
  });
});

it("is part of what is kept about somebody, and goes with it", async () => {
  await choose("de");
  const { team } = world.place;
  expect(await world.store.readLanguage(team, "ada")).toBe("de");
  await world.store.forgetLearner(team, "ada");
  expect(await world.store.readLanguage(team, "ada")).toBeNull();
});

describe("what the bot says of its own accord", () => {
  it("is in the language of the group: edits in a forum's post, and words to somebody directly", async () => {
    const seen: string[] = [];
    const keep = (card: Card) => {
      seen.push(JSON.stringify(card).includes("Did you mean") ? "en" : "de");
    };
    const chat = {
      can: () => false,
      groupOf: (channel: string) => (channel === "post" ? world.place.group : channel),
      edit: async (_team: unknown, _message: unknown, card: Card) => keep(card),
      tell: async (_team: unknown, _learner: unknown, card: Card) => keep(card),
    } as unknown as ChatPlatform;
    const { store, deps } = world;
    const preferences = createPreferences(store, languages.all, () => null, deps.clock);
    const platform = spoken(
      chat,
      createSpeaker(languages, preferences, () => () => false),
    );
    await world.bot.daily.set(world.as("admin"), { timezone: "UTC", language: "de" });
    const { team, group } = world.place;
    await platform.edit(team, { channel: "post", message: "1" }, OPEN);
    await platform.tell(team, "ada", LINE, group);
    expect(seen).toEqual(["de", "de"]);
  });
});

it("shows examples of typed lines in the help only where lines are typed", () => {
  const shown = (can: boolean) =>
    JSON.stringify(cardOf(SAMPLES.help, { words: languages.of("en"), can: () => can }));
  expect([true, false].map((can) => shown(can).includes("help candidates"))).toEqual([true, false]);
});
