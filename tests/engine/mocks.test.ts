import { beforeEach, describe, expect, it } from "vitest";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank } from "../../src/bank/load.ts";
import { cardOf } from "../../src/cards/index.ts";
import type { ButtonPress } from "../../src/engine/ports/platform.ts";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";
import { deal } from "../../src/engine/rules/deal.ts";
import { FEWEST_OPEN } from "../../src/engine/rules/interviews.ts";
import { readMock, runningOf } from "../../src/engine/uses/mock-state.ts";
import type { InterviewWish } from "../../src/engine/words/interview.ts";
import type { OpenItem } from "../../src/engine/words/item.ts";
import { readMockRef } from "../../src/engine/words/mock.ts";
import type { Button } from "../../src/engine/words/press.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { languages } from "../platforms/speaking.ts";
import { createWorld, DAY, HOUR, said, type World } from "./world.ts";

const loaded = loadBank("questions", FAMILIES);
if (loaded.kind !== "loaded") throw new Error("the bank is refused");
const { bank } = loaded;

let world: World;
let seeds = 0;
beforeEach(() => {
  world = createWorld("2026-11-20T10:00:00Z");
  world.deps.bank = bank;
  world.deps.token = (length) => `s${seeds++}`.padEnd(length, "x").slice(0, length);
});

const later = (milliseconds: number) => world.sleepTo(new Date(world.now() + milliseconds).toISOString());
const mock = (wanted: InterviewWish = {}, who = "ada") => world.bot.mock(world.as(who), wanted);
const buttonsOf = (reply: Reply): readonly Button[] => ("buttons" in reply ? reply.buttons : []);
async function press(action: ButtonPress["action"], who = "ada"): Promise<Reply> {
  const reply = await world.handlers.button({ ...world.as(who), action });
  if (reply === null) throw new Error("nothing came back");
  return reply;
}
/** Presses the button of a reply that does this. */
function act(reply: Reply, what: string, who = "ada"): Promise<Reply> {
  const found = buttonsOf(reply).find(({ action }) => action.verb === "mock" && action.act === what);
  if (found === undefined) throw new Error(`${reply.kind} has no button for ${what}`);
  return press(found.action as ButtonPress["action"], who);
}
function formOf(reply: Reply, form: "write" | "tick"): string {
  const all = reply.kind === "mock-tick" ? [reply.submit, ...reply.buttons] : buttonsOf(reply);
  const found = all.find(({ action }) => action.verb === form)?.action;
  if (found === undefined || !("item" in found)) throw new Error(`${reply.kind} has no form ${form}`);
  return found.item;
}
async function handIn(
  form: "write" | "tick",
  item: string,
  filled: { text?: string; ticked?: string[] },
  who = "ada",
): Promise<Reply> {
  const reply = await world.handlers.form({ ...world.as(who), form, item, text: "", ticked: [], ...filled });
  if (reply === null) throw new Error("nothing came back");
  return reply;
}
const write = (reply: Reply, text: string) => handIn("write", formOf(reply, "write"), { text });
const tick = (reply: Reply, ...ticked: string[]) => handIn("tick", formOf(reply, "tick"), { ticked });
const stateOf = async (who = "ada") => {
  const found = await world.store.readDocument(world.place.team, runningOf(who));
  return found === null ? null : readMock(found.value);
};
const newestOf = async () => {
  const last = (await stateOf())?.interview.questions.at(-1);
  if (last === undefined) throw new Error("no question is asked");
  return last;
};
async function itemAsked(): Promise<OpenItem> {
  const item = bank.item((await newestOf()).item, "");
  if (item?.kind !== "open") throw new Error("no open question is asked");
  return item;
}
/** Everything that the reader's card says, and all that it carries. */
const payloadOf = (reply: Reply): string =>
  JSON.stringify([reply, cardOf(reply, { words: languages.of("en"), can: () => true })]);
/** What of a question must not be seen before its answer has ended. */
const secretsOf = (item: OpenItem): string[] => [
  ...item.keyPoints.map(({ point }) => point),
  ...item.interviewer.redFlags,
  ...Object.values(item.modelAnswers).map(({ answer }) => answer),
  item.workedAnswer,
  item.shortAnswer,
  ...item.followUps.map(({ answer }) => answer),
];
const told = (reply: Reply, secrets: readonly string[]) =>
  secrets.filter((secret) => payloadOf(reply).includes(JSON.stringify(secret).slice(1, -1)));

/** Answers whatever is asked, until it is over. Returns the scorecard. */
async function toTheEnd(reply: Reply, points: (item: OpenItem) => string[] = () => ["0"]): Promise<Reply> {
  let here = reply;
  for (let steps = 0; steps < 80; steps++) {
    switch (here.kind) {
      case "mock-asked":
        here = await act(here, here.options.length > 0 ? "0" : "aloud");
        break;
      case "mock-rate":
        here = await act(here, "strong");
        break;
      case "mock-tick":
        here = await tick(here, ...points(await itemAsked()));
        break;
      case "mock-follow":
        here = await act(here, "skip");
        break;
      case "mock-told":
      case "mock-judged":
        here = await act(here, "next");
        break;
      default:
        return here;
    }
  }
  throw new Error("it does not end");
}
/** A question of the day that takes answers keeps items from being told. */
function holdBack(...ids: string[]): void {
  const until = world.now() + HOUR;
  const { secrets } = world.deps.store;
  world.deps.store.secrets = async (team) =>
    new Map([...(await secrets(team)), ...ids.map((id) => [id, until] as const)]);
}

describe("/dlq-mock", () => {
  it("asks, lets one answer, say how strong it was, tick what counts, answer a follow-up, and goes on", async () => {
    const asked = await mock({ level: "senior", minutes: 45 });
    expect(asked).toMatchObject({ kind: "mock-asked", visibility: "private", number: 1, began: world.now() });
    const item = await itemAsked();
    const rate = await write(asked, "It depends on the data.");
    expect(rate).toMatchObject({ kind: "mock-rate", own: "It depends on the data." });
    const ticks = await act(rate, "strong");
    expect(ticks).toMatchObject({
      kind: "mock-tick",
      points: [...item.keyPoints, ...item.interviewer.redFlags.map((point) => ({ point, weight: 0 }))],
    });
    expect(world.handlers.keyPoints(formOf(ticks, "tick"))).toHaveLength(
      item.keyPoints.length + item.interviewer.redFlags.length,
    );
    const flag = String(item.keyPoints.length);
    const follow = await tick(ticks, "0", flag, "99", "-1");
    expect(follow.kind).toBe("mock-follow");
    const { followUp } = (await newestOf()) as { followUp: number };
    expect(follow).toMatchObject({ question: item.followUps[followUp]?.question });
    const end = await write(follow, "A second thought.");
    expect(end).toMatchObject({
      kind: "mock-told",
      strength: "strong",
      missed: item.keyPoints.slice(1),
      flags: [item.interviewer.redFlags[0]],
      followUp: { ...item.followUps[followUp], own: "A second thought." },
      counts: true,
    });
    expect(await act(end, "next")).toMatchObject({ kind: "mock-asked", number: 2 });
    expect((await newestOf()).concept.id).not.toBe(item.concept.id);
  });

  it("shows no key point, red flag or model answer before the end of the answer, on no payload", async () => {
    let here = await mock({ minutes: 60 });
    for (let questions = 0; here.kind !== "scorecard"; questions++) {
      expect(questions).toBeLessThan(20);
      if (here.kind !== "mock-asked") throw new Error(here.kind);
      const asked = await newestOf();
      if (asked.kind === "computed") {
        const item = bank.item(asked.item, asked.seed);
        if (item === null || item.kind === "open") throw new Error("no computed question");
        expect(told(here, [item.key.because])).toEqual([]);
        here = await act(await act(here, "1"), "next");
        continue;
      }
      const secrets = secretsOf(await itemAsked());
      const beside = [here, await mock(), await write(here, "My answer."), await mock()];
      for (const one of beside) expect(told(one, secrets)).toEqual([]);
      const ticks = await act(beside[3] as Reply, "fair");
      const item = await itemAsked();
      expect(
        told(
          ticks,
          item.keyPoints.map(({ point }) => point),
        ).length,
      ).toBe(item.keyPoints.length);
      expect(
        told(ticks, [...Object.values(item.modelAnswers).map(({ answer }) => answer), item.workedAnswer]),
      ).toEqual([]);
      const follow = await tick(ticks, "0", "1");
      expect(
        told(
          follow,
          item.followUps.map(({ answer }) => answer),
        ),
      ).toEqual([]);
      const end = follow.kind === "mock-follow" ? await act(follow, "aloud") : follow;
      here = await act(end, "next");
    }
  });

  it("keeps every judged answer as a review of a mock interview, and gives no points", async () => {
    const end = await toTheEnd(await mock({ minutes: 30 }));
    expect(end.kind).toBe("scorecard");
    const { concepts } = await world.store.readReviews(world.place.team, "ada");
    const reviews = [...concepts.values()].flatMap((kept) => kept.reviews);
    const kinds = reviews.map(({ outcome }) => outcome.kind);
    expect(reviews.every(({ mode }) => mode === "mock")).toBe(true);
    expect(end).toMatchObject({
      card: { questions: { length: kinds.filter((kind) => kind === "open").length } },
    });
    expect(kinds).toContain("choice");
    expect(await world.bot.profile(world.as("ada"))).toMatchObject({
      points: Array.from({ length: 5 }, () => ({ points: 0 })),
    });
    expect([...(await world.store.readDays(world.place.team, "ada")).values()]).toEqual([reviews.length]);
  });

  it("judges a computed question at once", async () => {
    let here = await mock({ minutes: 60 });
    for (let i = 0; i < 40 && !(here.kind === "mock-asked" && here.options.length > 0); i++) {
      if (here.kind === "mock-asked") here = await act(here, "skip");
      here = await act(here, "next");
    }
    const asked = await newestOf();
    const item = asked.kind === "computed" ? bank.item(asked.item, asked.seed) : null;
    if (asked.kind !== "computed" || item === null || item.kind === "open") throw new Error(asked.kind);
    const { key } = deal(item, asked.seed);
    expect(await act(here, String(key))).toMatchObject({ kind: "mock-judged", right: true });
  });

  it("is gone on with where it was left, for two days, with a new clock for what was left open", async () => {
    const asked = await mock({ level: "junior" });
    const { item } = await newestOf();
    later(DAY);
    const again = await mock();
    expect(again).toMatchObject({ kind: "mock-asked", number: 1, began: world.now() });
    expect((await newestOf()).item).toBe(item);
    later(DAY + HOUR);
    expect((await mock()).kind).toBe("mock-asked");
    // A button of before does nothing but say where it is now.
    expect(await act(asked, "aloud")).toMatchObject({ kind: "mock-asked", number: 1 });
    later(2 * DAY + HOUR);
    expect(said(await act(asked, "aloud"))).toContain("is over");
    expect(await stateOf()).toBeNull();
  });

  it("does not throw away one that is under way where another is asked for", async () => {
    await mock({ level: "junior" });
    const { item } = await newestOf();
    const offer = await mock({ level: "senior" });
    expect(said(offer)).toContain("in a mock interview already");
    expect((await newestOf()).item).toBe(item);
    const [on, anew] = buttonsOf(offer);
    expect(await press(on?.action as ButtonPress["action"])).toMatchObject({ kind: "mock-asked", number: 1 });
    expect((await newestOf()).item).toBe(item);
    await press(anew?.action as ButtonPress["action"]);
    expect((await stateOf())?.interview.wanted.level).toBe("senior");
    expect(said(await press(on?.action as ButtonPress["action"]))).toContain("another mock interview");
  });

  it("is nobody else’s to press", async () => {
    const asked = await mock();
    const others = await act(asked, "aloud", "ben");
    expect(said(others)).toContain("somebody else");
    expect(said(await handIn("write", formOf(asked, "write"), { text: "Hi" }, "ben"))).toContain(
      "somebody else",
    );
    expect((await stateOf())?.stage).toBe("asked");
  });

  it("never asks an open question of the day, and sets one aside that became one", async () => {
    const first = await mock({ topic: "rnn" });
    const { item } = await newestOf();
    holdBack(item);
    const secrets = secretsOf(await itemAsked());
    for (const reply of [await mock(), await act(first, "aloud"), await write(first, "Text")]) {
      expect(said(reply)).toContain("question of the day");
      expect(told(reply, secrets)).toEqual([]);
    }
    const next = await act(await mock(), "next");
    expect(next).toMatchObject({ kind: "mock-asked", number: 1 });
    expect((await newestOf()).item).not.toBe(item);
    const end = await toTheEnd(next);
    expect(JSON.stringify(end)).not.toContain(item);
  });

  it("asks what somebody has not answered yet, while there is enough of it", async () => {
    const first = await toTheEnd(await mock({ minutes: 30 }));
    const second = await toTheEnd(await mock({ minutes: 30 }));
    if (first.kind !== "scorecard" || second.kind !== "scorecard") throw new Error("no scorecards");
    const items = [...first.card.questions, ...second.card.questions].map(({ item }) => item);
    expect(new Set(items).size).toBe(items.length);
  });
});

describe("the scorecard of a mock interview", () => {
  it("says what was covered, how strong it was said to be, and what to study, which one press begins", async () => {
    const end = await toTheEnd(await mock({ minutes: 45 }));
    if (end.kind !== "scorecard") throw new Error(end.kind);
    expect(end.card.questions.length).toBeGreaterThanOrEqual(FEWEST_OPEN);
    expect(end.card.calibration.over).toBeGreaterThan(0);
    expect(end.card.study).toHaveLength(3);
    expect(await stateOf()).toBeNull();
    const session = await act(end, "study");
    expect(session).toMatchObject({ kind: "question", session: { number: 1, total: 3 } });
    const file = await act(end, "file");
    expect(file).toMatchObject({ kind: "scorecard", form: "markdown" });
    const card = cardOf(file, { words: languages.of("en"), can: () => true });
    const [text] = card.blocks.flatMap((block) => (block.type === "file" ? [block.text] : []));
    expect(text).toMatch(/^# Your mock interview: \d+% covered\n/);
    const asked = end.card.questions.length;
    expect(text?.match(/^\| .* \| \d+% \|$/gm)).toHaveLength(asked);
    expect(text?.match(/: you said strong, you covered \d+%, in 1 of \d+ minutes$/gm)).toHaveLength(asked);
    expect(text).toContain("## To study next");
  });

  it("compares with earlier ones, of which the newest twenty are kept", async () => {
    await toTheEnd(await mock({ minutes: 10 }), () => []);
    for (let i = 0; i < 21; i++) {
      later(HOUR);
      await toTheEnd(await mock({ minutes: 10, level: "mid" }));
    }
    later(HOUR);
    const end = await toTheEnd(await mock({ minutes: 10 }), (item) =>
      item.keyPoints.map((_, i) => String(i)),
    );
    if (end.kind !== "scorecard") throw new Error(end.kind);
    expect(end).toMatchObject({ card: { covered: 1 }, earlier: { length: 5 } });
    expect(end.earlier.map(({ at }) => at)).toEqual(end.earlier.map(({ at }) => at).sort((a, b) => b - a));
    const text = JSON.stringify(cardOf(end, { words: languages.of("en"), can: () => true }));
    expect(text).toContain("more than in the one before");
    const exported = await world.bot.privacy.export(world.as("ada"));
    if (exported.kind !== "export") throw new Error(exported.kind);
    expect(JSON.parse(exported.json).scorecards[0]).toHaveLength(20);
  });

  it("goes with everything else that is kept, and is named before", async () => {
    const asked = await mock();
    expect(said(await world.bot.privacy.offerForget(world.as("ada")))).toContain("mock interviews");
    await world.bot.privacy.forget(world.as("ada"));
    expect(await stateOf()).toBeNull();
    expect(said(await act(asked, "aloud"))).toContain("is over");
  });

  it("counts a skipped question as nothing, and is none where nothing was answered", async () => {
    const asked = await mock();
    expect(said(await act(asked, "stop"))).toContain("no scorecard");
    const skipped = await act(await mock(), "skip");
    expect(skipped).toMatchObject({ kind: "mock-told", how: "skipped", strength: null });
    expect(await act(skipped, "stop")).toMatchObject({ kind: "scorecard", card: { covered: 0 } });
    const { concepts } = await world.store.readReviews(world.place.team, "ada");
    expect(concepts.size).toBe(0);
  });
});

describe("bad days of a mock interview", () => {
  it("takes a form that is sent twice once, and shows where it is", async () => {
    const asked = await mock();
    const [first, second] = [await write(asked, "Once."), await write(asked, "Twice.")];
    expect([first, second]).toMatchObject([{ kind: "mock-rate" }, { kind: "mock-rate", own: "Twice." }]);
    const ticks = await act(second, "weak");
    const [one, two] = await Promise.all([tick(ticks, "0"), tick(ticks, "0")]);
    expect([one?.kind, two?.kind]).toEqual(["mock-follow", "mock-follow"]);
    const { concepts } = await world.store.readReviews(world.place.team, "ada");
    expect([...concepts.values()].flatMap(({ reviews }) => reviews)).toHaveLength(1);
  });

  it("takes an answer an hour late, and compares one at once that comes when all is over", async () => {
    const asked = await mock();
    const item = await itemAsked();
    later(HOUR);
    expect(await write(asked, "Late.")).toMatchObject({ kind: "mock-rate", own: "Late." });
    later(3 * DAY);
    expect(await write(asked, "Far too late.")).toMatchObject({
      kind: "open-answer",
      own: "Far too late.",
      keyPoints: item.keyPoints,
    });
  });

  it("refuses four thousand characters, and stays where it is", async () => {
    const asked = await mock();
    expect(said(await write(asked, "a".repeat(4000)))).toContain("at most 1500");
    expect((await stateOf())?.stage).toBe("asked");
  });

  it("takes one of two presses at once, and both see what came of it", async () => {
    const asked = await mock();
    const both = await Promise.all([act(asked, "aloud"), act(asked, "skip"), act(asked, "aloud")]);
    expect(new Set(both.map(({ kind }) => kind)).size).toBe(1);
    expect((await stateOf())?.step).toBe(2);
    expect((await act(asked, "skip")).kind).toBe(both[0]?.kind);
  });

  it("says which filter leaves too few questions, and what it offers begins", async () => {
    const few = await mock({ topic: "ethics", level: "senior", company: "Google" });
    expect(said(few)).toMatch(/with:.*Ethics/);
    const offered = buttonsOf(few);
    expect(offered.length).toBeGreaterThan(0);
    for (const { action } of offered) {
      const begun = await press({ ...action, anew: true } as ButtonPress["action"]);
      expect(begun.kind).toBe("mock-asked");
    }
    const short = await mock({ minutes: 5 });
    expect(said(short)).toContain("10 minutes at least");
  });

  it("loses nothing while the store is away: the press that failed is pressed again", async () => {
    const ticks = await act(await act(await mock(), "aloud"), "fair");
    const { writeDocument } = world.deps.store;
    world.deps.store.writeDocument = async () => {
      throw new StoreUnavailable("away", { untouched: true });
    };
    await expect(tick(ticks, "0")).rejects.toThrow(StoreUnavailable);
    world.deps.store.writeDocument = writeDocument;
    expect((await tick(ticks, "0")).kind).toBe("mock-follow");
    const { concepts } = await world.store.readReviews(world.place.team, "ada");
    expect([...concepts.values()].flatMap(({ reviews }) => reviews)).toHaveLength(1);
  });

  it("begins anew where what is kept was written by another version of the bot", async () => {
    const name = runningOf("ada");
    const change = { value: '{"id":3}', of: ["ada"], until: world.now() + DAY, dueAt: null };
    await world.store.writeDocument(world.place.team, name, null, change);
    expect((await mock()).kind).toBe("mock-asked");
    expect(readMockRef("mock~a~b~c")).toBeNull();
  });
});
