import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { dealt } from "../dealt.ts";
import type { StandInMember } from "../stand-ins/discord/member.ts";
import { missPooling, nextInBerlin, passing, until } from "./bot.ts";
import {
  ada,
  admin,
  ben,
  bots,
  channel,
  chidi,
  discord,
  HOUR,
  LETTERS,
  openDaily,
  sees,
  setUp,
  start,
  time,
  useDiscord,
} from "./on-discord.ts";

useDiscord();

describe("the whole bot on Discord", () => {
  it("serves /dlq topic:cnn: a question for all, a private verdict, one press counts", async () => {
    await start();
    ada.command(channel, "dlq", null, { topic: "cnn" });
    const question = await until("a question", () => ada.sees(channel).find((m) => m.buttons.includes("A")));
    expect(question.buttons.slice(0, 4)).toEqual(["A", "B", "C", "D"]);
    expect(question.text).toContain("Convolutional networks");
    ben.press(channel, question.id, "A");
    ben.press(channel, question.id, "B");
    const verdict = await until("a verdict", () => ben.sees(channel).find((m) => m.private));
    expect(verdict.text.length).toBeGreaterThan(20);
    expect(ada.sees(channel).filter((m) => m.private)).toEqual([]);
    ada.press(channel, question.id, "Who was right?");
    await until("how many answered", () =>
      ada.sees(channel).find((m) => m.id === question.id && m.text.includes("1 answered")),
    );
    expect(discord.violations).toEqual([]);
  });

  it("runs a session in one message of its own: question, verdict, next, what came of it", async () => {
    await start();
    ada.command(channel, "dlq-mistakes", null, {});
    const nothing = await sees(ada, "No mistakes are waiting");
    expect(nothing.buttons).toEqual(["Practise new ones"]);
    ada.command(channel, "dlq-review", null, { source: "new", count: "3", topic: "cnn" });
    const { id } = await sees(ada, "1 of 3");
    const shown = (text: string) =>
      until(text, () => ada.sees(channel).find((m) => m.id === id && m.text.includes(text)));
    for (let number = 1; number <= 3; number++) {
      await shown(`${number} of 3`);
      ada.press(channel, id, "Leaning");
      await shown("lean that way");
      ada.press(channel, id, "B");
      await shown("Correct answer");
      ada.press(channel, id, number === 3 ? "Finish" : "Next");
    }
    await shown("Session over");
    expect(ada.sees(channel)).toHaveLength(2);
    expect(ben.sees(channel)).toEqual([]);
    expect(discord.violations).toEqual([]);
  });

  it("asks an open question of the day: written in a form or said, told at the close, ticked in private", async () => {
    await start();
    await setUp({ kinds: "open", topics: "cnn" });
    time.moveTo(nextInBerlin("09:00", time.now()));
    const { id } = await sees(ada, "Nobody has answered");
    const message = () => ada.sees(channel).find((m) => m.id === id);
    expect(message()?.buttons).toEqual(["Write my answer", "Done, I said it", "My answer", "Report"]);
    ada.press(channel, id, "Write my answer");
    await until("the form", () => ada.form());
    ada.submit("It slides one small filter over the whole picture.");
    await sees(ada, "as you wrote it");
    ben.press(channel, id, "Done, I said it");
    await sees(ben, "you said it");
    await until("the count of two", () => message()?.text.includes("2 answered"));
    expect(ben.sees(channel).some((m) => m.text.includes("slides one small filter"))).toBe(false);

    time.moveTo(time.now() + 24 * HOUR);
    await until("the result", () => message()?.text.includes("What counts in an answer"));
    const thread = await until("a thread", () => message()?.threadId);
    await until("a summary", () =>
      ada.sees(thread).find((m) => m.text.includes("2 answered in their own words")),
    );
    ada.press(channel, id, "Tick what you said");
    const own = await sees(ada, "Compare your answer");
    expect(own.text).toContain("slides one small filter over the whole picture");
    ada.press(channel, own.id, "Count what I said");
    await until("the boxes", () => ada.form());
    ada.submit("", []);
    await sees(ada, "0% of what counts");
    ben.press(channel, id, "Strong");
    await sees(ben, "What lifts it");
    expect(discord.violations).toEqual([]);
  });

  it("asks what the group is weak in, and says in the recap what it forgot, to be practised in private", async () => {
    const bot = await start();
    const place = { team: `discord:${discord.guild.id}`, group: channel } as const;
    await missPooling(bot, place, time.now(), ada.user.id);
    await setUp({ focus: "weak", topics: "cnn" });
    await sees(admin, "got wrong or may have forgotten");
    time.moveTo(nextInBerlin("09:00", time.now()));
    await sees(ada, "Nobody has answered");
    const { current } = await bot.app.store.readGroup(place);
    expect((await bot.app.store.readRound(place.team, current ?? ""))?.question.concept.id).toBe("pooling");
    const { recap } = await bot.app.store.readGroup(place);
    const recapOf = () => ada.sees(channel).find((m) => m.text.includes("What the group forgot"));
    await passing(bot, time, recap?.at ?? 0, recapOf);
    const posted = await sees(ada, "What the group forgot");
    ada.press(channel, posted.id, "Practise Pooling");
    const question = await until("a question", () => ada.sees(channel).find((m) => m.private));
    expect(question.buttons).toContain("A");
    expect(discord.violations).toEqual([]);
  });

  it("runs a day: set up by an admin, opened at its minute, answered in three ways, changed, closed, ranked", async () => {
    await start();
    ben.command(channel, "dlq-daily", "set", { time: "09:00", timezone: "Europe/Berlin" });
    await sees(ben, "Manage Server");
    const id = await openDaily();
    const message = () => ada.sees(channel).find((m) => m.id === id);
    await until(
      "four reactions",
      () => message()?.reactions.filter((r) => LETTERS.includes(r.emoji)).length === 4,
    );

    ada.press(channel, id, "A");
    await sees(ada, /Your answer is A/);
    ada.press(channel, id, "C");
    ben.react(channel, id, "🇨");
    await until(
      "Ben's reaction to be taken away",
      () => !message()?.reactions.some((r) => r.by.includes(ben.user.id)),
    );
    chidi.command(channel, "dlq-answer", null, { choice: "D" });
    await until("the count of three", () => /\b3 answer/.test(message()?.text ?? "") && message());
    await until("one private reply", () => ada.sees(channel).filter((m) => m.private).length === 1);
    ada.press(channel, id, "My answer");
    await until("her answer", () => {
      const own = ada.sees(channel).filter((m) => m.private);
      return own.length === 1 && /Your answer is C/.test(own[0]?.text ?? "");
    });
    const [reply] = ada.sees(channel).filter((m) => m.private);
    ada.press(channel, reply?.id ?? "", "Sure");
    await until("how sure she is, in the same reply", () => {
      const own = ada.sees(channel).filter((m) => m.private);
      return own.length === 1 && own[0]?.id === reply?.id && /You said: sure/.test(own[0]?.text ?? "");
    });

    // Read before the next question takes its place.
    const group = await bots[0]!.app.store.readGroup({ team: `discord:${discord.guild.id}`, group: channel });
    expect(group.windows).toBe(1);
    time.moveTo(time.now() + 24 * HOUR);
    const result = await until("the result", () =>
      message()?.buttons[0] === "My answer" ? message() : null,
    );
    const thread = await until("a thread", () => message()?.threadId);
    await until("a summary", () => ada.sees(thread).find((m) => /of 3 had it right/.test(m.text)));
    ada.press(channel, id, result.buttons[0] ?? "");
    // The verdict takes the place of what she read before.
    await until("her verdict alone", () => {
      const own = ada.sees(channel).filter((m) => m.private);
      return own.length === 1 && /Correct answer/.test(own[0]?.text ?? "");
    });

    const stored = await bots[0]!.app.store.readAnswers(
      { team: `discord:${discord.guild.id}`, group: channel },
      group.current ?? "",
      0,
      10,
    );
    const round = await bots[0]!.app.store.readRound(`discord:${discord.guild.id}`, group.current ?? "");
    const choices = new Map(stored.answers.map((a) => [a.learner, a.choice]));
    expect([choices.get(ada.user.id), choices.get(ben.user.id), choices.get(chidi.user.id)]).toEqual([
      2, 2, 3,
    ]);
    const right = stored.answers.filter((a) => a.choice === dealt(round).key).map((a) => a.learner);
    const winners = (await bots[0]!.app.store.shownNames(`discord:${discord.guild.id}`, right, 10)).names;
    ben.command(channel, "dlq-leaderboard", null, { period: "all" });
    const board = await until("a board", () =>
      ben.sees(channel).findLast((m) => m.text.includes("all time")),
    );
    for (const name of ["Ada", "Ben", "Chidi"])
      expect(board.text.includes(name)).toBe(winners.includes(name));
    ada.command(channel, "dlq-me", null);
    await sees(ada, /streak/i);
    expect(discord.violations).toEqual([]);
  });

  it("completes a zone by city, country and offset, and is set up with what people write", async () => {
    await start();
    const offered = async (option: string, typed: string) => {
      const typing = admin.complete(channel, "dlq-daily", "set", option, typed);
      return (await until(`choices for ${typed}`, () => typing.choices)) as { name: string; value: string }[];
    };
    expect((await offered("timezone", "munich"))[0]).toEqual({
      name: "Europe/Berlin (Munich)",
      value: "Europe/Berlin",
    });
    expect((await offered("timezone", "india"))[0]?.value).toBe("Asia/Kolkata");
    expect((await offered("timezone", "+5:30")).map(({ value }) => value)).toContain("Asia/Kolkata");
    expect((await offered("timezone", "united")).length).toBeLessThanOrEqual(25);
    expect((await offered("time", "9 Uhr"))[0]?.value).toBe("09:00");
    expect((await offered("days", "Monday to Friday"))[0]?.value).toBe("mon-fri");
    admin.command(channel, "dlq-daily", "set", { time: "9 Uhr", timezone: "BST", days: "montags" });
    const asked = await sees(admin, "stands for several time zones");
    expect(asked.text).toContain("Asia/Dhaka");
    admin.command(channel, "dlq-daily", "set", { time: "9 Uhr", timezone: "Kiev", days: "montags" });
    const shown = await sees(admin, "09:00 Europe/Kyiv");
    expect(shown.buttons).toContain("Set it up");
    expect(discord.violations).toEqual([]);
  });

  it("says late to a press after the close, and records nothing", async () => {
    await start();
    const id = await openDaily();
    const before = discord.world.channels.get(channel)?.messages.get(id);
    const stale = structuredClone(before?.buttons ?? []);
    time.moveTo(time.now() + 24 * HOUR);
    await until("the result", () =>
      ada.sees(channel).find((m) => m.id === id && m.buttons[0] === "My answer"),
    );
    // A phone that still shows the old message.
    before?.buttons.push(...stale);
    ada.press(channel, id, "A");
    await sees(ada, "closed");
    expect(discord.violations).toEqual([]);
  });

  it("counts the press that was made last, though an earlier one comes after it", async () => {
    await start();
    const id = await openDaily();
    const { gateway } = discord;
    const dispatch = gateway.dispatch.bind(gateway);
    const late: (() => void)[] = [];
    gateway.dispatch = (...event) => late.push(() => dispatch(...event));
    ada.press(channel, id, "A");
    gateway.dispatch = dispatch;
    await sleep(5);
    ada.press(channel, id, "C");
    await sees(ada, /Your answer is C/);
    for (const come of late) come();
    // Whichever of the two replies stays, it says what counts.
    await sleep(1_000);
    await until("one private reply", () => ada.sees(channel).filter((m) => m.private).length === 1);
    await sees(ada, /Your answer is C/);
    const { store } = bots[0]!.app;
    const team = `discord:${discord.guild.id}` as const;
    const { current } = await store.readGroup({ team, group: channel });
    expect(await store.answerOf(team, current ?? "", ada.user.id)).toBe(2);
  });

  it("pauses a schedule whose channel is deleted or closed to it, and tells its manager once", async () => {
    await start();
    const other = discord.addChannel({ name: "other" });
    await setUp({ channel: other.id });
    discord.deleteChannel(other);
    await until("word to the manager", () => admin.directMessages().find((m) => m.text.includes("paused")));
    time.moveTo(time.now() + 72 * HOUR);
    await bots[0]!.work();
    expect(admin.directMessages()).toHaveLength(1);
    expect(discord.violations).toEqual([]);
  });

  it("asks before it sets up, lets in whom an admin allows, and forgets at a press, with two replicas", async () => {
    await start();
    await start();
    const press = async (member: StandInMember, label: string) => {
      const shown = await until(`the button ${label}`, () =>
        member.sees(channel).findLast((m) => m.buttons.includes(label)),
      );
      member.press(channel, shown.id, label);
    };
    ben.command(channel, "dlq-daily", "set", { time: "10:00", topics: "cnn" });
    await press(ben, "Ask to manage it");
    await press(admin, "Allow");
    await until("word to Ben", () => ben.directMessages().find((m) => m.text.includes("You may manage")));
    ben.command(channel, "dlq-daily", "set", { time: "10:00", topics: "cnn" });
    await press(ben, "Set it up");
    await sees(ben, "is set.");
    admin.command(channel, "dlq-daily", "list", {});
    await sees(admin, /10:00 UTC.*the next one opens/);

    ada.command(channel, "dlq", null, { topic: "cnn" });
    await press(ada, "A");
    await until("a verdict", () => ada.sees(channel).find((m) => m.private));
    ada.command(channel, "dlq-privacy", "forget", {});
    await sees(ada, "Nothing was removed yet");
    await press(ada, "Remove it all");
    await sees(ada, "is gone");
    ada.command(channel, "dlq-privacy", "forget", {});
    await sees(ada, "I keep nothing about you");
    expect(discord.violations).toEqual([]);
  });

  it("turns a board, and leaves out who left the server", async () => {
    const bot = await start();
    const team = `discord:${discord.guild.id}` as const;
    const asked = new Set<string>();
    for (let i = 0; i < 13; i++) {
      const member = discord.addMember(`Member ${String(i).padStart(2, "0")}`);
      // As many points for each: whoever left stands on the first page, where it is looked.
      member.command(channel, "dlq", null, { topic: "cnn", difficulty: "medium" });
      // Their own, not the one before it that everybody sees as well.
      const question = await until(
        "a question",
        () => member.sees(channel).filter((m) => m.buttons.includes("A"))[i],
      );
      const here = { team, group: channel };
      // The message may be seen a moment before the bot knows that it is up.
      const answerable = async () => (await bot.app.store.answerable(here, member.user.id)).practice;
      let round = await answerable();
      for (; round === null || asked.has(round.id); round = await answerable()) await sleep(20);
      asked.add(round.id);
      member.press(channel, question.id, "ABCD"[dealt(round).key ?? 0] ?? "A");
      await until("a verdict", () => member.sees(channel).find((m) => m.private));
      if (i === 0) discord.guild.members.delete(member.user.id);
    }
    ada.command(channel, "dlq-leaderboard", null, { period: "all" });
    const board = await sees(ada, "12 learners with points");
    expect(board.text).toContain("Page 1 of 2");
    expect(board.text).not.toContain("Member 00");
    ada.press(channel, board.id, "Next page");
    const second = await sees(ada, "Page 2 of 2");
    expect([second.private, second.buttons]).toEqual([true, ["Page before"]]);
    expect(discord.violations).toEqual([]);
  });
});
