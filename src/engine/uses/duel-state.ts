import type { DocumentChange, DocumentName } from "../ports/store.ts";
import { DUEL_KEPT, duelDueAt } from "../rules/duels.ts";
import { NEVER } from "../rules/retention.ts";
import { type Duel, type Duels, readDuel, readDuels } from "../words/duel.ts";
import type { TeamId } from "../words/place.ts";
import type { Deps } from "./deps.ts";
import { changeDocument, type DocumentRules } from "./documents.ts";

/** How duels, and what is counted of their members, are kept: as documents. */

export const DUEL = "duel";
export const DUELS = "duels";

export const nameOfDuel = (id: string): DocumentName => ({ kind: DUEL, id });

export const keptDuel = (duel: Duel, now: number): DocumentChange => ({
  value: JSON.stringify(duel),
  of: duel.sides.map(({ learner }) => learner).filter((learner) => learner !== ""),
  until: Math.max(now, duel.at) + DUEL_KEPT,
  dueAt: duelDueAt(duel, now),
});

export async function findDuel(
  { store }: Pick<Deps, "store">,
  team: TeamId,
  id: string,
): Promise<Duel | null> {
  const found = await store.readDocument(team, nameOfDuel(id));
  return found === null ? null : readDuel(found.value);
}

/**
 * Changes a duel by what is there of this run; the same leaves it. null: there is no such run.
 */
export async function changeDuel(
  deps: Pick<Deps, "store">,
  team: TeamId,
  { id, run }: Pick<Duel, "id" | "run">,
  now: number,
  change: (duel: Duel) => Duel,
): Promise<Duel | null> {
  const { duel } = await changeDocument(deps, team, nameOfDuel(id), (found) => {
    const before = found === null ? null : readDuel(found.value);
    if (before === null || before.run !== run) return { write: "as-is" as const, duel: null };
    const duel = change(before);
    return { write: duel === before ? ("as-is" as const) : keptDuel(duel, now), duel };
  });
  return duel;
}

const nameOfCounts = (learner: string): DocumentName => ({ kind: DUELS, id: learner });

export async function duelsOf({ store }: Pick<Deps, "store">, team: TeamId, learner: string): Promise<Duels> {
  return readDuels((await store.readDocument(team, nameOfCounts(learner)))?.value);
}

/** Changes what is counted of a member; the same leaves it. */
export async function changeDuels(
  deps: Pick<Deps, "store">,
  team: TeamId,
  learner: string,
  change: (now: Duels) => Duels,
): Promise<void> {
  await changeDocument(deps, team, nameOfCounts(learner), (found) => {
    const before = readDuels(found?.value);
    const after = change(before);
    if (after === before) return { write: "as-is" as const };
    return { write: { value: JSON.stringify(after), of: [learner], until: NEVER, dueAt: null } };
  });
}

/**
 * What is left of a duel without one of the two: while it runs, the other's answers, which are booked at once. Of what
 * is over, or was never accepted, nobody needs anything.
 */
function withoutOne(value: string, learner: string): DocumentChange | null {
  const duel = readDuel(value);
  if (duel === null || duel.posted || (duel.state !== "running" && duel.state !== "over")) return null;
  const gone = { learner: "", name: "", questions: [], answers: [] };
  const [first, second] = duel.sides;
  const sides = [
    first.learner === learner ? gone : first,
    second.learner === learner ? gone : second,
  ] as const;
  return sides.every((side) => side.learner === "")
    ? null
    : keptDuel({ ...duel, sides, waits: null }, duel.at);
}

/** What a member may read of a duel: their own part. */
function shownDuel(value: string, learner: string): unknown {
  const duel = readDuel(value);
  const own = duel?.sides.find((side) => side.learner === learner);
  if (duel === null || own === undefined) return null;
  const other = duel.sides.find((side) => side !== own);
  const { state, at, topic, difficulty } = duel;
  const questions = own.questions.slice(0, own.answers.length).map(({ item }) => item);
  // While it runs, an item's name would say which question it is that the bank tells the key of.
  return {
    ...{ with: other?.learner, state, at, topic, difficulty, answers: own.answers },
    questions: duel.posted ? questions : questions.length,
  };
}

export const DUEL_RULES = {
  without: ({ value }, learner) => withoutOne(value, learner),
  shown: shownDuel,
} satisfies Omit<DocumentRules, "due">;
