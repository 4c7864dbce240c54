import type { AnswerSeen, QuestionSeen, Seen, WindowSeen } from "./record.ts";

/** How a round may stand when everything is over. */
const OVER = ["closed", "void"];

const nameOf = ({ group, date }: WindowSeen) => `the window of ${date} in ${group}`;

/** A window is posted once or visibly skipped. `live`: copies that take answers, or show a result. */
function windowOnce(window: WindowSeen): string[] {
  const { round, questions, told } = window;
  const live = questions.filter(({ shows }) => shows === "answers" || shows === "result");
  if (round === null || round.status === "void") {
    if (live.length > 0) return [`${nameOf(window)} counts for nobody and has ${live.length} messages`];
    const isWithdrawn = questions.some(({ shows }) => shows === "taken-back");
    return told || isWithdrawn ? [] : [`${nameOf(window)} was left out, and nobody was told`];
  }
  if (window.results === 1 && live.length === 0) return [];
  if (live.length !== 1) return [`${nameOf(window)} has ${live.length} live messages`];
  const other = live.find(({ message }) => message !== round.message);
  return other === undefined
    ? []
    : [`${nameOf(window)} shows ${other.message}, which the store does not know`];
}

function oneResult(window: WindowSeen): string[] {
  const { round, questions, results, summaries } = window;
  if (round === null || round.status === "void") return [];
  const said = [];
  if (!OVER.includes(round.status)) said.push(`${nameOf(window)} is ${round.status} and not closed`);
  const shown = questions.filter(({ shows }) => shows === "result").length + results;
  if (shown !== 1) said.push(`${nameOf(window)} has ${shown} results`);
  if (summaries !== 1) said.push(`${nameOf(window)} has ${summaries} summaries`);
  return said;
}

function numbersInOrder(windows: readonly WindowSeen[]): string[] {
  const groups = groupOf(windows);
  return [...groups].flatMap(([group, all]) => {
    const numbers = [...all]
      .sort((a, b) => (a.date < b.date ? -1 : 1))
      .flatMap(({ round }) => (round === null || round.status === "void" ? [] : [round.windowNo]));
    const first = numbers[0] ?? 1;
    const isInOrder = numbers.every((number, i) => number === (first ?? 0) + i);
    return isInOrder ? [] : [`windows of ${group} are numbered ${numbers.join(", ")}`];
  });
}

function groupOf(windows: readonly WindowSeen[]): Map<string, WindowSeen[]> {
  const groups = new Map<string, WindowSeen[]>();
  for (const window of windows) groups.set(window.group, [...(groups.get(window.group) ?? []), window]);
  return groups;
}

/** Nothing that was acknowledged is lost, and nothing is recorded that nobody did. */
function acknowledged({ round, learner, possible, tried, stored }: AnswerSeen): string[] {
  if (possible.includes(stored)) return [];
  return [
    `${learner} may have answered ${possible.join(" or ")} in ${round}, and ${stored} is stored; tried: ${tried}`,
  ];
}

/** A learner is scored once per round: that it is once, boards and streaks show. */
function scored({ round, learner, stored, awarded }: AnswerSeen): string[] {
  if ((stored !== null) === awarded) return [];
  return [`${learner} answered ${stored} in ${round}, and it is ${awarded ? "" : "not "}booked`];
}

function sameRecord(
  what: string,
  a: Readonly<Record<string, number | string>>,
  b: Readonly<Record<string, number | string>>,
): string[] {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return keys
    .filter((key) => (a[key] ?? 0) !== (b[key] ?? 0))
    .map((key) => `${what}: ${key} is ${a[key] ?? 0}, and should be ${b[key] ?? 0}`);
}

/** The invariants, each with what breaks it. */
export const INVARIANTS: Readonly<Record<string, (seen: Seen) => readonly string[]>> = {
  "a window is posted once or visibly skipped": ({ windows }) => [
    ...windows.flatMap(windowOnce),
    ...numbersInOrder(windows),
  ],
  "one result, one summary": ({ windows, recaps }) => [
    ...windows.flatMap(oneResult),
    ...recaps
      .filter(({ count }) => count > 1)
      .map(({ group, week, count }) => `${group} has ${count} recaps of ${week}`),
  ],
  "nothing acknowledged is lost": ({ answers }) => answers.flatMap(acknowledged),
  "a learner is scored once per round": ({ answers, streaks }) => [
    ...answers.flatMap(scored),
    ...streaks
      .filter(({ stored, rebuilt }) => JSON.stringify(stored) !== JSON.stringify(rebuilt))
      .map(
        ({ group, learner, stored, rebuilt }) =>
          `the streak of ${learner} in ${group} is ${JSON.stringify(stored)}, and should be ${JSON.stringify(rebuilt)}`,
      ),
  ],
  "boards equal a rebuild from the answers": ({ boards }) =>
    boards.flatMap(({ group, board, shown, rebuilt }) =>
      sameRecord(`the board "${board}" of ${group}`, shown, rebuilt),
    ),
  "nothing is written after the close": ({ settled }) =>
    settled
      .filter(({ atClose, now }) => atClose !== now)
      .map(
        ({ round, learner, atClose, now }) =>
          `the answer of ${learner} in ${round} was ${atClose} at the close and is ${now}`,
      ),
  "no key of another team is touched": ({ bystander, strangers }) => [
    ...sameRecord("a key of another team", bystander.after, bystander.before),
    ...strangers.map((key) => `the key ${key} belongs to no team of this run`),
  ],
};

/** What is broken, by invariant; empty where all is well. */
export function broken(seen: Seen): string[] {
  return Object.entries(INVARIANTS).flatMap(([name, check]) => check(seen).map((what) => `${name}: ${what}`));
}

/** Copies that take answers although another one does, and doubles that were taken back: for the report. */
export function doubles(questions: readonly QuestionSeen[]): { live: number; takenBack: number } {
  const rounds = new Map<string, QuestionSeen[]>();
  for (const one of questions) rounds.set(one.round, [...(rounds.get(one.round) ?? []), one]);
  let live = 0;
  let takenBack = 0;
  for (const copies of rounds.values()) {
    live += Math.max(0, copies.filter(({ shows }) => shows === "answers" || shows === "result").length - 1);
    takenBack += copies.filter(({ shows }) => shows === "taken-back").length;
  }
  return { live, takenBack };
}
