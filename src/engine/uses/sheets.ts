import { MINUTES_ALONE, pickSheet, reserveOf, roomIn, timesOf } from "../rules/sheets.ts";
import type { OpenItem } from "../words/item.ts";
import type { Action, Actor, Button } from "../words/press.ts";
import { notice, type Reply, type SheetAbout } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import { SENIORITIES, type SheetFile, type SheetForm, type SheetWanted } from "../words/sheet.ts";
import type { Deps } from "./deps.ts";
import { filterOf, openPool, partsOf, quietIn, telling } from "./interview-pool.ts";
import { shown } from "./open-items.ts";
import { guardOf } from "./reveal.ts";

const SEED_LENGTH = 6;
/** How many other wishes are offered where one leaves too few questions. */
const NEAREST = 4;

/** `/dlq-sheet`: questions for an interview, with all that the interviewer needs. */
export function sheet(deps: Deps, actor: Actor, wanted: SheetWanted): Promise<Reply> {
  return sheetOf(deps, actor, wanted, deps.token(SEED_LENGTH), "list");
}

/** The same sheet once more, as a list or as a file, or another one. */
export function pressSheet(deps: Deps, actor: Actor, action: Action & { verb: "sheet" }): Promise<Reply> {
  const seed = action.seed === "" ? deps.token(SEED_LENGTH) : action.seed;
  return sheetOf(deps, actor, action.wanted, seed, action.form);
}

/** The sheet of one question. */
export function interview(deps: Deps, actor: Actor, action: Action & { verb: "interview" }): Promise<Reply> {
  return shown(deps, actor, action.item, async ({ ref, ...item }) => {
    const question = { item, minutes: MINUTES_ALONE[item.difficulty] };
    if (action.form !== "list")
      return {
        kind: "sheet-file",
        visibility: "private",
        form: action.form,
        about: null,
        questions: [question],
      };
    const file = (form: SheetFile): Button => ({
      label: say(`button.sheet-${form}`),
      action: { verb: "interview", item: ref, form },
    });
    const buttons = [file("html"), file("markdown")];
    return { kind: "interview", visibility: "private", ...question, buttons };
  });
}

async function sheetOf(
  deps: Deps,
  { place }: Actor,
  wanted: SheetWanted,
  seed: string,
  form: SheetForm,
): Promise<Reply> {
  const room = roomIn(wanted.minutes);
  if (room < wanted.questions) return tooShort(wanted, room);
  const guard = await guardOf(deps, place.team);
  const mayBeShown = (id: string) => guard.until(id) === null;
  const given = { mayBeShown, keepsQuiet: quietIn(deps, guard) };
  const draw = (some: SheetWanted) => drawn(deps, some, seed, given);
  const items = draw(wanted);
  if (items.length < wanted.questions) return tooFew(deps, wanted, items.length, draw);

  const times = timesOf(items, wanted.minutes);
  const questions = items.map((item, i) => ({ item, minutes: times[i] ?? 0 }));
  const about = aboutOf(deps, wanted);
  if (form !== "list") return { kind: "sheet-file", visibility: "private", form, about, questions };
  const again = (other: SheetForm, from: string): Action => ({
    verb: "sheet",
    wanted,
    seed: from,
    form: other,
  });
  return {
    kind: "sheet",
    visibility: "private",
    about,
    questions,
    buttons: [
      { label: say("button.sheet-html"), primary: true, action: again("html", seed) },
      { label: say("button.sheet-markdown"), action: again("markdown", seed) },
      { label: say("button.sheet-other"), action: again("list", "") },
    ],
  };
}

/**
 * The questions of a sheet; a question of the day that takes answers in the team is never one of them, nor what would
 * give it away.
 */
export function drawn(
  deps: Deps,
  wanted: SheetWanted,
  seed: string,
  { mayBeShown, keepsQuiet }: { mayBeShown(id: string): boolean; keepsQuiet(item: OpenItem): boolean },
): OpenItem[] {
  return pickSheet(openPool(deps, wanted, mayBeShown), {
    level: wanted.level,
    count: wanted.questions,
    seed,
    prerequisitesOf: (concept) => deps.bank.prerequisites(concept),
    givesAway: telling(deps),
    keepsQuiet,
  });
}

function aboutOf(deps: Deps, wanted: SheetWanted): SheetAbout {
  const { level, minutes } = wanted;
  return {
    level,
    minutes,
    reserve: reserveOf(minutes),
    parts: partsOf(deps, wanted).map(({ part }) => part),
  };
}

const open = (wanted: SheetWanted, label: Say, primary = false): Button => ({
  label,
  ...(primary ? { primary } : {}),
  action: { verb: "sheet", wanted, seed: "", form: "list" },
});

/** More questions than the time has room for: fewer of them, or more time. */
function tooShort(wanted: SheetWanted, room: number): Reply {
  let minutes = wanted.minutes;
  while (roomIn(minutes) < wanted.questions) minutes += 5;
  return {
    ...notice(
      "refusal",
      say("sheet.too-short", { minutes: wanted.minutes, questions: wanted.questions, room }),
    ),
    buttons: [
      open({ ...wanted, minutes }, say("button.sheet-minutes", { minutes })),
      ...(room < 1
        ? []
        : [open({ ...wanted, questions: room }, say("button.sheet-questions", { count: room }))]),
    ],
  };
}

/** Says what leaves too few questions, and offers what is nearest: those there are, or one part of the wish changed. */
function tooFew(
  deps: Deps,
  wanted: SheetWanted,
  found: number,
  draw: (wanted: SheetWanted) => OpenItem[],
): Reply {
  const parts = partsOf(deps, wanted);
  const level = say("filter.seniority", { value: say(`seniority.${wanted.level}`) });
  const { concepts } = filterOf(deps, wanted);
  const whole = concepts === undefined ? undefined : deps.bank.pool({ concepts })[0]?.topic;
  const changed = [
    ...(whole === undefined
      ? []
      : [
          { wanted: { ...wanted, topic: whole.id }, label: say("button.sheet-topic", { topic: whole.name }) },
        ]),
    ...parts.map(({ name, part }) => ({
      wanted: { ...wanted, [name]: undefined },
      label: say("button.without", { part }),
    })),
    ...SENIORITIES.filter((one) => one !== wanted.level).map((one) => ({
      wanted: { ...wanted, level: one },
      label: say("button.sheet-level", { level: say(`seniority.${one}`) }),
    })),
  ]
    .map((near) => ({ ...near, gives: draw(near.wanted).length }))
    .filter(({ gives }) => gives > found)
    .sort((a, b) => b.gives - a.gives)
    .slice(0, NEAREST);
  const all = [...parts.map(({ part }) => part), level];
  return {
    ...notice("refusal", say("sheet.too-few", { found, questions: wanted.questions, parts: { list: all } })),
    buttons: [
      ...(found === 0
        ? []
        : [open({ ...wanted, questions: found }, say("button.sheet-questions", { count: found }), true)]),
      // With so many questions as there are: what is offered is never refused.
      ...changed.map(({ wanted: near, gives, label }) => open({ ...near, questions: gives }, label)),
    ],
  };
}
