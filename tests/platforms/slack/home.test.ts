import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OptionForm } from "../../../src/engine/words/option-form.ts";
import { type HomeReply, notice, type Reply } from "../../../src/engine/words/reply.ts";
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
      own: { language: null, languages: ["en", "de"], reminders: false, hidden: false, manages: null },
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

  const published = () => at.slack.world.calls.filter((call) => call.method === "views.publish");

  it("says that the memory is away to whoever opens it then, and leaves the page of others as it was", async () => {
    const away = notice("trouble", saying("My memory is away."));
    at.inbound.answer((call) => (call.kind === "home" ? away : answer));
    const before = published().length;
    const outcome = await at.platform.post(at.place, sampleDaily(), { key: "d", repeat: false });
    expect(outcome.kind).toBe("posted");
    await found(
      () => at.inbound.calls.filter(({ kind }) => kind === "home").length > 1 || null,
      "another look",
    );
    await pause(100);
    expect(published()).toHaveLength(before);
    await shows("Open.");
    await at.member.openHome();
    await shows("My memory is away.");
  });

  it("shows what is newest where it is opened twice in a row and the first look takes longer", async () => {
    let isFirst = true;
    at.inbound.answer(async (call) => {
      if (call.kind !== "home") return answer;
      const wasFirst = isFirst;
      isFirst = false;
      if (wasFirst) await pause(300);
      return { ...page, lines: [saying(wasFirst ? "Old." : "New.")] };
    });
    await Promise.all([at.member.openHome(), at.member.openHome(), at.member.openHome()]);
    await shows("New.");
    await pause(400);
    expect(readBlocks(at.member.home()).text).toContain("New.");
    // The three openings became two pages, besides the one from before.
    expect(published()).toHaveLength(3);
  });

  it("looks again where another replica has published the page meanwhile", async () => {
    at.member.user.homeHash = "of another replica";
    page = { ...page, lines: [saying("Answered.")] };
    const outcome = await at.platform.post(at.place, sampleDaily(), { key: "d", repeat: false });
    expect(outcome.kind).toBe("posted");
    await shows("Answered.");
    expect(published().map((call) => call.outcome)).toEqual(["ok", "hash_conflict", "ok"]);
  });

  it("is there for a guest, and where the bot is in no channel at all", async () => {
    const guest = at.team.addMember("Guest", { isGuest: true });
    for (const channel of at.team.state.channels.values()) channel.members.delete(at.team.state.botUser);
    page = { ...page, question: null, lines: [saying("Nothing yet.")] };
    await guest.openHome();
    await found(() => readBlocks(guest.home()).text.includes("Nothing yet.") || null, "the guest's home");
  });
});

describe("the form of a channel's settings", () => {
  let at: SlackHarness;
  const button = { label: say("button.manage"), action: { verb: "manage", group: null } } as const;
  const field = (value: string | null) =>
    ({ name: "channel", label: "field.channel", optional: false, type: "channel", value }) as const;
  const time = { name: "time", label: "field.time", optional: false, type: "time", value: "07:30" } as const;
  const filled = (group: string): OptionForm => ({
    ...{ form: "daily", mark: "m1", lines: [] },
    fields: [field(group), time],
  });

  beforeEach(async () => {
    at = await makeHarness("socket");
    at.inbound.answer({
      kind: "home",
      visibility: "private",
      question: null,
      profile: null,
      board: null,
      lines: [saying("Open.")],
      own: { language: null, languages: ["en"], reminders: false, hidden: false, manages: null },
      buttons: [button],
    });
    at.inbound.forms.daily = async (_, group) =>
      group === null ? { ...filled(""), fields: [field(null)] } : filled(group);
    await at.member.openHome();
    await found(() => at.member.home()[0], "the home");
    await at.member.pressHome("Set up the question of the day");
    await found(() => at.member.fields(), "the form");
  });
  afterEach(async () => {
    await at.close();
    expect(at.slack.violations).toEqual([]);
  });

  const opened = async () => {
    await at.member.fill("Channel", "study");
    await found(() => at.member.fields()?.labels().includes("Time") || null, "the settings");
  };

  it("keeps what was chosen and shows the settings once they have come, however slow the memory is", async () => {
    at.inbound.forms.daily = async (_, group) => {
      await pause(1200);
      return filled(group ?? "");
    };
    await opened();
    expect(at.member.fields()?.shown("Channel")).toBe(at.channel.id);
    expect(at.member.fields()?.shown("Time")).toBe("07:30");
  });

  it("says in a direct message how it went where saving takes longer than Slack waits", async () => {
    await opened();
    at.inbound.forms.submit = async () => {
      await pause(2400);
      return { ok: true, reply: sampleNotice("It is saved.") };
    };
    await at.member.send();
    expect(at.member.user.modal).toBeNull();
    await found(
      () => at.member.directMessages().find(({ text }) => text.includes("It is saved.")),
      "a direct message",
    );
  });

  it("hands in the same delivery where Slack delivers it twice, and stays open with all mistakes at their fields", async () => {
    await opened();
    at.slack.deliveries.faults.repeats = 1;
    at.inbound.forms.submit = async () => ({
      ok: false,
      mistakes: [
        { field: "time", lines: [saying("Too early.")] },
        { field: "channel", lines: [saying("Not there."), saying("Nor here.")] },
        { field: "ping", lines: [saying("Of no field.")] },
      ],
    });
    await at.member.send();
    expect(at.member.formErrors.Time).toBe("Too early.");
    expect(String(at.member.formErrors.Channel)).toContain("Of no field.");
    const [first, second] = at.inbound.submissions;
    expect(first).toMatchObject({ mark: "m1", options: { time: "07:30" }, place: at.place });
    expect(second?.delivery).toBe(first?.delivery);
  });
});
