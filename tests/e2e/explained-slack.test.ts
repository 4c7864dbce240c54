import { describe, expect, it } from "vitest";
import type { Member } from "../stand-ins/slack/member.ts";
import { missPooling, passing, until } from "./bot.ts";
import {
  ada,
  admin,
  ben,
  chidi,
  labels,
  newest,
  openDaily,
  slack,
  start,
  study,
  team,
  textOf,
  time,
  useSlack,
} from "./on-slack.ts";

const HOUR = 3_600_000;
const TEXT = "<!channel> each layer sees a *little* more than the one before.";

useSlack();

/** In the channel, its threads included. */
const sees = (member: Member, text: string) =>
  newest(() => study.messages.filter((m) => m.onlyFor === null || m.onlyFor === member.id), text);

describe("an explanation on Slack", () => {
  it("comes into the thread without a name and calls nobody, takes no vote of one's own, is voted best, and is named in the recap", async () => {
    const bot = await start();
    const question = await openDaily();
    const members = [ada, ben, chidi, admin];
    for (const [i, member] of members.entries()) await member.press(question, "ABCD"[i] as string);
    await until("the count of four", () => /\b4 answer/.test(textOf(question)));
    await ada.type(study, "explain");
    await sees(ada, "You can explain it once it closes");
    time.moveTo(time.now() + 24 * HOUR + 60_000);
    await bot.work();
    await until("the result", () => labels(question).includes("Explain it"));
    await ada.type(study, "explain");
    const offer = await sees(ada, "Say it in sixty seconds");
    expect(offer.onlyFor).toBe(ada.id);
    await ada.press(offer, "Explain it");
    await until("the form", () => ada.user.modal);
    await ada.submit(TEXT);
    await sees(ada, "without your name");
    const explanation = () =>
      ben
        .seesInThread(study, question)
        .find((m) => m.onlyFor === null && textOf(m).includes("each layer sees"));
    await bot.work();
    const posted = await until("the explanation", explanation);
    expect(textOf(posted)).not.toMatch(/Ada|<!channel>/);
    await ada.press(posted, "Vote for this one");
    await sees(ada, "This one is yours");
    await ben.press(posted, "Vote for this one");
    await sees(ben, "Your vote counts");
    time.moveTo(time.now() + 24 * HOUR);
    await bot.work();
    await until("a name", () => textOf(posted).includes("By Ada"));
    expect(labels(posted)).not.toContain("Vote for this one");
    const place = { team: `slack:${team.state.id}`, group: study.id } as const;
    await missPooling(bot, place, time.now(), ben.id);
    const { recap } = await bot.app.store.readGroup(place);
    const told = () => chidi.sees(study).find((m) => textOf(m).includes("Explained best"));
    await passing(bot, time, recap?.at ?? 0, told);
    const inRecap = textOf(await until("the best one in the recap", told));
    expect(inRecap).toContain("Ada");
    expect(inRecap).toContain("each layer sees");
    expect(slack.violations).toEqual([]);
  }, 40_000);
});
