import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Button } from "../../../src/engine/words/press.ts";
import { notice } from "../../../src/engine/words/reply.ts";
import { say } from "../../../src/engine/words/say.ts";
import { placedId, unplaced } from "../../../src/platforms/discord/direct.ts";
import { sampleNotice } from "../samples.ts";
import { found } from "../suite/looking.ts";
import { type DiscordHarness, discordHarness } from "./harness.ts";

describe("direct messages on Discord", () => {
  let at: DiscordHarness;
  beforeEach(async () => {
    at = await discordHarness();
  });
  afterEach(async () => {
    await at.close();
    expect(at.discord.violations).toEqual([]);
  });

  const ben = () => at.members.ben;
  const told = (text: string) =>
    found(
      () =>
        ben()
          .directMessages()
          .findLast((m) => m.text.includes(text)),
      text,
    );
  const tell = (buttons: readonly Button[], key?: string) =>
    at.platform.tell(
      at.place.team,
      at.ben.person.id,
      { ...notice("info", say("remind.on")), buttons },
      at.place.group,
      key,
    );
  const ANSWER: Button = { label: "A", action: { verb: "answer", round: "r1", choice: 0 } };
  const REPORT: Button = { label: say("button.report"), action: { verb: "report", item: "r1" } };
  const OFF: Button = {
    label: say("button.remind-off"),
    action: { verb: "remind", act: "off", group: null },
  };

  it("have buttons that say which server and channel they are about, and so have the cards that they open", async () => {
    await tell([OFF]);
    const message = await told("Reminders are on");
    at.inbound.answer({ ...sampleNotice("Opened."), buttons: [ANSWER] });
    ben().press(message.channelId, message.id, "No more reminders");
    const question = await told("Opened.");
    expect(at.inbound.last("button")).toMatchObject({
      ...{ place: at.place, atHome: true, action: { verb: "remind", act: "off" } },
      person: { id: at.ben.person.id, provisional: true },
    });
    at.inbound.answer(sampleNotice("Taken."));
    ben().press(question.channelId, question.id, "A");
    await told("Taken.");
    expect(at.inbound.last("button")).toMatchObject({
      place: at.place,
      action: { verb: "answer", choice: 0 },
    });
  });

  it("have forms that come in with their server and channel", async () => {
    await tell([REPORT]);
    const message = await told("Reminders are on");
    ben().press(message.channelId, message.id, "Report");
    await found(() => ben().form(), "the form");
    at.inbound.answer(sampleNotice("Thanks."));
    ben().submit("Two keys are right.");
    await told("Thanks.");
    expect(at.inbound.last("form")).toMatchObject({
      ...{ place: at.place, form: "report", item: "r1", text: "Two keys are right." },
    });
  });

  it("come once by their key, and leave out a button that has no room for its place", async () => {
    const topic = "t".repeat(90);
    const long: Button = {
      label: say("button.review"),
      action: { verb: "review", source: "due", topic, group: null },
    };
    await tell([long, OFF], "key");
    await tell([long, OFF], "key");
    expect(
      ben()
        .directMessages()
        .map((m) => m.buttons),
    ).toEqual([["No more reminders"]]);
  });

  it("say that the message box is closed", async () => {
    const card = notice("info", say("remind.on"));
    const { id } = at.closed.person;
    const outcome = await at.platform.tell(at.place.team, id, card, at.place.group);
    expect(outcome.kind).toBe("refused");
    const nobody = await at.platform.tell(at.place.team, "1", card, at.place.group);
    expect(nobody.kind).toBe("refused");
    at.breakServer(true);
    const away = await at.platform.tell(at.place.team, at.ben.person.id, card, at.place.group);
    expect(["failed", "unsure"]).toContain(away.kind);
    at.breakServer(false);
  });
});

describe("the id of a button in a direct message", () => {
  it("gives back the id and the place, whatever they are", () => {
    const snowflake = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String);
    fc.assert(
      fc.property(fc.string({ maxLength: 70 }), snowflake, snowflake, (id, guild, group) => {
        const place = { team: `discord:${guild}`, group } as const;
        const text = placedId(id, place);
        expect(unplaced(text)).toEqual({ id, place });
        expect(text.length - id.length).toBeLessThanOrEqual(28);
      }),
    );
  });

  it("is none without a place", () => {
    expect(unplaced("dlq:why:r1")).toEqual({ id: "dlq:why:r1", place: null });
    expect(unplaced("dlq:another:,,,Zürich ~ AG:1").place).toBeNull();
  });
});
