import { readEarned } from "../../learning/badges.ts";
import type { Document, DocumentChange, DocumentName, Job } from "../ports/store.ts";
import { StoreUnavailable } from "../ports/store.ts";
import { readKept } from "../rules/kept-list.ts";
import { readDuels } from "../words/duel.ts";
import { readExplaining, readSaid } from "../words/explained.ts";
import type { TeamId } from "../words/place.ts";
import type { Deps } from "./deps.ts";
import { duelDue } from "./duel-job.ts";
import { DUEL_RULES } from "./duel-state.ts";
import { explainedDue } from "./explained-job.ts";
import { EXPLAINED_RULES } from "./explained-state.ts";
import { linkDue } from "./link-job.ts";
import { LINK, LINK_RULES, letGoOfLink } from "./link-state.ts";
import { liveDue } from "./live-course.ts";
import { LIVE, PLAYER, shownLive, shownPlayer, withoutHost, withoutPlayer } from "./live-documents.ts";
import { MOCK_RULES, SCORECARD_RULES } from "./mock-state.ts";
import { PACK_RULES } from "./packs/keep.ts";
import { PACK_REPORT, PACK_REPORT_RULES } from "./packs/reporters.ts";
import { pairDue } from "./pair-job.ts";
import { INTERVIEWING, INTERVIEWING_RULES, PAIR, PAIR_RULES } from "./pair-state.ts";
import { WEEKLY_MOCK, WEEKLY_RULES } from "./weekly-mock.ts";

/** What one kind of document is for. */
export interface DocumentRules {
  /** What is left of it without a learner; null: nothing that anybody needs. */
  without(document: Document, learner: string): DocumentChange | null;
  /** What a learner may read of it in what is exported. */
  shown(value: string, learner: string): unknown;
  /** It is due. Whoever does what is due writes the document with its next time, or none. May be repeated. */
  due?(deps: Deps, team: TeamId, id: string): Promise<void>;
}

/** All kinds, by name. Looked up when they are used: what keeps one works with what stands below. */
const DOCUMENTS = (): ReadonlyMap<string, DocumentRules> =>
  new Map<string, DocumentRules>([
    // A list is one learner's alone.
    ["kept", { without: () => null, shown: readKept }],
    ["pack", PACK_RULES],
    [PACK_REPORT, PACK_REPORT_RULES],
    [LIVE, { without: withoutHost, shown: shownLive, due: liveDue }],
    [PLAYER, { without: withoutPlayer, shown: shownPlayer }],
    ["interview", MOCK_RULES],
    ["scorecards", SCORECARD_RULES],
    [PAIR, { ...PAIR_RULES, due: pairDue }],
    [INTERVIEWING, INTERVIEWING_RULES],
    [WEEKLY_MOCK, WEEKLY_RULES],
    ["duel", { ...DUEL_RULES, due: duelDue }],
    [LINK, { ...LINK_RULES, due: linkDue }],
    ["badges", { without: () => null, shown: (value) => readEarned(value) }],
    ["explained", { ...EXPLAINED_RULES, due: explainedDue }],
    ["said", { without: () => null, shown: (value) => readSaid(value) }],
    ["explaining", { without: () => null, shown: (value) => readExplaining(value) }],
    ["duels", { without: () => null, shown: (value) => readDuels(value) }],
  ]);

export const documentKinds = (): string[] => [...DOCUMENTS().keys()];

/** How often a change is tried where others come first. */
const TRIES = 10;

/**
 * Changes a document by what stands in it now, again where another change came first. `change` says what it is to be,
 * null for none, or "as-is". May be called several times. Returns what `change` made of it last.
 */
export async function changeDocument<C extends { write: DocumentChange | null | "as-is" }>(
  { store }: Pick<Deps, "store">,
  team: TeamId,
  name: DocumentName,
  change: (now: Document | null) => C,
): Promise<C> {
  for (let tried = 0; tried < TRIES; tried++) {
    const now = await store.readDocument(team, name);
    const made = change(now);
    if (made.write === "as-is" || (await store.writeDocument(team, name, now, made.write))) return made;
  }
  throw new StoreUnavailable(`${name.kind}/${name.id} changed ${TRIES} times meanwhile`, { untouched: true });
}

export async function documentDue(deps: Deps, job: Extract<Job, { kind: "document" }>): Promise<void> {
  const { team } = job.place;
  const rules = DOCUMENTS().get(job.document.kind);
  if (rules?.due === undefined) return deps.store.dropJob(job);
  if ((await deps.store.readDocument(team, job.document)) !== null)
    return rules.due(deps, team, job.document.id);
  // Whoever writes one of this name from now on plans its work anew, and that stays.
  await deps.store.writeDocument(team, job.document, null, null);
}

/** Removes everything kept of a learner. What they have in common with others stays theirs, without the learner. */
export async function forgetWhole(deps: Deps, team: TeamId, learner: string): Promise<void> {
  await letGoOfLink(deps, team, learner);
  for (const name of await deps.store.documentsOf(team, learner)) {
    const rules = DOCUMENTS().get(name.kind);
    // A link may say that more is to go when this is done: it goes with the last.
    if (rules === undefined || name.kind === LINK) continue;
    await changeDocument(deps, team, name, (now) => ({
      write: now === null ? "as-is" : rules.without(now, learner),
    }));
  }
  await deps.store.forgetLearner(team, learner);
}

/** By kind: what a learner may read of the documents that hold something of theirs. */
export async function exportDocuments(
  deps: Deps,
  team: TeamId,
  learner: string,
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const all: Record<string, unknown[]> = {};
  for (const name of await deps.store.documentsOf(team, learner)) {
    const [rules, found] = [DOCUMENTS().get(name.kind), await deps.store.readDocument(team, name)];
    if (rules === undefined || found === null) continue;
    all[name.kind] = [...(all[name.kind] ?? []), rules.shown(found.value, learner)];
  }
  return all;
}
