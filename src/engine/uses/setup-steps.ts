import type { MissingPermission } from "../ports/platform.ts";
import { closingOf } from "../rules/openings.ts";
import { EVERY_DAY, pagesOf, timesToChoose, toggled, USUAL_DAYS, zonesToChoose } from "../rules/set-up.ts";
import type { Action, Button } from "../words/press.ts";
import type { SetupReply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { GroupRecord, Opening, Schedule } from "../words/schedule.ts";
import { encodeSetup, type Setup, type SetupStep } from "../words/setup.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";

/** The steps of setting up, as they are shown. */

/** Choices of one menu that every platform shows, less one that leads on. */
const CHOICES = 24;

export type SetupAction = Extract<Action, { verb: "setup" }>;

/** With everything chosen, be it by default. */
export interface Chosen extends Setup {
  group: string;
  time: string;
  zone: string;
  days: Schedule["days"];
}

export const step = (to: SetupStep, setup: Setup, page?: number): SetupAction => ({
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

/** No channel yet: it is chosen first. */
export const whichChannel = (setup: Setup, lines: readonly Say[]): SetupReply =>
  reply({
    done: 0,
    lines,
    asks: say("setup.which-channel"),
    channels: { chosen: null, action: step("pick", { ...setup, group: null }) },
  });

/** The first step, with what the bot lacks in the channel. */
export function channelStep(
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

/** The second step: the time, and whose clock. `likely`: zones that are meant, the likeliest first. */
export function whenStep(deps: Deps, likely: readonly string[], chosen: Chosen): SetupReply {
  const zones = zonesToChoose(likely, chosen.zone, CHOICES);
  const now = deps.clock();
  return reply({
    done: 1,
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
export function zonesStep(deps: Deps, chosen: Chosen, page: number): SetupReply {
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
export function daysStep(chosen: Chosen): SetupReply {
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
export function previewStep(
  chosen: Chosen,
  { schedule, opening, isNew }: { schedule: Schedule; opening: Opening; isNew: boolean },
  lines: readonly Say[],
): SetupReply {
  return reply({
    done: 3,
    lines,
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
