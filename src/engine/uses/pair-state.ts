import type { DocumentChange, DocumentName } from "../ports/store.ts";
import { dueOf, KEPT } from "../rules/pairs.ts";
import { hash32 } from "../rules/random.ts";
import { NEVER } from "../rules/retention.ts";
import { type Interviewing, type Pair, pairId, readInterviewing, readPair } from "../words/pair.ts";
import type { TeamId } from "../words/place.ts";
import type { Deps } from "./deps.ts";
import { changeDocument, type DocumentRules } from "./documents.ts";

/** How pairs, and what is kept of their members besides, are kept: as documents. */

export const PAIR = "pair";
export const INTERVIEWING = "interviewing";

export const nameOfPair = (id: string): DocumentName => ({ kind: PAIR, id });

export function keptPair(pair: Pair, now: number): DocumentChange {
  const { by, invited, observer } = pair;
  return {
    value: JSON.stringify(pair),
    of: [by, invited, ...(observer === null ? [] : [observer])],
    until: Math.max(now, pair.at) + KEPT,
    dueAt: dueOf(pair, now),
  };
}

export async function findPair({ store }: Deps, team: TeamId, id: string): Promise<Pair | null> {
  const found = await store.readDocument(team, nameOfPair(id));
  return found === null ? null : readPair(found.value);
}

/**
 * Changes what is kept of a pair. `change` gives what it is to be, or the same to leave it; it is called with what is
 * there of this run alone. null: there is no such run.
 */
export async function changePair(
  deps: Deps,
  team: TeamId,
  { id, run }: { id: string; run: string },
  now: number,
  change: (pair: Pair) => Pair,
): Promise<Pair | null> {
  const { pair } = await changeDocument(deps, team, nameOfPair(id), (found) => {
    const before = found === null ? null : readPair(found.value);
    if (before === null || before.run !== run) return { write: "as-is" as const, pair: null };
    const pair = change(before);
    return { write: pair === before ? ("as-is" as const) : keptPair(pair, now), pair };
  });
  return pair;
}

/** An interview of a pair as it is counted: it stays when one of the two is forgotten, so it names neither. */
export const countedAs = (pair: string, run: string, round: number): string =>
  `${hash32(pair).toString(36)}.${run}.${round}`;

/** What was counted by the names of both before is read as it is counted now. */
function interviewingIn(text: string | undefined): Interviewing {
  const read = readInterviewing(text);
  const counted = read.counted.map((name) => {
    const parts = name.split(".");
    const [run = "", round = ""] = parts.slice(-2);
    return parts.length < 4 ? name : countedAs(parts.slice(0, -2).join("."), run, Number(round));
  });
  return { ...read, counted };
}

export async function readInterviewingOf(
  { store }: Deps,
  team: TeamId,
  learner: string,
): Promise<Interviewing> {
  return interviewingIn((await store.readDocument(team, { kind: INTERVIEWING, id: learner }))?.value);
}

/** Changes what is kept of a member besides; the same leaves it. */
export async function changeInterviewing(
  deps: Deps,
  team: TeamId,
  learner: string,
  change: (now: Interviewing) => Interviewing,
): Promise<Interviewing> {
  const { after } = await changeDocument(deps, team, { kind: INTERVIEWING, id: learner }, (found) => {
    const before = interviewingIn(found?.value);
    const after = change(before);
    if (after === before) return { write: "as-is" as const, after };
    return { write: { value: JSON.stringify(after), of: [learner], until: NEVER, dueAt: null }, after };
  });
  return after;
}

/** What a member may read of a pair: their own part. Who listened keeps their notes of the other to themselves. */
function shownPair(value: string, learner: string): unknown {
  const pair = readPair(value);
  if (pair === null) return null;
  return {
    with: [pair.by, pair.invited, pair.observer].filter((one) => one !== null && one !== learner),
    state: pair.state,
    wanted: pair.wanted,
    rounds: pair.rounds.map(({ interviewer, questions, ended }) => ({
      role: interviewer === learner ? "interviewer" : learner === pair.observer ? "observer" : "candidate",
      ended,
      // Before its end a candidate reads nothing of what they are judged by.
      questions:
        ended === null || learner === pair.observer
          ? []
          : questions.map(({ item, points, flags, judged }) => ({ item, points, flags, judged })),
    })),
  };
}

/** Without one of the two nothing is left of it; an observer is left out. */
export const PAIR_RULES: Omit<DocumentRules, "due"> = {
  without: ({ value }, learner) => {
    const pair = readPair(value);
    if (pair === null || pair.observer !== learner) return null;
    const missing = pair.missing === learner ? null : pair.missing;
    return keptPair({ ...pair, observer: null, missing }, pair.at);
  },
  shown: shownPair,
};

export const INTERVIEWING_RULES: DocumentRules = {
  without: () => null,
  shown: (value) => interviewingIn(value),
};

export const idOf = ({ by, invited }: Pick<Pair, "by" | "invited">): string => pairId(by, invited);
