import type { DocumentChange, DocumentName } from "../ports/store.ts";
import { explainedDueAt, withoutLearner } from "../rules/explained.ts";
import { NEVER, RETENTION } from "../rules/retention.ts";
import {
  type Explained,
  type Explaining,
  readExplained,
  readExplaining,
  type SaidBest,
} from "../words/explained.ts";
import type { Place, TeamId } from "../words/place.ts";
import type { Deps } from "./deps.ts";
import { changeDocument, type DocumentRules } from "./documents.ts";

/** How explanations are kept: those of a round, the best of a question by group, and what is counted of a member. */

export const EXPLAINED = "explained";
export const SAID = "said";
export const EXPLAINING = "explaining";

export const nameOfExplained = (round: string): DocumentName => ({ kind: EXPLAINED, id: round });
/** No group's id holds a dot. */
export const nameOfSaid = ({ group }: Pick<Place, "group">, secret: string): DocumentName => ({
  kind: SAID,
  id: `${group}.${secret}`,
});

export const keptExplained = (all: Explained, now: number): DocumentChange => ({
  value: JSON.stringify(all),
  of: [...new Set(all.texts.flatMap(({ by, votes }) => [by, ...votes]))].filter((one) => one !== ""),
  until: all.ends + RETENTION.explained,
  dueAt: explainedDueAt(all, now),
});

export const keptSaid = (said: SaidBest): DocumentChange => ({
  value: JSON.stringify(said),
  of: [said.by],
  until: said.at + RETENTION.said,
  dueAt: null,
});

export async function findExplained(
  { store }: Pick<Deps, "store">,
  team: TeamId,
  round: string,
): Promise<Explained | null> {
  return readExplained((await store.readDocument(team, nameOfExplained(round)))?.value);
}

/** Changes the explanations of a round; the same leaves them. null: there are none. */
export async function changeExplained(
  deps: Pick<Deps, "store">,
  team: TeamId,
  round: string,
  now: number,
  change: (all: Explained) => Explained,
): Promise<Explained | null> {
  const { all } = await changeDocument(deps, team, nameOfExplained(round), (found) => {
    const before = readExplained(found?.value);
    if (before === null) return { write: "as-is" as const, all: null };
    const all = change(before);
    return { write: all === before ? ("as-is" as const) : keptExplained(all, now), all };
  });
  return all;
}

/** How often somebody's explanation was voted best. */
export async function explainedBest(
  { store }: Pick<Deps, "store">,
  team: TeamId,
  learner: string,
): Promise<number> {
  return readExplaining((await store.readDocument(team, { kind: EXPLAINING, id: learner }))?.value).best;
}

/** Rounds of which it is remembered that they were counted. */
const REMEMBERED = 20;

/** Counts a round for whoever explained it best, once. */
export async function countBest(
  deps: Pick<Deps, "store">,
  team: TeamId,
  learner: string,
  round: string,
): Promise<void> {
  await changeDocument(deps, team, { kind: EXPLAINING, id: learner }, (found) => {
    const before = readExplaining(found?.value);
    if (before.counted.includes(round)) return { write: "as-is" as const };
    const counted = [...before.counted, round].slice(-REMEMBERED);
    const after: Explaining = { best: before.best + 1, counted };
    return { write: { value: JSON.stringify(after), of: [learner], until: NEVER, dueAt: null } };
  });
}

/** What a member may read of it: what they wrote themselves, and whether they voted. */
function shownExplained(value: string, learner: string): unknown {
  const all = readExplained(value);
  if (all === null) return null;
  const own = all.texts.find(({ by }) => by === learner);
  return {
    about: all.about,
    voted: all.texts.some(({ votes }) => votes.includes(learner)),
    ...(own === undefined
      ? {}
      : { text: own.text, at: own.at, state: own.state, best: all.best === own.number }),
  };
}

export const EXPLAINED_RULES: Omit<DocumentRules, "due"> = {
  without: ({ value }, learner) => {
    const all = readExplained(value);
    const left = all === null ? null : withoutLearner(all, learner);
    // What it has to do about that is due at once.
    return left === null ? null : keptExplained(left, 0);
  },
  shown: shownExplained,
};
