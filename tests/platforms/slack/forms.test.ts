import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SealedReply } from "../../../src/engine/words/reply.ts";
import { sampleDaily, sampleNotice, sampleQuestion } from "../samples.ts";
import { languages } from "../speaking.ts";
import { found, sight } from "../suite/looking.ts";
import { makeHarness, type SlackHarness } from "./harness.ts";

const _SEALED: SealedReply = {
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

describe("forms on Slack", () => {
  let at: SlackHarness;
  beforeEach(async () => {
    at = await makeHarness("socket");
  });
  afterEach(async () => {
    await at.close();
    expect(at.slack.violations).toEqual([]);
  });

  const _lookUps = () => at.slack.world.calls.filter((call) => call.method === "users.info");

  async function _daily() {
    const outcome = await at.platform.post(at.place, sampleDaily(), { key: "d", repeat: false });
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    const message = at.channel.messages.find((m) => m.ts === outcome.message.message);
    if (!message) throw new Error("not stored");
    return message;
  }

  it("opens a form in time whatever the engine and Slack's profile page do", async () => {
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    const { ref } = await sight(at.ben, "receptive field");
    at.inbound.answer(() => new Promise(() => undefined));
    void at.ada.press(ref, "A");
    await at.ben.press(ref, "Report");
    await found(() => at.ben.form(), "the form", 2500);
  });

  it("keeps a form open that says nothing, and says what is missing at its field", async () => {
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    const { ref } = await sight(at.ada, "receptive field");
    await at.ada.press(ref, "Report");
    await found(() => at.ada.form(), "the form");
    await at.ada.submit("        ");
    expect(at.ada.form()).not.toBeNull();
    expect(at.member.formErrors).toEqual({ text: "Write at least 5 characters." });
    at.inbound.answer(sampleNotice("Thanks."));
    await at.ada.submit("Key is wrong.");
    expect(at.ada.form()).toBeNull();
    await sight(at.ada, "Thanks.");
  });

  it("says what is its own to say in the language that Slack reported of somebody before", async () => {
    at.member.user.locale = "de-DE";
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    const { ref } = await sight(at.ada, "receptive field");
    await at.ada.press(ref, "Report");
    await found(() => at.ada.form(), "the form");
    await at.ada.submit("        ");
    at.inbound.answer(() => Promise.reject(new Error("boom")));
    await at.ada.press(ref, "A");
    await sight(at.ada, languages.of("de").plain("away.broken"));
    expect(at.addressed.map(({ locale }) => locale)).toEqual(["de-DE", "de-DE"]);
    at.inbound.answer(() => Promise.reject(new Error("boom")));
    await at.ben.press(ref, "A");
    await sight(at.ben, "Something went wrong");
    expect(at.addressed.at(-1)).toMatchObject({ person: { id: at.ben.person.id }, locale: null });
  });

  it("says so when a form could not be opened", async () => {
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    const { ref } = await sight(at.ada, "receptive field");
    at.slack.fail("views.open", "expired_trigger_id");
    await at.ada.press(ref, "Report");
    expect((await sight(at.ada, "press the button again")).private).toBe(true);
  });

  it("answers a form although the button is long past", async () => {
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    const { ref } = await sight(at.ada, "receptive field");
    await at.ada.press(ref, "Report");
    await found(() => at.ada.form(), "the form");
    for (const address of at.slack.world.responses.values()) address.at -= 31 * 60_000;
    at.inbound.answer(sampleNotice("Thanks."));
    await at.ada.submit("Key is wrong.");
    expect((await sight(at.ada, "Thanks.")).private).toBe(true);
  });
});
