import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SealedReply } from "../../../src/engine/words/reply.ts";
import { SAMPLES } from "../../cards/samples.ts";
import { sampleDaily, sampleQuestion } from "../samples.ts";
import { found, sight } from "../suite/looking.ts";
import { type WebHarness, webHarness } from "./harness.ts";

let web: WebHarness;
beforeEach(async () => {
  web = await webHarness();
});
afterEach(() => web.close());

const sealed = (change: Partial<SealedReply>): SealedReply => ({
  ...SAMPLES.sealed,
  changedFrom: null,
  question: null,
  given: null,
  ...change,
});
const privately = () => web.ada.sees().filter((message) => message.private);

describe("presses on one question", () => {
  it("leave one private reply, and mark one's own choice in the question for nobody else", async () => {
    const outcome = await web.platform.post(web.place, sampleDaily(), { key: "q", repeat: false });
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    web.inbound.answer(sealed({ letter: "A" }));
    await web.ada.press(outcome.message, "A");
    await sight(web.ada, "Your answer is A");
    web.inbound.answer(sealed({ letter: "B", changedFrom: "A" }));
    await web.ada.press(outcome.message, "B");
    const changed = await sight(web.ada, "Changed from A to B");
    await found(() => privately().length === 1 || null, "one private reply");
    // A press on the reply itself changes it where it stands.
    web.inbound.answer(sealed({ letter: "B", given: { confidence: "sure", hints: 0 } }));
    await web.ada.press(changed.ref, "Sure");
    const sure = await sight(web.ada, "You said: sure");
    expect(sure.ref).toEqual(changed.ref);
    const choices = web.visitors.ada.events.filter(({ name }) => name === "own").map(({ data }) => data);
    expect(choices.at(-1)).toEqual({ "r-2026-11-20": 1 });
    expect(web.visitors.ben.events.some(({ name }) => name === "own")).toBe(false);
    const page = web.visitor("ada");
    await page.connect();
    const { data } = await found(() => page.events[0], "the snapshot");
    expect(data).toMatchObject({ own: { "r-2026-11-20": 1 } });
    page.leave();
  });

  it("leave a question that its member alone sees where it is, with the verdict below", async () => {
    const { session: _, ...alone } = SAMPLES.verdict;
    web.inbound.answer(sampleQuestion({ visibility: "private" }));
    await web.ada.run("dlq", null, {});
    const question = await sight(web.ada, "receptive field");
    web.inbound.answer(alone);
    await web.ada.press(question.ref, "A");
    await found(() => privately().length === 2 || null, "the verdict");
    expect(privately().map(({ ref }) => ref)).toContainEqual(question.ref);
    expect((await sight(web.ada, "receptive field")).ref).toEqual(question.ref);
  });
});
