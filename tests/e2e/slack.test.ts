import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dealt } from "../dealt.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import type { Message } from "../stand-ins/slack/state.ts";
import { missPooling, nextInBerlin, passing, type TestBot, until } from "./bot.ts";
import {
  ada,
  admin,
  ben,
  chidi,
  labels,
  sees,
  slack,
  start as startIn,
  stop,
  study,
  team,
  textOf,
  time,
  useSlack,
} from "./on-slack.ts";

const HOUR = 3_600_000;
const SECRET = "signing-secret-of-the-tests";

let redis: RedisServer;
const MODES = {
  "Socket Mode": {},
  HTTP: { SLACK_APP_TOKEN: "", SLACK_SIGNING_SECRET: SECRET },
} as const;

async function start(mode: keyof typeof MODES = "Socket Mode"): Promise<TestBot> {
  const bot = await startIn({ ...MODES[mode], REDIS_URL: redis.url });
  if (mode === "HTTP") slack.deliverTo({ url: `${bot.app.url}/slack/events`, signingSecret: SECRET });
  return bot;
}

useSlack(1);
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

/** Sets up 09:00 in Berlin: `daily set` shows it, and a press says yes. */
async function setUp(options = ""): Promise<void> {
  await admin.type(study, `daily set time:09:00 timezone:Europe/Berlin answers:both ${options}`);
  const shown = await until("what would be set up", () =>
    admin.sees(study).find((m) => labels(m).includes("Set it up")),
  );
  await admin.press(shown, "Set it up");
  await sees(admin, "is set.");
}

async function openDaily(): Promise<Message> {
  await setUp();
  time.moveTo(nextInBerlin("09:00", time.now()));
  return until("the daily question", () => ada.sees(study).find((m) => labels(m).includes("A")));
}

describe.each(Object.keys(MODES) as (keyof typeof MODES)[])("the whole bot on Slack over %s", (mode) => {
  it("serves /dlq cnn: a question for all, a private verdict", async () => {
    await start(mode);
    await ada.type(study, "topic:cnn");
    const question = await until("a question", () => ada.sees(study).find((m) => labels(m).includes("A")));
    expect(textOf(question)).toContain("Convolutional networks");
    await ben.press(question, "A");
    const verdict = await until("a verdict", () => ben.sees(study).find((m) => m.onlyFor === ben.id));
    await ben.press(verdict, "Good question");
    await sees(ben, "It counts for the question");
    expect(ada.sees(study).filter((m) => m.onlyFor !== null)).toEqual([]);
    await ada.press(question, "Who was right?");
    await until("how many answered", () => textOf(question).includes("1 answered"));
    expect(slack.violations).toEqual([]);
  });

  it("runs a day: set up, opened at its minute, answered in three ways, changed, closed, ranked", async () => {
    const bot = await start(mode);
    await ben.type(study, "daily set time:09:00 timezone:Europe/Berlin answers:both");
    await sees(ben, "workspace admins");
    const question = await openDaily();
    await ada.press(question, "A");
    await until("the first answer to be taken", () => ada.sees(study).some((m) => m.onlyFor === ada.id));
    await ada.press(question, "C");
    const isHers = (m: Message) => m.onlyFor === ada.id;
    const changed = await sees(ada, "Changed from A to C");
    const before = ada.sees(study).filter(isHers).length;
    await ada.press(changed, "Sure");
    await until("how sure she is, in the same reply", () =>
      ada.sees(study).some((m) => isHers(m) && m.ts === changed.ts && textOf(m).includes("You said: sure")),
    );
    expect(ada.sees(study).filter(isHers)).toHaveLength(before);
    await ada.press(question, "My answer");
    await sees(ada, "Your answer is C");
    await ben.react(question, "three");
    await chidi.type(study, "answer D");
    const store = bot.app.store;
    const place = { team: `slack:${team.state.id}` as const, group: study.id };
    const group = await store.readGroup(place);
    await until("the count of three", () => /\b3 answer/.test(textOf(question)));

    time.moveTo(time.now() + 24 * HOUR);
    await until("the result", () => labels(question)[0] === "My answer");
    await until("a summary in the thread", () =>
      team.thread(question).find((m) => /of 3 had it right/.test(textOf(m))),
    );
    const stored = await store.readAnswers(place, group.current ?? "", 0, 10);
    const round = await store.readRound(place.team, group.current ?? "");
    const choices = new Map(stored.answers.map((a) => [a.learner, a.choice]));
    expect([choices.get(ada.id), choices.get(ben.id), choices.get(chidi.id)]).toEqual([2, 2, 3]);
    const right = stored.answers.filter((a) => a.choice === dealt(round).key).map((a) => a.learner);
    const winners = (await store.shownNames(place.team, right, 10)).names;
    await ben.type(study, "leaderboard all");
    const board = await sees(ben, "all time");
    for (const name of ["Ada", "Ben", "Chidi"])
      expect(textOf(board).includes(name)).toBe(winners.includes(name));
    await ada.type(study, "me");
    await sees(ada, /streak/i);
    expect(slack.violations).toEqual([]);
  });
});

describe("the whole bot on Slack", () => {
  it("is set up by a line as people write it, asks back which clock is meant, and names all mistakes", async () => {
    await start();
    await admin.type(study, "daily set zone:IST time:9 Uhr days:Monday to Friday");
    const asked = await sees(admin, "stands for several time zones");
    for (const words of ["Asia/Kolkata", "(India)", "Europe/Dublin", "(Ireland)"])
      expect(textOf(asked)).toContain(words);
    await admin.type(study, "daily set tim:9 zone:New Yrok days:someday time:25:00");
    const mistakes = textOf(await sees(admin, "no such hour"));
    for (const words of ["tim", "America/New_York", "someday"]) expect(mistakes).toContain(words);
    await admin.type(study, "daily set zone:Bengaluru time:9 Uhr days:Mon, Wed & Fri");
    const shown = await until("what would be set up", () =>
      admin.sees(study).find((m) => labels(m).includes("Set it up")),
    );
    expect(textOf(shown)).toContain("09:00 Asia/Kolkata");
    expect(textOf(shown)).toContain("Mon, Wed, Fri");
    expect(slack.violations).toEqual([]);
  });

  it("runs a session in one direct message: question, verdict, next, what came of it", async () => {
    await start();
    await ada.type(study, "review source:new count:3 topic:cnn");
    await sees(ada, "in a direct message");
    const shown = (text: string) =>
      until(text, () => ada.directMessages().find((m) => textOf(m).includes(text)));
    for (let number = 1; number <= 3; number++) {
      const question = await shown(`${number} of 3`);
      await ada.press(question, "Sure");
      await shown("you are sure");
      await ada.press(question, "B");
      await shown("Correct answer");
      await ada.press(question, number === 3 ? "Finish" : "Next");
    }
    await shown("Session over");
    expect(ada.directMessages()).toHaveLength(1);
    expect(ben.sees(study)).toEqual([]);
    expect(slack.violations).toEqual([]);
  });

  it("asks an open question of the day: written in a form or said, told at the close, ticked in private", async () => {
    await start();
    await setUp("kinds:open topics:cnn");
    time.moveTo(nextInBerlin("09:00", time.now()));
    const question = await until("the question", () =>
      ada.sees(study).find((m) => labels(m).includes("Done, I said it")),
    );
    expect(labels(question)).toEqual(["Write my answer", "Done, I said it", "My answer", "Report"]);
    await ada.press(question, "Write my answer");
    await until("the form", () => ada.form());
    await ada.submit("It slides one small filter over the whole picture.");
    await sees(ada, "as you wrote it");
    await ben.press(question, "Done, I said it");
    await sees(ben, "you said it");
    await until("the count of two", () => textOf(question).includes("2 answered"));
    expect(ben.sees(study).some((m) => textOf(m).includes("slides one small filter"))).toBe(false);

    time.moveTo(time.now() + 24 * HOUR);
    await until("the result", () => textOf(question).includes("What counts in an answer"));
    await until("a summary in the thread", () =>
      team.thread(question).find((m) => textOf(m).includes("2 answered in their own words")),
    );
    await ada.press(question, "Tick what you said");
    const own = await sees(ada, "Compare your answer");
    expect(textOf(own)).toContain("slides one small filter over the whole picture");
    await ada.press(own, "Count what I said");
    await until("the boxes", () => ada.form());
    await ada.submit("", []);
    await sees(ada, "0% of what counts");
    await ben.press(question, "Strong");
    await sees(ben, "What lifts it");
    expect(slack.violations).toEqual([]);
  });

  it("asks what the group is weak in, and says in the recap what it forgot, to be practised in private", async () => {
    const bot = await start();
    const place = { team: `slack:${team.state.id}`, group: study.id } as const;
    await missPooling(bot, place, time.now(), ada.id);
    await setUp("focus:weak topics:cnn");
    await sees(admin, "got wrong or may have forgotten");
    time.moveTo(nextInBerlin("09:00", time.now()));
    await until("the daily question", () => ada.sees(study).find((m) => labels(m).includes("A")));
    const { current, recap } = await bot.app.store.readGroup(place);
    expect((await bot.app.store.readRound(place.team, current ?? ""))?.question.concept.id).toBe("pooling");
    const recapOf = () => ada.sees(study).find((m) => textOf(m).includes("What the group forgot"));
    await passing(bot, time, recap?.at ?? 0, recapOf);
    const posted = await sees(ada, "What the group forgot");
    await ada.press(posted, "Practise Pooling");
    const question = await until("a question", () => ada.sees(study).find((m) => m.onlyFor === ada.id));
    expect(labels(question)).toContain("A");
    expect(slack.violations).toEqual([]);
  });

  it("tells the result in the channel, and of the question before in the next one", async () => {
    await start();
    const question = await openDaily();
    await ada.press(question, "A");
    await until("the answer to be taken", () => ada.sees(study).some((m) => m.onlyFor === ada.id));
    time.moveTo(time.now() + 24 * HOUR);
    await until("the summary in the channel", () =>
      ben.sees(study).find((m) => m.threadTs === question.ts && /of 1 had it right/.test(textOf(m))),
    );
    const next = await until("the next question", () =>
      ben.sees(study).find((m) => m !== question && labels(m).includes("A")),
    );
    expect(textOf(next)).toMatch(/The question of \d{1,2} \p{L}{3,4} \d{4}>?: \*[A-D]\* was right/u);
    expect(textOf(next)).toContain(`/archives/${study.id}/p${question.ts.replace(".", "")}`);
    expect(slack.violations).toEqual([]);
  });

  it("has one live question after it was killed while posting and the history is scarce", async () => {
    const first = await start();
    await setUp();
    slack.leaveMarketplace();
    slack.world.rates.histories = { burst: 1, perSecond: 1 };
    slack.limit(team, "conversations.history", 1, 2);
    slack.faults.loseReplyOf = "chat.postMessage";
    time.moveTo(nextInBerlin("09:00", time.now()));
    await until("the daily question", () => ada.sees(study).find((m) => labels(m).includes("A")));
    for (let i = 0; i < 20; i++) ada.say(study, `talk ${i}`);
    await stop(first);
    const second = await start();
    const place = { team: `slack:${team.state.id}` as const, group: study.id };
    for (let i = 0; i < 20 && (await second.app.store.readGroup(place)).windows === 0; i++) {
      time.moveTo(time.now() + 65_000);
      await second.work();
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect((await second.app.store.readGroup(place)).windows).toBe(1);
    expect(ada.sees(study).filter((m) => labels(m).includes("A"))).toHaveLength(1);
    expect(slack.violations).toEqual([]);
  });

  it("practises in a direct message: question, press, verdict", async () => {
    await start();
    const direct = ada.direct();
    await ada.type(direct, "cnn");
    const question = await until("a question", () => direct.messages.find((m) => labels(m).includes("A")));
    await ada.press(question, "A");
    await until("a verdict", () => direct.messages.find((m) => m.onlyFor === ada.id));
    expect(slack.violations).toEqual([]);
  });

  it("answers a mistyped line with what is nearest, to be pressed", async () => {
    await start();
    await ada.type(study, "cnm hard");
    const reply = await sees(ada, "cnm");
    expect(reply.onlyFor).toBe(ada.id);
    expect(labels(reply)).toContain("Convolutional networks");
    expect(slack.violations).toEqual([]);
  });

  it("has one effect when everything is delivered twice", async () => {
    const bot = await start();
    slack.deliveries.faults.repeats = 1;
    await ada.type(study, "cnn");
    await until("a question", () => ada.sees(study).find((m) => labels(m).includes("A")));
    await bot.work();
    expect(ada.sees(study).filter((m) => labels(m).includes("A"))).toHaveLength(1);
  });

  it("does not double a daily post whose reply was lost", async () => {
    const bot = await start();
    await setUp();
    slack.faults.loseReplyOf = "chat.postMessage";
    time.moveTo(nextInBerlin("09:00", time.now()));
    await until("the daily question", () => ada.sees(study).find((m) => labels(m).includes("A")));
    const place = { team: `slack:${team.state.id}` as const, group: study.id };
    for (let i = 0; i < 40 && (await bot.app.store.readGroup(place)).windows === 0; i++) {
      time.moveTo(time.now() + 10_000);
      await bot.work();
    }
    expect((await bot.app.store.readGroup(place)).windows).toBe(1);
    expect(ada.sees(study).filter((m) => labels(m).includes("A"))).toHaveLength(1);
  });

  it("pauses a schedule whose channel is archived, and tells its manager once", async () => {
    const bot = await start();
    await setUp();
    await team.archive(study);
    await until("word to the manager", () =>
      admin.directMessages().find((m) => textOf(m).includes("paused")),
    );
    time.moveTo(time.now() + 72 * HOUR);
    await bot.work();
    expect(admin.directMessages()).toHaveLength(1);
    expect(slack.violations).toEqual([]);
  });

  it("lets whoever created a channel set its daily question up, and nobody else", async () => {
    await start();
    study.creator = ben.id;
    for (const member of [ben, chidi]) {
      await member.openHome();
      await until("the home", () => member.home()[0]);
    }
    const offers = [ben, chidi].map((member) =>
      JSON.stringify(member.home()).includes("Set up the question of the day"),
    );
    expect(offers).toEqual([true, false]);
    await chidi.type(study, "daily set time:09:00 timezone:Europe/Berlin");
    await sees(chidi, "whoever created a channel");
    await ben.type(study, "daily set time:09:00 timezone:Europe/Berlin");
    const shown = await until("what would be set up", () =>
      ben.sees(study).find((m) => labels(m).includes("Set it up")),
    );
    await ben.press(shown, "Set it up");
    await sees(ben, "is set.");
    await ben.typeRaw(study, "daily manager add:<@U0SOMEBODY|zoe>");
    await sees(ben, "you may manage, not name others");
    expect(slack.violations).toEqual([]);
  });

  it("shows the days with an answer and the board in the App Home", async () => {
    await start();
    await ada.type(study, "cnn");
    const question = await until("a question", () => ada.sees(study).find((m) => labels(m).includes("A")));
    await ada.press(question, "A");
    await until("a verdict", () => ada.sees(study).find((m) => m.onlyFor === ada.id));
    await ada.openHome();
    const home = () => JSON.stringify(ada.home());
    await until("the home", () => home().includes("Active on 1 day of 90") && home().includes("this week"));
    expect(slack.violations).toEqual([]);
  });
});
