import type { Caller, DailyChange } from "../ports/bot.ts";
import { EVERY_DAY, USUAL_TIME } from "../rules/set-up.ts";
import { type NoticeReply, notice, type Reply, type SetupReply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { GroupRecord } from "../words/schedule.ts";
import { decodeSetup, NOTHING_CHOSEN } from "../words/setup.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { refuseUnlessManager } from "./managers.ts";
import { missingFor } from "./missing.ts";
import { sameTimes, scheduleOf, setDaily, tryDaily } from "./set.ts";
import {
  type Chosen,
  channelStep,
  daysStep,
  previewStep,
  type SetupAction,
  step,
  whenStep,
  whichChannel,
  zonesStep,
} from "./setup-steps.ts";

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

/** The last step, with what comes of what was chosen. */
async function preview(
  deps: Deps,
  chosen: Chosen,
  group: GroupRecord,
  lines: readonly Say[],
): Promise<Reply> {
  const tried = await tryDaily(deps, group, changeOf(chosen));
  if (!tried.ok) return tried.reply;
  const { schedule, next: opening } = tried;
  const isNew = group.schedule === null;
  const replaced = isNew ? [] : [say("setup.replaces", { group: { group: chosen.group } })];
  return previewStep(chosen, { schedule, opening, isNew }, [...lines, ...replaced, ...tried.lines]);
}

/** The yes to it all. What somebody else has set up meanwhile is shown first. */
async function finish(deps: Deps, caller: Caller, chosen: Chosen, isReplacing: boolean): Promise<Reply> {
  const set = await setDaily(deps, caller, changeOf(chosen), async (group) => {
    const same = { time: chosen.time, timezone: chosen.zone, days: chosen.days };
    if (isReplacing || group.schedule === null || sameTimes(group.schedule, same)) return null;
    return preview(deps, chosen, group, [say("setup.meanwhile", { group: { group: chosen.group } })]);
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
      return preview(deps, chosen, record, []);
    case "done":
    case "replace":
      return finish(deps, caller, chosen, action.step === "replace");
    default:
      return whenStep(deps, await likelyZones(deps, caller), chosen);
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
