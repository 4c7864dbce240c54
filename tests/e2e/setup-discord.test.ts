import { expect, it } from "vitest";
import type { Sight, StandInMember } from "../stand-ins/discord/member.ts";
import type { Guild } from "../stand-ins/discord/state.ts";
import { PERMISSIONS } from "../stand-ins/discord/state.ts";
import { nextInBerlin, until } from "./bot.ts";
import { bots, discord, start, stop, time, useDiscord } from "./on-discord.ts";

useDiscord();

/** A server with two channels that has not invited the bot yet, and whose manager speaks German. */
function newServer(): { guild: Guild; lobby: string; study: string; grace: StandInMember } {
  const guild = discord.newGuild("Newcomers");
  guild.locale = "de";
  const channel = (name: string) => discord.world.addChannel({ guildId: guild.id, name });
  const [lobby, study] = [channel("lobby"), channel("study")];
  guild.systemChannel = lobby.id;
  const role = discord.addRole("managers", { permissions: PERMISSIONS.manageGuild });
  guild.roles.set(role.id, role);
  const grace = discord.addMember("Hedy", { guild });
  guild.members.set(grace.user.id, { nick: null, roles: [role.id] });
  return { guild, lobby: lobby.id, study: study.id, grace };
}

const last = (member: StandInMember, channel: string, what: string, is: (one: Sight) => boolean) =>
  until(what, () => member.sees(channel).findLast(is));
const greetings = (member: StandInMember, channel: string) =>
  member.sees(channel).filter(({ buttons }) => buttons.includes("Frage des Tages einrichten"));

it("is set up from its first words to its first question by six presses, in one message that changes", async () => {
  await start();
  const { guild, lobby, study, grace } = newServer();
  grace.locale = "de";
  discord.invite(guild);
  const hello = await last(grace, lobby, "the greeting", ({ buttons }) => buttons.length === 2);
  expect(hello.text).toContain("Bewerbungsfragen zu Deep Learning");

  let presses = 0;
  const press = (label: string) => {
    presses++;
    const on = label === "Frage des Tages einrichten" ? hello.id : step().id;
    grace.press(lobby, on, label);
  };
  const step = () => {
    const own = grace.sees(lobby).filter((one) => one.private);
    expect(own).toHaveLength(1);
    return own[0] as Sight;
  };
  const shows = (text: string) =>
    until(text, () => grace.sees(lobby).find((one) => one.private && one.text.includes(text)));

  press("Frage des Tages einrichten");
  await shows("Schritt 1 von 3");
  expect(grace.chosen(lobby, step().id)).toEqual([lobby]);
  presses++;
  grace.pick(lobby, step().id, study);
  await until("the other channel", () => grace.chosen(lobby, step().id).includes(study));
  press("Weiter");
  await shows("Schritt 2 von 3");
  expect(grace.chosen(lobby, step().id)).toEqual(["09:00", "Europe/Berlin (UTC+1)"]);
  press("Weiter");
  await shows("Schritt 3 von 3");
  press("Weiter");
  await shows("So wird es");
  expect(step().text).toContain("ReLU");
  press("Fertig");
  await until("the end", () => grace.sees(lobby).find((one) => one.private && one.buttons.length === 0));
  expect(grace.sees(lobby).filter((one) => one.private)).toHaveLength(1);

  time.moveTo(nextInBerlin("09:00", time.now()));
  await last(grace, study, "the first question", ({ buttons }) => buttons.includes("A"));
  expect(presses).toBe(6);
  expect(discord.violations).toEqual([]);
});

it("greets once over two replicas and a restart, and again after it was gone", async () => {
  await start();
  await start();
  const { guild, lobby, grace } = newServer();
  discord.invite(guild);
  await until("the greeting", () => greetings(grace, lobby)[0]);
  for (const bot of bots) await stop(bot);
  await start();
  expect(greetings(grace, lobby)).toHaveLength(1);
  discord.removeBot(guild);
  discord.invite(guild);
  await until("another greeting", () => greetings(grace, lobby)[1]);
  expect(greetings(grace, lobby)).toHaveLength(2);
  expect(discord.violations).toEqual([]);
});

it("greets in the first channel in which it may write, and nowhere where there is none", async () => {
  const bot = await start();
  const { guild, lobby, study, grace } = newServer();
  const deny = (id: string) => {
    const channel = discord.world.channels.get(id);
    if (channel) discord.deny(channel, PERMISSIONS.sendMessages);
  };
  deny(lobby);
  discord.invite(guild);
  await until("the greeting", () => greetings(grace, study)[0]);
  discord.removeBot(guild);
  deny(study);
  discord.invite(guild);
  await until("a line in the log", () => bot.log.some((line) => line.includes("may write in no channel")));
  expect([greetings(grace, lobby), greetings(grace, study).length]).toEqual([[], 1]);
});

it("goes on after a restart, and back to the first step where the channel is gone or closed", async () => {
  const first = await start();
  const { guild, lobby, study, grace } = newServer();
  discord.invite(guild);
  const hello = await until("the greeting", () => greetings(grace, lobby)[0]);
  const shows = (text: string) =>
    until(text, () => grace.sees(lobby).find((one) => one.private && one.text.includes(text)));
  grace.press(lobby, hello.id, "Frage des Tages einrichten");
  const { id } = await shows("Step 1 of 3");
  grace.pick(lobby, id, study);
  await until("the other channel", () => grace.chosen(lobby, id).includes(study));
  grace.press(lobby, id, "Next");
  await shows("Step 2 of 3");
  await stop(first);
  await start();
  grace.press(lobby, id, "Next");
  await shows("Step 3 of 3");
  const closed = discord.world.channels.get(study);
  if (closed) discord.deny(closed, PERMISSIONS.sendMessages);
  grace.press(lobby, id, "Next");
  await shows("I still need: Send Messages");
  grace.press(lobby, id, "How do I allow it?");
  await until("how to allow it", () =>
    grace.sees(lobby).find((one) => one.id === id && !one.buttons.includes("How do I allow it?")),
  );
  if (closed) discord.deleteChannel(closed);
  grace.press(lobby, id, "Check again");
  await until("that it is gone", () =>
    grace.sees(lobby).find((one) => one.id === id && !one.text.includes("Send Messages")),
  );
  grace.pick(lobby, id, lobby);
  await until("the lobby", () => grace.chosen(lobby, id).includes(lobby));
  expect(discord.violations).toEqual([]);
});

it("takes a time that is typed into a form, in the same message", async () => {
  await start();
  const { guild, lobby, grace } = newServer();
  discord.invite(guild);
  await until("the greeting", () => greetings(grace, lobby)[0]);
  grace.command(lobby, "dlq-daily", "setup");
  const { id } = await until("the first step", () => grace.sees(lobby).find((one) => one.private));
  grace.press(lobby, id, "Next");
  await until("the second step", () => grace.chosen(lobby, id).includes("09:00"));
  grace.press(lobby, id, "Another time");
  await until("the form", () => grace.form());
  grace.submit("7:30 pm Tokyo");
  await until("the time", () => grace.chosen(lobby, id).includes("19:30"));
  expect(grace.chosen(lobby, id)).toContain("Asia/Tokyo (UTC+9)");
  expect(grace.sees(lobby).filter((one) => one.private)).toHaveLength(1);
  expect(discord.violations).toEqual([]);
});

it("tells a member without the right who can, and leaves the greeting as it is", async () => {
  await start();
  const { guild, lobby, grace } = newServer();
  const ben = discord.addMember("Ben", { guild });
  discord.invite(guild);
  const hello = await until("the greeting", () => greetings(grace, lobby)[0]);
  ben.press(lobby, hello.id, "Frage des Tages einrichten");
  await until("the refusal", () =>
    ben.sees(lobby).find((one) => one.private && one.text.includes("Manage Server")),
  );
  expect(greetings(grace, lobby)).toEqual([hello]);
});
