import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HomeReply, Reply } from "../../../src/engine/words/reply.ts";
import { say } from "../../../src/engine/words/say.ts";
import { readBlocks } from "../../stand-ins/slack/reading.ts";
import { sampleDaily, sampleNotice, sampleQuestion, sampleResult } from "../samples.ts";
import { saying } from "../speaking.ts";
import { found, pause } from "../suite/looking.ts";
import { makeHarness, type SlackHarness } from "./harness.ts";

describe("the App Home", () => {
  let at: SlackHarness;
  let page: HomeReply;
  let answer: Reply;

  beforeEach(async () => {
    at = await makeHarness("socket");
    page = {
      kind: "home",
      visibility: "private",
      question: sampleDaily(),
      profile: null,
      board: null,
      lines: [saying("Open.")],
      own: { language: null, languages: ["en", "de"], reminders: false, hidden: false, manages: false },
      buttons: [
        {
          label: say("button.for-me"),
          action: { verb: "another", asked: {}, private: true },
        },
      ],
    };
    answer = sampleNotice("Taken.");
    at.inbound.answer((call) => (call.kind === "home" ? page : answer));
    await at.member.openHome();
    await shows("Open.");
  });
  afterEach(async () => {
    await at.close();
    expect(at.slack.violations).toEqual([]);
  });

  const shows = (text: string) =>
    found(() => readBlocks(at.member.home()).text.includes(text) || null, `"${text}" on the home`);
  const direct = () => at.member.directMessages().map((message) => message.text);

  it("has the question of the day to answer, and shows the answer without a message", async () => {
    await shows("receptive field");
    answer = {
      kind: "sealed",
      visibility: "private",
      roundId: "r-2026-11-20",
      given: null,
      letter: "B",
      option: "5 × 5",
      changedFrom: null,
      question: null,
      closesAt: 1_795_165_200_000,
      answered: 3,
      buttons: [],
    };
    page = { ...page, lines: [saying("Your answer is B.")] };
    await at.member.pressHome("B");
    await shows("Your answer is B.");
    expect(at.inbound.last("button")).toMatchObject({
      atHome: true,
      place: { ...at.place, group: at.member.direct().id },
      action: { verb: "answer", choice: 1 },
    });
    expect(direct()).toEqual([]);
  });

  it("answers what else is pressed in the conversation with the bot", async () => {
    answer = sampleQuestion({ visibility: "private", stem: "Only for you?" });
    await at.member.pressHome("A question for me");
    await found(() => direct().some((text) => text.includes("Only for you?")) || null, "the question");
    const message = at.member.directMessages().at(-1);
    if (!message) throw new Error("no message");
    answer = sampleNotice("Right!");
    await at.member.press(message, "B");
    await found(() => direct().some((text) => text.includes("Right!")) || null, "the verdict");
    expect(at.inbound.last("button").place.group).toBe(at.member.direct().id);
  });

  it("is brought up to date after an answer elsewhere, when a question opens, and when it closes", async () => {
    const outcome = await at.platform.post(at.place, sampleDaily(), { key: "d", repeat: false });
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    page = { ...page, lines: [saying("A new question.")] };
    await shows("A new question.");
    page = { ...page, lines: [saying("Answered.")] };
    await at.ada.press(outcome.message, "A");
    await shows("Answered.");
    page = { ...page, lines: [saying("Closed.")] };
    await at.platform.edit(at.place.team, outcome.message, sampleResult());
    await shows("Closed.");
  });

  it("is left alone for those who have never looked at it", async () => {
    await at.platform.post(at.place, sampleDaily(), { key: "d", repeat: false });
    const message = at.ben.sees().find((m) => m.buttons.includes("A"));
    if (!message) throw new Error("no question");
    await at.ben.press(message.ref, "A");
    await pause(1200);
    const published = at.slack.world.calls.filter((call) => call.method === "views.publish");
    expect(new Set(published.map((call) => call.args.user_id))).toEqual(new Set([at.member.id]));
  });
});
