import { beforeEach, expect, it } from "vitest";
import type { MissingPermission } from "../../src/engine/ports/platform.ts";
import { decodeAction, encodeAction } from "../../src/engine/words/action-id.ts";
import type { Action, FormAction } from "../../src/engine/words/press.ts";
import type { Reply, SetupReply } from "../../src/engine/words/reply.ts";
import { say } from "../../src/engine/words/say.ts";
import { createWorld } from "./world.ts";

const ADMIN = { isAdmin: true, locale: null } as const;
const LACKING: MissingPermission = {
  name: say("discord.permission.send-messages"),
  how: say("discord.how.allow"),
};

let world: ReturnType<typeof createWorld>;

beforeEach(() => {
  world = createWorld("2026-11-20T12:00:00Z");
});

const start = (who = "grace", more: object = {}) =>
  world.handlers.button({
    ...world.as(who, { ...ADMIN, ...more }),
    action: { verb: "setup", step: "start", setup: { group: null, time: null, zone: null, days: null } },
  });

/** What a button does, read back from its id as a platform does. */
const through = (action: Action): Exclude<Action, FormAction> =>
  decodeAction(encodeAction(action)) as Exclude<Action, FormAction>;

const asStep = (reply: Reply | null): SetupReply => {
  if (reply?.kind !== "setup") throw new Error(`no step, but ${JSON.stringify(reply)}`);
  return reply;
};
const ids = (reply: Reply | null) =>
  reply !== null && "lines" in reply ? reply.lines.map(({ id }) => id) : [];

function labelled(reply: Reply | null, label: string): Action {
  const step = asStep(reply);
  const all = [...step.buttons, ...step.menus.flatMap(({ choices }) => choices)];
  const found = all.find((one) => {
    if (typeof one.label === "string") return false;
    return one.label.id === label || Object.values(one.label.values ?? {}).includes(label);
  });
  if (found === undefined) throw new Error(`no "${label}" in ${JSON.stringify(step)}`);
  return found.action;
}
const press = (reply: Reply | null, label: string, who = "grace", more: object = {}) =>
  world.handlers.button({ ...world.as(who, { ...ADMIN, ...more }), action: through(labelled(reply, label)) });

async function toPreview(who = "grace", more: object = {}): Promise<Reply | null> {
  let reply = await start(who, more);
  for (let step = 0; step < 3; step++) reply = await press(reply, "button.next", who, more);
  return reply;
}

const schedule = async () => (await world.store.readGroup(world.place)).schedule;

it("is set up by pressing Next three times and Done, with a guess of the zone from the server's language", async () => {
  world.platform.locale = "de";
  const preview = asStep(await toPreview("grace", { locale: "en-US" }));
  expect(preview.preview).toMatchObject({ group: world.place.group, schedule: { time: "09:00" } });
  expect(await schedule()).toBeNull();
  const done = await press(preview, "button.done");
  expect(done).toMatchObject({ kind: "schedule", endsSteps: true });
  expect(await schedule()).toMatchObject({
    time: "09:00",
    timezone: "Europe/Berlin",
    days: [1, 2, 3, 4, 5, 6, 7],
  });
});

it("guesses from the zone that the platform reports before any language", async () => {
  world.platform.locale = "de";
  const when = asStep(await press(await start("grace", { timezone: "Asia/Calcutta" }), "button.next"));
  expect(when.menus[1]?.choices[when.menus[1].chosen ?? -1]?.label).toMatchObject({
    values: { zone: "Asia/Kolkata", offset: "UTC+5:30" },
  });
});

it("takes an hour, a zone and days from menus, of which none has more than 25 choices", async () => {
  let reply = await press(await start(), "button.next");
  reply = await press(reply, "18:00");
  reply = await press(reply, "setup.elsewhere");
  for (const { choices } of asStep(reply).menus) expect(choices.length).toBeLessThanOrEqual(25);
  const page = asStep(reply).menus[0]?.choices.find(
    ({ label }) =>
      typeof label !== "string" &&
      String(label.values?.first) <= "Asia/Tokyo" &&
      String(label.values?.last) >= "Asia/Tokyo",
  );
  reply = await world.handlers.button({
    ...world.as("grace", ADMIN),
    action: through(page?.action as Action),
  });
  reply = await press(reply, "Asia/Tokyo");
  for (const { choices } of asStep(reply).menus) expect(choices.length).toBeLessThanOrEqual(25);
  reply = await press(reply, "button.next");
  const off = asStep(reply).buttons.filter(
    ({ label }) => typeof label !== "string" && label.id === "setup.day-on",
  );
  expect(off).toHaveLength(7);
  reply = await world.handlers.button({
    ...world.as("grace", ADMIN),
    action: through(off[6]?.action as Action),
  });
  reply = await press(await press(reply, "button.next"), "button.done");
  expect(await schedule()).toMatchObject({ time: "18:00", timezone: "Asia/Tokyo", days: [1, 2, 3, 4, 5, 6] });
});

it("never leaves a week without a day", async () => {
  let reply = await press(await press(await start(), "button.next"), "button.next");
  for (let day = 0; day < 8; day++) {
    const on = asStep(reply).buttons.find(
      ({ label }) => typeof label !== "string" && label.id === "setup.day-on",
    );
    reply = await world.handlers.button({
      ...world.as("grace", ADMIN),
      action: through(on?.action as Action),
    });
  }
  const left = asStep(reply).buttons.filter(
    ({ label }) => typeof label !== "string" && label.id === "setup.day-on",
  );
  expect(left).toHaveLength(1);
});

it("takes a time that is typed, with a city where one is named, and says what it does not understand", async () => {
  const when = await press(await start(), "button.next");
  const { item } = labelled(when, "button.type-time") as Extract<Action, { verb: "time" }>;
  const type = (text: string) =>
    world.handlers.form({ ...world.as("grace", ADMIN), form: "time", item, text, ticked: [] });
  expect(asStep(await type("half past seven")).lines.map(({ id }) => id)).toEqual(["setup.not-understood"]);
  expect(asStep(await type("25:10")).lines[0]).toMatchObject({ values: { why: { id: "wrong.hour" } } });
  let reply = await type("7:30 pm New York");
  expect(asStep(reply).asks.values).toEqual({ time: "19:30", zone: "America/New_York" });
  for (const label of ["button.next", "button.next", "button.done"]) reply = await press(reply, label);
  expect(await schedule()).toMatchObject({ time: "19:30", timezone: "America/New_York" });
});

it("tells a member who may not manage who can, at every step and not only at the first", async () => {
  const refused = await start("ben", { isAdmin: false });
  expect(refused).toMatchObject({
    kind: "notice",
    tone: "refusal",
    buttons: [{ action: { verb: "ask-leave", group: world.place.group } }],
  });
  const preview = await toPreview();
  expect(await press(preview, "button.done", "ben", { isAdmin: false })).toMatchObject({ tone: "refusal" });
  expect(await schedule()).toBeNull();
});

it("asks in the channel for leave where somebody is refused in a direct message", async () => {
  const direct = { isAdmin: false, atHome: true, place: { ...world.place, group: "D1" } };
  const asked = await world.handlers.button({
    ...world.as("ben", direct),
    action: { verb: "ask-leave", group: world.place.group },
  });
  expect(ids(asked)).toEqual(["leave.asked-there"]);
  expect(world.platform.posts[0]).toMatchObject({
    place: world.place,
    reply: { buttons: [{ action: { verb: "allow" } }] },
  });
});

it("says what it lacks in the channel, shows how to grant it, and goes on once it is there", async () => {
  world.platform.missing = [LACKING];
  const first = await start();
  expect(ids(first)).toEqual(["setup.lacks"]);
  expect(() => labelled(first, "button.next")).toThrow();
  const how = await press(first, "button.how-to-allow");
  expect(ids(how)).toEqual(["setup.lacks", "missing.one"]);
  world.platform.missing = [];
  const again = await press(how, "button.check-again");
  expect(ids(again)).toEqual(["setup.allowed"]);
  asStep(await press(again, "button.next"));
});

it("goes back to the first step where the channel is deleted, or a permission lost, between two steps", async () => {
  for (const label of ["button.next", "button.done"]) {
    world.platform.missing = [];
    const before = label === "button.done" ? await toPreview() : await press(await start(), "button.next");
    world.platform.missing = [LACKING];
    const after = asStep(await press(before, label));
    expect([after.done, ids(after)]).toEqual([0, ["setup.lost", "setup.lacks"]]);
  }
  expect(await schedule()).toBeNull();
});

it("shows the second of two who set it up at once what the first has done, before anything is replaced", async () => {
  const [one, other] = [await toPreview("grace"), await toPreview("hedy", { timezone: "Asia/Tokyo" })];
  await press(one, "button.done", "grace");
  const shown = asStep(await press(other, "button.done", "hedy"));
  expect(ids(shown).slice(0, 2)).toEqual(["setup.meanwhile", "setup.replaces"]);
  expect(await schedule()).toMatchObject({ timezone: "UTC" });
  await press(shown, "button.done", "hedy");
  expect(await schedule()).toMatchObject({ timezone: "Asia/Tokyo" });
});

it("is done once, however often Done is pressed", async () => {
  const preview = await toPreview();
  await press(preview, "button.done");
  expect(await press(preview, "button.done")).toMatchObject({ kind: "schedule" });
});

it("begins with what the channel has where a question is asked there already, and changes its times alone", async () => {
  await world.bot.daily.set(world.as("grace", ADMIN), {
    time: "07:15",
    timezone: "Asia/Kolkata",
    days: [1, 3],
    topics: ["rnn"],
  });
  const first = asStep(await start());
  expect(ids(first)).toContain("setup.asks-already");
  let reply = await press(first, "button.next");
  expect(asStep(reply).asks.values).toEqual({ time: "07:15", zone: "Asia/Kolkata" });
  reply = await press(reply, "20:00");
  for (const label of ["button.next", "button.next", "button.done"]) reply = await press(reply, label);
  expect(await schedule()).toMatchObject({ time: "20:00", days: [1, 3], topics: ["rnn"] });
});

it("asks for the channel first where it is begun in a direct message and the bot is in none", async () => {
  const direct = { atHome: true, place: { ...world.place, group: "D1" } };
  const first = asStep(await start("grace", direct));
  expect(first).toMatchObject({ channels: { chosen: null }, buttons: [] });
  world.platform.others = [world.place.group];
  expect(asStep(await start("grace", direct)).channels?.chosen).toBe(world.place.group);
});

it("is offered by `daily set` without options, where nothing is set up and where something is", async () => {
  const offered = async () => {
    const reply = await world.bot.daily.propose(world.as("grace", ADMIN), {});
    return reply.kind === "schedule" ? reply.buttons.map(({ action }) => action.verb) : null;
  };
  expect(await offered()).toEqual(["set-up", "setup"]);
  await world.bot.daily.set(world.as("grace", ADMIN), {});
  expect(await offered()).toEqual(["setup"]);
});
