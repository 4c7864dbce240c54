import { describe, expect, it } from "vitest";
import type { StandInMember } from "../stand-ins/discord/member.ts";
import { nextInBerlin, until } from "./bot.ts";
import {
  ada,
  admin,
  bots,
  channel,
  discord,
  HOUR,
  openDaily,
  sees,
  setUp,
  start,
  stop,
  time,
  useDiscord,
} from "./on-discord.ts";

useDiscord();

/** Reviews, which are due some days after an answer. */
const DUE = /reviews? (is|are) due/;

const remind = (options: Record<string, string> = {}) =>
  ada.command(channel, "dlq-remind", "on", { at: "18:00", zone: "Europe/Berlin", ...options });

/** The newest direct message that holds a text. */
const direct = (text: string | RegExp, member: StandInMember = ada) =>
  until(`"${text}" directly`, () =>
    member
      .directMessages()
      .findLast((m) => (typeof text === "string" ? m.text.includes(text) : text.test(m.text))),
  );

async function pressDirectly(text: string | RegExp, label: string): Promise<void> {
  const shown = await direct(text);
  ada.press(shown.channelId, shown.id, label);
}

describe("reminders on Discord", () => {
  it("come as a direct message that opens the question and the session there, and end at a press", async () => {
    await start();
    await openDaily();
    remind();
    await sees(ada, "Reminders are on");
    ada.command(channel, "dlq", null, { topic: "cnn", private: "yes" });
    const practice = await until("a question", () =>
      ada.sees(channel).findLast((m) => m.private && m.buttons.includes("A")),
    );
    ada.press(channel, practice.id, "A");
    await sees(ada, "Correct answer");
    time.moveTo(nextInBerlin("18:01", time.now()));
    const reminder = await direct("closes");
    expect(reminder.text).toContain("Your reminder");
    expect(reminder.links.some((url) => url.includes(`/${discord.guild.id}/${channel}/`))).toBe(true);
    await pressDirectly("Your reminder", "Answer the question");
    const question = await direct(/: its message/);
    expect(question.buttons.slice(0, 4)).toEqual(["A", "B", "C", "D"]);
    ada.press(question.channelId, question.id, "B");
    await direct(/Your answer is B/);
    await pressDirectly(/Your answer is B/, "Sure");
    await direct("sure");
    ada.press(question.channelId, question.id, "Hint, for half the points");
    await direct("Hint");
    ada.press(question.channelId, question.id, "Report");
    await until("the form", () => ada.form());
    ada.submit("This option is wrong.");
    await direct(/Thank|thank/);

    const isDue = () => ada.directMessages().some((m) => DUE.test(m.text));
    for (let day = 0; day < 20 && !isDue(); day++) {
      time.moveTo(nextInBerlin("18:01", time.now()));
      await bots[0]!.work();
    }
    await pressDirectly(DUE, "Review");
    await direct(/1 of/);
    const session = await direct(/1 of/);
    ada.press(session.channelId, session.id, "A");
    await until("a verdict in its place", () =>
      ada.directMessages().find((m) => m.id === session.id && m.text.includes("Correct answer")),
    );
    await pressDirectly(DUE, "No more reminders");
    await direct("No more reminders.");
    const before = ada.directMessages().length;
    time.moveTo(nextInBerlin("18:01", time.now() + 24 * HOUR));
    await bots[0]!.work();
    expect(ada.directMessages()).toHaveLength(before);
    expect(discord.violations).toEqual([]);
  });

  it("are switched off where the message box is closed, without another try", async () => {
    const bot = await start();
    await openDaily();
    remind();
    await sees(ada, "Reminders are on");
    ada.user.closed = true;
    time.moveTo(nextInBerlin("18:01", time.now()));
    const team = `discord:${discord.guild.id}` as const;
    for (let i = 0; i < 20; i++) {
      await bot.work();
      if ((await bot.app.store.readReminding(team, ada.user.id)).reminders === null) break;
    }
    expect((await bot.app.store.readReminding(team, ada.user.id)).reminders).toBeNull();
    expect(bot.log.some((line) => line.includes("they cannot be reached"))).toBe(true);
    ada.user.closed = false;
    time.moveTo(nextInBerlin("18:01", time.now()));
    await bot.work();
    expect(ada.directMessages()).toEqual([]);
  });

  it("outlive a restart, and come once with two replicas", async () => {
    const first = await start();
    await setUp();
    remind();
    await sees(ada, "Reminders are on");
    time.moveTo(nextInBerlin("09:00", time.now()));
    await until("the question", () => admin.sees(channel).find((m) => m.buttons.includes("A")));
    await stop(first);
    await start();
    await start();
    time.moveTo(nextInBerlin("18:01", time.now()));
    await direct("Your reminder");
    for (const bot of bots) await bot.work();
    expect(ada.directMessages()).toHaveLength(1);
    expect(discord.violations).toEqual([]);
  });

  it("refuse a time and a zone that are none, with what can be said instead", async () => {
    await start();
    remind({ at: "25:00" });
    await sees(ada, "no such hour");
    remind({ zone: "Europe/Berlim" });
    await sees(ada, "Europe/Berlin");
  });
});
