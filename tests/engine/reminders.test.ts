import { beforeEach, describe, expect, it } from "vitest";
import { doJob } from "../../src/engine/bot.ts";
import { TriedInVain } from "../../src/engine/ports/outbox.ts";
import type { RemindersWanted } from "../../src/engine/uses/reminders.ts";
import { type Action, opensForm } from "../../src/engine/words/press.ts";
import type { ReminderReply, Reply } from "../../src/engine/words/reply.ts";
import { say } from "../../src/engine/words/say.ts";
import type { Review } from "../../src/learning/review.ts";
import { dealt } from "../dealt.ts";
import { createWorld, DAY, said, type World } from "./world.ts";

/** Monday; the question is asked at 9:00 in Berlin and closes at 19:00, which is 18:00 UTC. */
const START = "2026-11-16T06:00:00Z";

let world: World;
beforeEach(() => {
  world = createWorld(START);
});

const ada = () => world.as("ada");
const team = () => world.place.team;

const setUp = () =>
  world.bot.daily.set(world.as("admin"), {
    ...{ time: "09:00", timezone: "Europe/Berlin", openFor: 600, days: [1, 2, 3, 4, 5] },
  });
const remind = (wanted: RemindersWanted = {}) => world.bot.remind.on(ada(), wanted);
const reminders = (): ReminderReply[] =>
  world.platform.told.flatMap(({ reply }) => (reply.kind === "reminder" ? [reply] : []));
const press = (action: Action, over: object = {}): Promise<Reply | null> => {
  if (opensForm(action)) throw new Error("a form");
  return world.handlers.button({ ...world.as("ada", over), action });
};
const pressed = (reply: ReminderReply | undefined, label: string, over: object = {}) => {
  const button = reply?.buttons.find((b) => typeof b.label !== "string" && b.label.id === label);
  if (button === undefined) throw new Error(`there is no button ${label}`);
  return press(button.action, over);
};
const current = async () => (await world.store.readGroup(world.place)).current ?? "";
const answer = async (right = true) => {
  const round = await world.store.readRound(team(), await current());
  const { key } = dealt(round);
  return press({ verb: "answer", round: round?.id ?? "", choice: right ? key : key === 0 ? 1 : 0 });
};
/** Reviews that are due a few days later. */
const remember = async (count: number) => {
  for (let i = 0; i < count; i++)
    await world.store.recordReview(team(), "ada", {
      ...{ id: `r${i}`, at: world.now() - 30 * DAY, concept: i === 0 ? "cnn" : "rnn" },
      ...{ item: i === 0 ? "cnn.c0" : "rnn.c0", mode: "practice" },
      outcome: { kind: "choice", right: true, confidence: null, difficulty: "medium", hints: 0 },
    } satisfies Review);
};

describe("reminders", () => {
  it("are off by default, and send nothing", async () => {
    await setUp();
    await remember(2);
    await world.runTo("2026-11-18T06:00:00Z");
    expect(world.platform.told).toEqual([]);
    expect(said(await world.bot.remind.show(ada()))).toContain("Reminders are off");
  });

  it("come two hours before the close to who has not answered, with the streak that is at stake, in one message", async () => {
    await setUp();
    await remind();
    await world.runTo("2026-11-16T08:30:00Z");
    await answer();
    await world.runTo("2026-11-17T15:50:00Z");
    expect(reminders()).toEqual([]);
    await remember(2);
    await world.runTo("2026-11-17T16:05:00Z");
    expect(reminders()).toMatchObject([
      { question: { group: "g1", url: "https://chat.example/m3" }, streak: 1, due: 1, result: null },
    ]);
    await world.runTo("2026-11-18T06:00:00Z");
    expect(reminders()).toHaveLength(1);
  });

  it("say nothing where there is nothing to say", async () => {
    await setUp();
    await remind();
    await world.runTo("2026-11-16T08:30:00Z");
    await answer();
    await world.runTo("2026-11-17T06:00:00Z");
    expect(world.platform.told).toEqual([]);
  });

  it("come at the hour that was named, in the zone that was asked for, for reviews alone too, and never as a pile", async () => {
    await remind({ at: "20:00", timezone: "Asia/Tokyo" });
    await remember(2);
    await world.runTo("2026-11-16T10:59:00Z");
    expect(reminders()).toEqual([]);
    await world.runTo("2026-11-16T11:01:00Z");
    expect(reminders()).toMatchObject([{ question: null, streak: 0, due: 2 }]);
  });

  it("take the zone of the option, else the platform's, else the group's", async () => {
    await setUp();
    const zoneOf = async (over: object, wanted: RemindersWanted = {}) => {
      await world.bot.remind.off(ada());
      await world.bot.remind.on(world.as("ada", over), wanted);
      return (await world.store.readReminding(team(), "ada")).reminders?.timezone;
    };
    expect(await zoneOf({})).toBe("Europe/Berlin");
    expect(await zoneOf({ timezone: "America/Lima" })).toBe("America/Lima");
    expect(await zoneOf({ timezone: "Moon/Crater" })).toBe("Europe/Berlin");
    expect(await zoneOf({ timezone: "America/Lima" }, { timezone: "Asia/Tokyo" })).toBe("Asia/Tokyo");
  });

  it("switched on before the group has a question take its zone when they are switched on again, and keep one that was named", async () => {
    const zoneNow = async (wanted: RemindersWanted = {}) => {
      await remind(wanted);
      return (await world.store.readReminding(team(), "ada")).reminders?.timezone;
    };
    expect(await zoneNow()).toBe("UTC");
    await setUp();
    expect(await zoneNow({ at: "18:00" })).toBe("Europe/Berlin");
    expect(await zoneNow({ timezone: "Asia/Tokyo" })).toBe("Asia/Tokyo");
    expect(await zoneNow({ results: true })).toBe("Asia/Tokyo");
  });

  it("keep UTC where a member named it, whatever the platform reports and the group has", async () => {
    await setUp();
    const zoneNow = async (wanted: RemindersWanted = {}, over: object = {}) => {
      await world.bot.remind.on(world.as("ada", over), wanted);
      return (await world.store.readReminding(team(), "ada")).reminders?.timezone;
    };
    expect(await zoneNow({ timezone: "UTC" })).toBe("UTC");
    expect(await zoneNow({ at: "18:00" })).toBe("UTC");
    expect(await zoneNow({ results: true }, { timezone: "America/Lima" })).toBe("UTC");
    await press({ verb: "prefer", setting: "reminders", value: "on" });
    await press({ verb: "remind", act: "resume", group: null });
    expect(await zoneNow()).toBe("UTC");
    expect(await zoneNow({ timezone: "Europe/Berlin" })).toBe("Europe/Berlin");
    expect(await zoneNow({}, { timezone: "America/Lima" })).toBe("Europe/Berlin");
  });

  it("follow the platform's zone, else the group's, as long as nobody named one", async () => {
    await setUp();
    const zoneNow = async (over: object = {}) => {
      await world.bot.remind.on(world.as("ada", over), {});
      return (await world.store.readReminding(team(), "ada")).reminders?.timezone;
    };
    expect(await zoneNow()).toBe("Europe/Berlin");
    expect(await zoneNow({ timezone: "America/Lima" })).toBe("America/Lima");
    await world.bot.daily.set(world.as("admin"), { timezone: "Asia/Tokyo" });
    expect(await zoneNow()).toBe("Asia/Tokyo");
  });

  it.each([
    ["UTC", "Europe/Berlin", "the default gives way"],
    ["Europe/Berlin", "America/Lima", "the group's gives way"],
    ["Asia/Tokyo", "Asia/Tokyo", "another one was named"],
  ])("of before it was kept who chose the zone: %s becomes %s, since %s", async (before, after) => {
    await setUp();
    const group = world.place.group;
    const old = { at: null, timezone: before, group, results: false, next: world.now() + DAY };
    await world.store.setReminders(team(), "ada", old);
    await world.bot.remind.on(world.as("ada", before === "UTC" ? {} : { timezone: "America/Lima" }), {});
    expect((await world.store.readReminding(team(), "ada")).reminders?.timezone).toBe(after);
  });

  it("come once a day, however often they are switched off and on, or their hour is changed", async () => {
    await remember(2);
    await remind({ at: "10:00" });
    await world.runTo("2026-11-16T10:01:00Z");
    expect(reminders()).toHaveLength(1);
    await world.bot.remind.off(ada());
    await remind({ at: "12:00" });
    await remind({ at: "14:00" });
    await world.runTo("2026-11-16T23:00:00Z");
    expect(reminders()).toHaveLength(1);
    await world.runTo("2026-11-17T14:01:00Z");
    expect(reminders()).toHaveLength(2);
  });

  it("come once where two replicas look at the same time", async () => {
    await remember(2);
    await remind({ at: "10:00" });
    world.sleepTo("2026-11-16T10:01:00Z");
    const job = { kind: "remind", place: { ...world.place, group: "" }, learner: "ada" } as const;
    await Promise.all([1, 2, 3].map(() => doJob(world.deps, job)));
    expect(reminders()).toHaveLength(1);
  });

  it("open the question from the message, sealed, answered there, and say where it stands", async () => {
    await setUp();
    await remind();
    await world.runTo("2026-11-16T16:05:00Z");
    // Outside of the group: in the conversation with the bot.
    const direct = { place: { ...world.place, group: "D1" }, atHome: true };
    const shown = await pressed(reminders()[0], "button.remind-question", direct);
    if (shown?.kind !== "question") throw new Error(`not a question: ${shown?.kind}`);
    expect(shown).toMatchObject({ visibility: "private", mode: "daily", ping: null });
    expect(JSON.stringify(shown)).not.toContain("because");
    const sealed = await press(shown.buttons[0]?.action ?? { verb: "mine", round: "" }, direct);
    expect(sealed?.kind).toBe("sealed");
    expect(await world.store.answerOf(team(), await current(), "ada")).toBe(0);
    await world.runTo("2026-11-16T18:30:00Z");
    const late = await pressed(reminders()[0], "button.remind-question", direct);
    expect(said(late)).toContain("No question of g1 takes answers right now.");
  });

  it("open the session from the message, which counts in the group", async () => {
    await remember(2);
    await remind({ at: "10:00" });
    await world.runTo("2026-11-16T10:01:00Z");
    const direct = { place: { ...world.place, group: "D1" }, atHome: true };
    const shown = await pressed(reminders()[0], "button.review", direct);
    expect(shown).toMatchObject({ kind: "question", session: { number: 1 } });
  });

  it("end for good at a press, until they are switched on again", async () => {
    await remember(2);
    await remind({ at: "10:00" });
    await world.runTo("2026-11-16T10:01:00Z");
    expect(said(await pressed(reminders()[0], "button.remind-off"))).toContain("No more reminders.");
    expect(said(await pressed(reminders()[0], "button.remind-off"))).toContain("Reminders are off.");
    await world.runTo("2026-11-20T06:00:00Z");
    expect(reminders()).toHaveLength(1);
  });

  it("end by themselves where no direct message comes through, without another try", async () => {
    await remember(2);
    await remind({ at: "10:00" });
    world.platform.takesDirect = false;
    await world.runTo("2026-11-16T10:01:00Z");
    expect((await world.store.readReminding(team(), "ada")).reminders).toBeNull();
    expect(world.logged).toContain("reminders of a learner are off: they cannot be reached");
    world.platform.takesDirect = true;
    await world.runTo("2026-11-19T06:00:00Z");
    expect(world.platform.told).toEqual([]);
  });

  it.each([
    ["the learner", () => world.platform.left.push("ada")],
    ["the bot", () => (world.platform.isThere = false)],
  ])("end by themselves where %s has left the team", async (_who, leave) => {
    await remember(2);
    await remind({ at: "10:00" });
    leave();
    await world.runTo("2026-11-16T10:01:00Z");
    expect(world.platform.told).toEqual([]);
    expect((await world.store.readReminding(team(), "ada")).reminders).toBeNull();
  });

  it("are tried again where the platform has trouble, and not where it may have taken the message", async () => {
    await remember(2);
    await remind({ at: "10:00" });
    const job = { kind: "remind", place: { ...world.place, group: "" }, learner: "ada" } as const;
    world.sleepTo("2026-11-16T10:01:00Z");
    world.platform.nextTold = [{ kind: "failed", detail: "busy", retryAfter: 5000 }];
    await expect(doJob(world.deps, job)).rejects.toThrow(TriedInVain);
    await doJob(world.deps, job);
    expect(reminders()).toHaveLength(1);
    world.sleepTo("2026-11-17T10:01:00Z");
    world.platform.nextTold = [{ kind: "unsure", detail: "silence" }];
    await doJob(world.deps, job);
    await doJob(world.deps, job);
    expect(reminders()).toHaveLength(1);
    world.sleepTo("2026-11-18T10:01:00Z");
    await doJob(world.deps, job);
    expect(reminders()).toHaveLength(2);
  });

  it("are left out where the bot was down at their hour, and go on the next day", async () => {
    await remember(2);
    await remind({ at: "10:00" });
    world.sleepTo("2026-11-16T22:00:00Z");
    await world.work();
    expect(reminders()).toEqual([]);
    await world.runTo("2026-11-17T10:01:00Z");
    expect(reminders()).toHaveLength(1);
  });

  it("follow a question that closes later than it was planned", async () => {
    await setUp();
    await remind();
    await world.bot.daily.set(world.as("admin"), { openFor: 720 });
    await world.runTo("2026-11-16T17:50:00Z");
    expect(reminders()).toEqual([]);
    await world.runTo("2026-11-16T18:05:00Z");
    expect(reminders()).toHaveLength(1);
  });

  it("tell who asked for it their own result after the close, with what is due, and nothing else on that day", async () => {
    await setUp();
    await remind({ results: true });
    await world.runTo("2026-11-16T08:30:00Z");
    await answer(false);
    // Of the two concepts that were due one is answered with the question.
    await remember(2);
    await world.runTo("2026-11-16T17:59:00Z");
    expect(reminders()).toEqual([]);
    await world.runTo("2026-11-16T18:10:00Z");
    expect(reminders()).toMatchObject([
      { result: { date: "2026-11-16", right: false, option: "right" }, due: 1, question: null },
    ]);
    const why = await pressed(reminders()[0], "button.why-short", {
      ...{ place: { ...world.place, group: "D1" }, atHome: true },
    });
    expect(why).toMatchObject({ kind: "verdict", right: false });
    await world.runTo("2026-11-17T06:00:00Z");
    expect(reminders()).toHaveLength(1);
    // Tuesday is not answered: it is reminded of, and has no result.
    await world.runTo("2026-11-18T06:00:00Z");
    expect(reminders().slice(1)).toMatchObject([{ question: { group: "g1" }, result: null }]);
  });

  it("point to what counts where the question that closed was answered in words, and put no streak at stake", async () => {
    await setUp();
    await remind({ results: true });
    await world.runTo("2026-11-16T08:30:00Z");
    await answer();
    await world.bot.daily.set(world.as("admin"), { kinds: ["open"] });
    await world.runTo("2026-11-17T16:05:00Z");
    expect(reminders()[1]).toMatchObject({ question: { group: "g1" }, streak: 0 });
    const open = await current();
    await world.runTo("2026-11-18T08:30:00Z");
    await press({ verb: "said", round: await current() });
    await world.runTo("2026-11-18T18:10:00Z");
    expect(open).not.toBe(await current());
    expect(reminders()[2]).toMatchObject({ answered: "2026-11-18", result: null });
    const own = await pressed(reminders()[2], "button.tick-own", {
      ...{ place: { ...world.place, group: "D1" }, atHome: true },
    });
    expect(own?.kind).toBe("open-answer");
  });

  it("say in the reply of the command when they come, of what, and how they end", async () => {
    await setUp();
    const lines = said(await remind({ at: "18:00", results: true }));
    expect(lines).toContain("at 18:00, Europe/Berlin");
    expect(lines).toContain("the question of g1");
    expect(lines).toContain("your own result");
    expect(lines).toContain("2026-11-16T17:00:00.000Z");
    expect(said(await world.bot.remind.show(ada()))).toContain("at 18:00, Europe/Berlin");
    expect(said(await world.bot.remind.off(ada()))).toContain("No more reminders.");
  });
});

describe("a pause of reviews", () => {
  it("keeps reminders quiet for a week from one press on, and does not mention what is due", async () => {
    await remember(2);
    await remind({ at: "10:00" });
    await world.runTo("2026-11-16T10:01:00Z");
    expect(said(await pressed(reminders()[0], "button.pause-week"))).toContain("2026-11-23T10:01:00.000Z");
    const profile = await world.bot.profile(ada());
    expect(profile.kind === "profile" && profile.memory?.due).toBe(0);
    expect(profile.kind === "profile" && profile.buttons.at(-1)?.label).toEqual(say("button.pause-end"));
    await world.runTo("2026-11-23T10:00:00Z", 10 * 60_000);
    expect(reminders()).toHaveLength(1);
    await world.runTo("2026-11-24T10:02:00Z", 10 * 60_000);
    expect(reminders()).toHaveLength(2);
  });

  it("is offered when nothing is due, and at the end of a session, and ends by a press or by switching on", async () => {
    await remember(2);
    await remind({ at: "10:00" });
    const labels = (reply: Reply | null) =>
      reply !== null && "buttons" in reply
        ? reply.buttons.map(({ label }) => (typeof label === "string" ? label : label.id))
        : [];
    const first = await world.bot.review(ada(), { count: 1 });
    const stop =
      "buttons" in first
        ? first.buttons.find(({ action }) => "act" in action && action.act === "stop")
        : null;
    const over = await press(stop?.action ?? { verb: "mine", round: "" });
    expect(labels(over)).toContain("button.pause-week");
    await press({ verb: "remind", act: "pause", group: null });
    expect(labels(await world.bot.remind.show(ada()))).toEqual(["button.pause-end"]);
    const nothing = await world.bot.review(ada(), { topic: "cnn", source: "mistakes" });
    expect(said(nothing)).toContain("No mistakes are waiting");
    expect(said(await press({ verb: "remind", act: "resume", group: null }))).toContain("The pause is over.");
    await world.runTo("2026-11-16T10:01:00Z");
    expect(reminders()).toHaveLength(1);
    await press({ verb: "remind", act: "pause", group: null });
    await remind();
    expect((await world.store.readReminding(team(), "ada")).pausedUntil).toBeNull();
  });
});
