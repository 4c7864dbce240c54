import { expect, it } from "vitest";
import { placeOfOne, type TeamId } from "../../src/engine/words/place.ts";
import { until } from "./bot.ts";
import { ada, ben, bots, channel, discord, sees, start, useDiscord } from "./on-discord.ts";

useDiscord();

/** A channel of a server that the bot is not in; Ada has brought it along. */
async function elsewhere(): Promise<string> {
  await start();
  const guild = discord.addGuild("Elsewhere", { withBot: false });
  for (const { user } of [ada, ben]) guild.members.set(user.id, { nick: null, roles: [] });
  ada.bringBot();
  return discord.addChannel({ guildId: guild.id }).id;
}

const shown = (chat: string, text: string | RegExp) =>
  until(`"${text}" in another chat`, () =>
    ada.sees(chat).findLast((m) => new RegExp(text, "s").test(m.text)),
  );

it("lets somebody study in any chat, in private: asked, answered, reviewed, shown, exported and forgotten", async () => {
  const chat = await elsewhere();
  ada.command(chat, "dlq", null, { topic: "cnn" });
  const question = await until("a question", () => ada.sees(chat).find((m) => m.buttons.includes("A")));
  expect(question).toMatchObject({ private: true, native: true });
  ada.press(chat, question.id, "A");
  await shown(chat, "Correct answer|Right");

  ada.command(chat, "dlq-review", null, { source: "new", count: "3" });
  const session = await shown(chat, "1 of 3");
  ada.press(chat, session.id, "B");
  await until("the verdict in its place", () =>
    ada.sees(chat).find((m) => m.id === session.id && m.buttons.includes("Next")),
  );
  ada.press(chat, session.id, "Next");
  await until("the next step in its place", () =>
    ada.sees(chat).find((m) => m.id === session.id && m.text.includes("2 of 3")),
  );

  ada.command(chat, "dlq-me", null);
  const page = await shown(chat, "The last 90 days|Your page|in a row|answered");
  expect(page.text).not.toMatch(/<#|@\d|rank|place/i);
  ada.command(chat, "dlq-topics", null);
  await shown(chat, "Convolutional networks");

  const { team } = placeOfOne("discord", ada.user.id);
  const { store } = bots[0]!.app;
  expect((await store.readReviews(team, ada.user.id)).concepts.size).toBeGreaterThan(0);
  ada.command(chat, "dlq-privacy", "export");
  const copy = await until("the file", () => ada.sees(chat).find((m) => m.files.length > 0));
  expect(copy.files[0]?.text).toContain('"reviews"');
  ada.command(chat, "dlq-privacy", "forget");
  const offer = await shown(chat, "I would remove, of what you did outside of servers");
  ada.press(chat, offer.id, offer.buttons[0]!);
  await shown(chat, "outside of servers is gone");
  expect((await store.readReviews(team, ada.user.id)).concepts.size).toBe(0);
  expect(await store.groupsOf(team)).toEqual([]);

  expect(ben.sees(chat)).toEqual([]);
  expect(discord.violations).toEqual([]);
});

it("keeps what is done in direct messages with the bot apart from the server's", async () => {
  await start();
  ada.bringBot();
  const chat = discord.addChannel({ guildId: null, type: 1, recipientId: ada.user.id }).id;
  ada.command(chat, "dlq", null, { kind: "open", topic: "cnn" });
  const question = await until("a question", () =>
    ada.sees(chat).find((m) => m.buttons.includes("Write my answer")),
  );
  ada.press(chat, question.id, "Write my answer");
  await until("the form", () => ada.form());
  ada.submit("It slides one small filter over the whole picture.");
  const read = await until("the first look", () =>
    ada.sees(chat).findLast((m) => m.buttons.includes("Count what I said")),
  );
  ada.press(chat, read.id, "Count what I said");
  const boxes = await until("the boxes", () => ada.boxes());
  expect(boxes.length).toBeGreaterThan(1);
  ada.submit("", boxes.slice(0, 1));
  await shown(chat, "% of what counts");
  const reviewsIn = (team: TeamId) => bots[0]!.app.store.readReviews(team, ada.user.id);
  expect((await reviewsIn(placeOfOne("discord", ada.user.id).team)).concepts.size).toBe(1);
  expect((await reviewsIn(`discord:${discord.guild.id}`)).concepts.size).toBe(0);
  expect(discord.violations).toEqual([]);
});

it("asks about what a message names, in a channel and in any chat, and says where it names nothing", async () => {
  const chat = await elsewhere();
  const said = ben.say(channel, "Does anybody know why max pooling helps?");
  ada.pointAt(said, "Ask about this");
  const question = await sees(ada, "The message names");
  expect(question).toMatchObject({ private: true, native: true });
  expect(question.buttons).toContain("A");
  expect(ben.sees(channel).map((m) => m.private)).toEqual([false]);
  ada.pointAt(ben.say(chat, "Is dropout still used?"), "Ask about this");
  await shown(chat, "The message names Dropout");
  ada.pointAt(ben.say(chat, "See you at lunch!"), "Ask about this");
  await shown(chat, "I found nothing in this message");
  expect(discord.violations).toEqual([]);
});

it("draws a board for everybody as components", async () => {
  await start();
  ada.command(channel, "dlq-leaderboard", null, { period: "all" });
  const board = await until("a board", () => ben.sees(channel).findLast((m) => !m.private));
  expect(board).toMatchObject({ native: true, styled: expect.arrayContaining(["### "]) });
  expect(discord.violations).toEqual([]);
});
