import type { Caller, DailyChange } from "../ports/bot.ts";
import type { MissingPermission } from "../ports/platform.ts";
import { closingOf } from "../rules/openings.ts";
import {
  EVERY_DAY,
  pagesOf,
  timesToChoose,
  toggled,
  USUAL_DAYS,
  USUAL_TIME,
  zonesToChoose,
} from "../rules/set-up.ts";
import type { Action, Button } from "../words/press.ts";
import { type NoticeReply, notice, type Reply, type SetupReply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { GroupRecord, Schedule } from "../words/schedule.ts";
import { decodeSetup, encodeSetup, NOTHING_CHOSEN, type Setup, type SetupStep } from "../words/setup.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { refuseUnlessManager } from "./managers.ts";
import { missingFor } from "./missing.ts";
import { sameTimes, scheduleOf, setDaily, tryDaily } from "./set.ts";

/** Choices of one menu that every platform shows, less one that leads on. */
const CHOICES = 24;

type SetupAction = Extract<Action, { verb: "setup" }>;

/** With everything chosen, be it by default. */
interface Chosen extends Setup {
  group: string;
  time: string;
  zone: string;
  days: Schedule["days"];
}

const step = (to: SetupStep, setup: Setup, page?: number): SetupAction => ({
  verb: "setup",
  step: to,
  setup,
  ...(page === undefined ? {} : { page }),
});

const button = (label: Say, action: Action, more: Partial<Button> = {}): Button => ({
  label,
  action,
  ...more,
});
const next = (action: Action) => button(say("button.next"), action, { primary: true, row: true });
const back = (action: Action) => button(say("button.back"), action);

const reply = (parts: Pick<SetupReply, "done" | "asks"> & Partial<SetupReply>): SetupReply => ({
  kind: "setup",
  visibility: "private",
  lines: [],
  channels: null,
  menus: [],
  preview: null,
  buttons: [],
  ...parts,
});

/** What `daily set` would be told. */
const changeOf = ({ time, zone, days }: Chosen): DailyChange => ({ time, timezone: zone, days });

/** The channel where nobody has named one: the one where they stand, in a direct message the first that the bot is in. */
async function firstGroup(deps: Deps, { place, atHome }: Caller): Promise<string | null> {
  if (atHome !== true) return place.group;
  return (await deps.platform(place.team)?.rooms(place.team))?.[0] ?? null;
}

/** Zones that the caller may mean, the likeliest first. */
async function likelyZones(deps: Deps, { place, locale, timezone }: Caller): Promise<readonly string[]> {
  const ofTeam = (await deps.platform(place.team)?.teamLocale(place.team)) ?? null;
  return deps.places.likely({ timezone: timezone ?? null, locales: [ofTeam, locale] });
}

/** What was chosen, else what the channel has, else what is usual; a channel that was just chosen shows what it has. */
async function filled(
  deps: Deps,
  caller: Caller,
  { setup, step: at }: SetupAction,
  { place, schedule }: GroupRecord,
): Promise<Chosen> {
  const { time, zone, days } = at === "pick" && schedule !== null ? NOTHING_CHOSEN : setup;
  return {
    group: place.group,
    time: time ?? schedule?.time ?? USUAL_TIME,
    zone: zone ?? schedule?.timezone ?? (await likelyZones(deps, caller))[0] ?? DEFAULT_ZONE,
    days: days ?? schedule?.days ?? EVERY_DAY,
  };
}

/** No channel yet: it is chosen first. */
const whichChannel = (setup: Setup, lines: readonly Say[]): SetupReply =>
  reply({
    done: 0,
    lines,
    asks: say("setup.which-channel"),
    channels: { chosen: null, action: step("pick", { ...setup, group: null }) },
  });

/** The first step, with what the bot lacks in the channel. */
function channelStep(
  chosen: Chosen,
  { schedule }: GroupRecord,
  missing: readonly MissingPermission[],
  { isExplained, lines }: { isExplained: boolean; lines: readonly Say[] },
): SetupReply {
  const needed = missing.filter(({ without }) => without === undefined);
  const names = { list: missing.map(({ name }) => name) };
  const group = { group: chosen.group };
  const test =
    missing.length === 0
      ? [say("setup.allowed")]
      : [say(needed.length > 0 ? "setup.lacks" : "setup.lacks-little", { group, names })];
  const how = missing.map(({ name, how, without }) =>
    without === undefined
      ? say("missing.one", { name, how })
      : say("missing.without", { names: name, without, how }),
  );
  return reply({
    done: 0,
    lines: [
      ...lines,
      ...(schedule === null
        ? []
        : [say("setup.asks-already", { group, time: schedule.time, zone: schedule.timezone })]),
      ...test,
      ...(isExplained ? how : []),
    ],
    asks: say("setup.channel", { group }),
    channels: { chosen: chosen.group, action: step("pick", chosen) },
    buttons: [
      ...(needed.length > 0 ? [] : [next(step("when", chosen))]),
      ...(missing.length === 0 || isExplained
        ? []
        : [button(say("button.how-to-allow"), step("how", chosen))]),
      ...(missing.length === 0 ? [] : [button(say("button.check-again"), step("channel", chosen))]),
    ],
  });
}

const timeMenu = (chosen: Chosen): SetupReply["menus"][number] => {
  const times = timesToChoose(chosen.time);
  return {
    label: say("setup.time"),
    choices: times.map((time) =>
      button(say("setup.time-choice", { time }), step("when", { ...chosen, time })),
    ),
    chosen: times.indexOf(chosen.time),
  };
};

function zoneButton(deps: Deps, chosen: Chosen, zone: string, at: number): Button {
  const offset = deps.places.offset(zone, at);
  const label =
    zone === DEFAULT_ZONE
      ? say("setup.time-choice", { time: zone })
      : say("setup.zone-choice", { zone, offset });
  return button(label, step("when", { ...chosen, zone }));
}

const typeTime = (chosen: Chosen): Button =>
  button(say("button.type-time"), { verb: "time", item: encodeSetup(chosen) });

/** The second step: the time, and whose clock. */
async function whenStep(
  deps: Deps,
  caller: Caller,
  chosen: Chosen,
  lines: readonly Say[] = [],
): Promise<SetupReply> {
  const zones = zonesToChoose(await likelyZones(deps, caller), chosen.zone, CHOICES);
  const now = deps.clock();
  return reply({
    done: 1,
    lines,
    asks: say("setup.when", { time: chosen.time, zone: chosen.zone }),
    menus: [
      timeMenu(chosen),
      {
        label: say("setup.zone"),
        choices: [
          ...zones.map((zone) => zoneButton(deps, chosen, zone, now)),
          button(say("setup.elsewhere"), step("zones", chosen, 0)),
        ],
        chosen: zones.indexOf(chosen.zone),
      },
    ],
    buttons: [next(step("days", chosen)), typeTime(chosen), back(step("channel", chosen))],
  });
}

/** The second step with all zones there are, on pages. */
function zonesStep(deps: Deps, chosen: Chosen, page: number): SetupReply {
  const pages = pagesOf(deps.places.zones, CHOICES);
  const shown = pages[page] ?? pages[0] ?? [];
  const now = deps.clock();
  return reply({
    done: 1,
    asks: say("setup.all-zones"),
    menus: [
      {
        label: say("setup.zone-pages"),
        choices: pages.map((zones, at) =>
          button(
            say("setup.zone-page", { first: zones[0] ?? "", last: zones.at(-1) ?? "" }),
            step("zones", chosen, at),
          ),
        ),
        chosen: pages.indexOf(shown),
      },
      {
        label: say("setup.zone"),
        choices: shown.map((zone) => zoneButton(deps, chosen, zone, now)),
        chosen: shown.includes(chosen.zone) ? shown.indexOf(chosen.zone) : null,
      },
    ],
    buttons: [typeTime(chosen), back(step("when", chosen))],
  });
}

/** The third step: on which days. */
function daysStep(chosen: Chosen): SetupReply {
  const usual = USUAL_DAYS.findIndex((days) => days.join() === chosen.days.join());
  return reply({
    done: 2,
    asks: say("setup.days", { days: { days: chosen.days } }),
    menus: [
      {
        label: say("setup.usual-days"),
        choices: USUAL_DAYS.map((days) =>
          button(say("schedule.day-names", { days: { days } }), step("days", { ...chosen, days })),
        ),
        chosen: usual < 0 ? null : usual,
      },
    ],
    buttons: [
      ...EVERY_DAY.map((day) =>
        button(
          say(chosen.days.includes(day) ? "setup.day-on" : "setup.day-off", { day: { days: [day] } }),
          step("days", { ...chosen, days: toggled(chosen.days, day) }),
        ),
      ),
      next(step("preview", chosen)),
      back(step("when", chosen)),
    ],
  });
}

/** All that was chosen, and a question as it will look. */
async function previewStep(
  deps: Deps,
  chosen: Chosen,
  group: GroupRecord,
  lines: readonly Say[],
): Promise<Reply> {
  const tried = await tryDaily(deps, group, changeOf(chosen));
  if (!tried.ok) return tried.reply;
  const { schedule, next: opening } = tried;
  const isNew = group.schedule === null;
  const about = { group: { group: chosen.group } };
  return reply({
    done: 3,
    lines: [...lines, ...(isNew ? [] : [say("setup.replaces", about)]), ...tried.lines],
    asks: say("setup.preview"),
    preview: {
      group: chosen.group,
      schedule,
      opensAt: opening.at,
      closesAt: closingOf(schedule, opening),
    },
    buttons: [
      button(say("button.done"), step(isNew ? "done" : "replace", chosen), { primary: true, row: true }),
      back(step("days", chosen)),
    ],
  });
}

/** The yes to it all. What somebody else has set up meanwhile is shown first. */
async function finish(deps: Deps, caller: Caller, chosen: Chosen, isReplacing: boolean): Promise<Reply> {
  const set = await setDaily(deps, caller, changeOf(chosen), async (group) => {
    const same = { time: chosen.time, timezone: chosen.zone, days: chosen.days };
    if (isReplacing || group.schedule === null || sameTimes(group.schedule, same)) return null;
    return previewStep(deps, chosen, group, [say("setup.meanwhile", { group: { group: chosen.group } })]);
  });
  return set.kind === "schedule" ? { ...set, endsSteps: true } : set;
}

/** Whether this person may go on here; with what is shown to them where not. */
async function refusedAt(
  deps: Deps,
  caller: Caller,
  action: SetupAction,
): Promise<NoticeReply | SetupReply | null> {
  const refused = await refuseUnlessManager(deps, caller);
  if (refused === null || action.step !== "start" || action.setup.group !== null || caller.atHome !== true)
    return refused;
  // Of the channels that they did not choose themselves another one may be theirs.
  return whichChannel(action.setup, refused.lines);
}

/** Any step of setting up: looks again whether the channel is there, and whether everybody may what they want. */
export async function setUpByMenus(deps: Deps, press: Caller, action: SetupAction): Promise<Reply> {
  const group = action.setup.group ?? (await firstGroup(deps, press));
  if (group === null) return whichChannel(action.setup, []);
  const caller = { ...press, place: { ...press.place, group } };
  const refused = await refusedAt(deps, caller, action);
  if (refused !== null) return refused;
  const record = await deps.store.readGroup(caller.place);
  const chosen = await filled(deps, caller, action, record);
  const missing = await missingFor(deps, caller.place, scheduleOf(record));
  const stops = missing.some(({ without }) => without === undefined);
  const isFirst = ["start", "channel", "pick", "how"].includes(action.step);
  if (isFirst || stops) {
    const lines = isFirst ? [] : [say("setup.lost", { group: { group } })];
    return channelStep(chosen, record, missing, { isExplained: action.step === "how", lines });
  }
  switch (action.step) {
    case "zones":
      return zonesStep(deps, chosen, action.page ?? 0);
    case "days":
      return daysStep(chosen);
    case "preview":
      return previewStep(deps, chosen, record, []);
    case "done":
    case "replace":
      return finish(deps, caller, chosen, action.step === "replace");
    default:
      return whenStep(deps, caller, chosen);
  }
}

/** What was typed into the form of the second step. */
export async function typeTimeOfDay(deps: Deps, press: Caller, item: string, text: string): Promise<Reply> {
  const setup = decodeSetup(item);
  if (setup === null || setup.group === null) return notice("refusal", say("setup.forgotten"));
  const read = deps.places.readTime(text, deps.clock());
  const lines = read.ok ? [] : [say("setup.not-understood", { typed: { code: text }, why: read.why })];
  const change = read.ok ? { time: read.time, zone: read.zone ?? setup.zone } : {};
  const shown = await setUpByMenus(deps, press, step("when", { ...setup, ...change }));
  return shown.kind === "setup" ? { ...shown, lines: [...lines, ...shown.lines] } : shown;
}
