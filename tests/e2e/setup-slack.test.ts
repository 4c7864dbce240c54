import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { type SlackStandIn, startSlack, type Workspace } from "../stand-ins/slack/index.ts";
import { buttonsOf, type Member } from "../stand-ins/slack/member.ts";
import { readMessage } from "../stand-ins/slack/reading.ts";
import type { Channel, Json, Message } from "../stand-ins/slack/state.ts";
import { nextInBerlin, startBot, type TestBot, TestTime, until } from "./bot.ts";

let redis: RedisServer;
let slack: SlackStandIn;
let team: Workspace;
let time: TestTime;
let bots: TestBot[];
let grace: Member;
let study: Channel;

async function start(): Promise<TestBot> {
  const env = { SLACK_BOT_TOKEN: team.state.token, SLACK_APP_TOKEN: slack.appToken };
  const bot = await startBot({ ...env, SLACK_API_URL: slack.apiUrl, REDIS_URL: redis.url }, time);
  bots.push(bot);
  return bot;
}

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

beforeEach(async () => {
  slack = await startSlack();
  team = slack.addWorkspace("Acme");
  time = new TestTime();
  bots = [];
  grace = team.addMember("Grace", { isAdmin: true, timezone: "Europe/Berlin", locale: "de-DE" });
  study = team.addChannel("study", { withBot: false });
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.stop()));
  await slack.close();
  expect(slack.violations).toEqual([]);
});

const SET_UP = "Frage des Tages einrichten";
const labels = (message: Message) => buttonsOf(message).map((one) => one.label);
const direct = (member: Member) => member.directMessages();
const greetings = (member: Member) =>
  direct(member).filter(
    (one) =>
      labels(one).includes("Frage des Tages einrichten") ||
      labels(one).includes("Set up a question of the day"),
  );
const textOf = (message: Message) => readMessage(message).text;
const shows = (text: string, of: () => readonly Message[] = () => direct(grace)) =>
  until(`"${text}"`, () => of().findLast((one) => textOf(one).includes(text)));

/** What the menus of a message begin with. */
const chosen = (message: Message) =>
  message.blocks.flatMap((block) =>
    block.type !== "actions"
      ? []
      : (block.elements as Json[]).flatMap((one) => [
          ...(one.initial_conversation === undefined ? [] : [one.initial_conversation]),
          ...(one.initial_option === undefined
            ? []
            : [(one.initial_option as { text: { text: string } }).text.text]),
        ]),
  );

it("is set up from its first words to its first question by few presses, in one direct message that changes", async () => {
  await start();
  await team.inviteBot(study, grace.id);
  const hello = await until("the greeting", () => greetings(grace)[0]);
  let presses = 0;
  const press = async (message: Message, label: string) => {
    presses++;
    await grace.press(message, label);
  };
  await press(hello, SET_UP);
  const step = await shows("Schritt 1 von 3");
  expect(chosen(step)).toEqual([study.id]);
  await press(step, "Weiter");
  await shows("Schritt 2 von 3");
  expect(chosen(step)).toEqual(["09:00", "Europe/Berlin (UTC+1)"]);
  await press(step, "Weiter");
  await shows("Schritt 3 von 3");
  await press(step, "Weiter");
  await shows("So wird es");
  expect(textOf(step)).toContain("ReLU");
  await press(step, "Fertig");
  await until("the end", () => labels(step).length === 0);
  expect(direct(grace)).toHaveLength(2);

  time.moveTo(nextInBerlin("09:00", time.now()));
  await until("the first question", () => grace.sees(study).find((one) => labels(one).includes("A")));
  expect(presses).toBe(5);
  expect(presses).toBeLessThan(10);
});

it("greets whoever finds it first, once over replicas and restarts, and never a guest", async () => {
  const guest = team.addMember("Gus", { isGuest: true });
  await start();
  await start();
  await guest.openHome();
  await until("the guest's page", () => guest.home()[0]);
  await Promise.all([grace.openHome(), grace.openHome()]);
  await until("the greeting", () => greetings(grace)[0]);
  const ben = team.addMember("Ben");
  await ben.openHome();
  await until("Ben's page", () => ben.home()[0]);
  for (const bot of bots) await bot.stop();
  bots = [];
  await start();
  await ben.openHome();
  await team.inviteBot(study, ben.id);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([greetings(grace).length, greetings(ben).length, direct(guest).length]).toEqual([1, 0, 0]);
});

it("is chosen another channel, is told how to invite the bot, and goes on once it is there", async () => {
  await start();
  await grace.openHome();
  const hello = await until("the greeting", () => greetings(grace)[0]);
  await grace.press(hello, SET_UP);
  const step = await shows("In welchem Kanal");
  await grace.pick(step, study);
  await shows("fehlt mir noch");
  expect(labels(step)).not.toContain("Weiter");
  await grace.press(step, "Wie erlaube ich das?");
  await shows("/invite");
  await team.inviteBot(study, grace.id);
  await grace.press(step, "Noch einmal prüfen");
  await until("the way on", () => labels(step).includes("Weiter"));
  await grace.press(step, "Weiter");
  await shows("Schritt 2 von 3");
  await team.archive(study);
  await grace.press(step, "Weiter");
  await shows("kann ich nicht mehr fragen");
});

it("takes a time that is typed into a form, in the same message", async () => {
  await start();
  await team.inviteBot(study, grace.id);
  await until("the greeting", () => greetings(grace)[0]);
  await grace.type(study, "daily setup");
  const step = await shows("Schritt 1 von 3");
  await grace.press(step, "Weiter");
  await shows("Schritt 2 von 3");
  await grace.press(step, "Andere Uhrzeit");
  await until("the form", () => grace.form());
  await grace.submit("18 Uhr Wien");
  await until("the time", () => chosen(step).includes("18:00"));
  expect(chosen(step)).toContain("Europe/Vienna (UTC+1)");
});

it("tells a guest and a member who may not manage who can, and asks for them in the channel", async () => {
  await start();
  await team.inviteBot(study, grace.id);
  const gus = team.addMember("Gus", { isGuest: true });
  await gus.type(study, "daily setup");
  const refusal = await until("the refusal", () =>
    gus.sees(study).find((one) => one.onlyFor === gus.id && textOf(one).includes("workspace admins")),
  );
  await gus.press(refusal, "Ask to manage it");
  await until("the request", () =>
    grace.sees(study).find((one) => labels(one).length === 1 && one.onlyFor === null),
  );
});
