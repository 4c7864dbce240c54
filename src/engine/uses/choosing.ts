import { answersOf, suitableLevels } from "../../learning/level.ts";
import {
  candidates,
  dueConcepts,
  type Entry,
  entriesFor,
  keptFirst,
  type Progress,
  progressOf,
  type Source,
  type Subject,
  type Terms,
} from "../../learning/session.ts";
import type { Bank, BankEntry, BankFilter } from "../ports/bank.ts";
import type { LearnerReviews } from "../ports/store.ts";
import { hash32 } from "../rules/random.ts";
import { secretOf } from "../rules/secrets.ts";
import { type ChoiceItem, DIFFICULTIES, type Difficulty, stemOf } from "../words/item.ts";
import { packOf } from "../words/pack.ts";
import type { TeamId } from "../words/place.ts";
import { quote } from "../words/text.ts";
import type { Deps } from "./deps.ts";
import { keptIn, readKeptList } from "./keeping.ts";
import { linkedTo } from "./link-state.ts";
import { guardFor, reviewsOf } from "./linked.ts";
import { knowing } from "./packs/shelf.ts";
import type { Guard } from "./reveal.ts";

/** Draws that are tried for numbers which are no open question of the day. */
const TRIES = 8;

const known = new WeakMap<readonly BankEntry[], ReadonlyMap<string, Subject & { name: string }>>();

/** Before and between the concepts of a session that is about several: no subject has it in its id. */
const CONCEPTS = "+";
export const aboutConcepts = (ids: readonly string[]): string => ids.map((id) => CONCEPTS + id).join("");
export const isAboutConcepts = (topic: string): boolean => topic.startsWith(CONCEPTS);

/** What is asked about with something to press: one subject, some concepts or all, of one difficulty or of any. */
export function filterOf(bank: Bank, topic: string | null, difficulty: Difficulty | null): BankFilter {
  const about = (id: string): BankFilter =>
    isAboutConcepts(id)
      ? { concepts: id.split(CONCEPTS).slice(1) }
      : (bank.subject(id)?.filter ?? { topics: [id] });
  const levels = difficulty === null ? {} : { difficulties: [difficulty] };
  return { ...(topic === null ? {} : about(topic)), ...levels, kinds: ["choice", "numeric"] };
}

/** Concepts that can be asked about with something to press, in the order of the bank, and with what. */
export function subjectsOf(
  bank: Bank,
  topic: string | null,
  difficulty: Difficulty | null = null,
): ReadonlyMap<string, Subject & { name: string }> {
  const pool = bank.pool(filterOf(bank, topic, difficulty));
  const earlier = known.get(pool);
  if (earlier !== undefined) return earlier;
  const subjects = new Map<string, Subject & { name: string; entries: Entry[] }>();
  for (const entry of pool) {
    const { id, name } = entry.concept;
    const subject = subjects.get(id) ?? { id, name, prerequisites: bank.prerequisites(id), entries: [] };
    subject.entries.push(entry);
    subjects.set(id, subject);
  }
  known.set(pool, subjects);
  return subjects;
}

const lists = new WeakMap<ReadonlyMap<string, Subject>, readonly Subject[]>();

/** The same as a list, in the order of the bank. */
function listOf(subjects: ReadonlyMap<string, Subject>): readonly Subject[] {
  const list = lists.get(subjects) ?? [...subjects.values()];
  lists.set(subjects, list);
  return list;
}

/**
 * What a learner knows, what may be told in their team now, and the bank, which knows the packs that they have answered
 * or kept something of.
 */
export interface Standing {
  bank: Bank;
  reviews: LearnerReviews;
  progress: Progress;
  guard: Guard;
}

/**
 * @param source what will be asked about, where that is known; what was put aside is read for its own sessions alone
 * @param linked the learner's other account, where it is asked for already
 */
export async function standingOf(
  deps: Deps,
  team: TeamId,
  learner: string,
  source?: Source,
  linked = linkedTo(deps, team, learner),
): Promise<Standing> {
  const [reviews, guard, list] = await Promise.all([
    reviewsOf(deps, team, learner, linked),
    guardFor(deps, team, learner, linked),
    source === "kept" ? readKeptList(deps, team, learner) : [],
  ]);
  const { bank } = await knowing(deps, team, [...list, ...packsIn(reviews.concepts)]);
  return { bank, reviews, progress: progressOf(reviews.concepts, reviews.seen, keptIn(bank, list)), guard };
}

/** Those of some concepts that are a pack's, which are few or none of hundreds. */
function packsIn(concepts: ReadonlyMap<string, unknown>): string[] {
  const found: string[] = [];
  concepts.forEach((_, id) => {
    if (packOf(id) !== null) found.push(id);
  });
  return found;
}

/**
 * What a learner may be asked about: concepts of the bank, and, where nothing else is named, each question of a pack
 * that they have answered or kept, as long as it is asked. Nothing of a pack comes up that they have not met.
 */
export function studiedOf(
  { bank, progress }: Pick<Standing, "bank" | "progress">,
  topic: string | null,
  difficulty: Difficulty | null = null,
): ReadonlyMap<string, Subject & { name: string }> {
  const subjects = subjectsOf(bank, topic, difficulty);
  if (topic !== null) return subjects;
  const own = progress.kept.map(({ concept }) => concept).filter((id) => packOf(id) !== null);
  own.push(...packsIn(progress.memory));
  if (own.length === 0) return subjects;
  const pool = bank.pool({ ...filterOf(bank, null, difficulty), concepts: own });
  return new Map([...subjects, ...pool.map((entry) => [entry.concept.id, questionOf(bank, entry)] as const)]);
}

/** A question of a pack is a concept of its own, which its own words tell from others. */
function questionOf(bank: Bank, entry: BankEntry): Subject & { name: string } {
  const item = bank.item(entry.id, "");
  const name = item === null ? entry.topic.name : quote(stemOf(item));
  return { id: entry.concept.id, name, prerequisites: [], entries: [entry] };
}

/** The due concepts among some, the least likely to be recalled first. */
export const dueAmong = ({ progress }: Standing, subjects: ReadonlyMap<string, Subject>, now: number) =>
  dueConcepts(progress.memory, now).filter((id) => subjects.has(id));

export interface Chosen {
  concept: string;
  isDue: boolean;
  item: ChoiceItem;
  seed: string;
}

/** With numbers of its own where it is computed; null where it must not be asked now. */
export function itemOf(
  { bank }: Pick<Deps, "bank">,
  guard: Guard,
  { id, kind }: Pick<Entry, "id" | "kind">,
  seed: string,
) {
  for (let tries = 0; tries < (kind === "numeric" ? TRIES : 1); tries++) {
    const drawn = `${seed}.${tries}`;
    const item = bank.item(id, drawn);
    if (item === null || item.kind === "open") throw new Error(`the bank lost the item ${id}`);
    const secret = secretOf({ itemId: item.id, kind: item.kind, stem: item.stem });
    if (guard.until(secret) === null) return { item, seed: drawn };
  }
  return null;
}

/**
 * What a session asks next; null: nothing is left. The same seed chooses the same again. A concept whose only items
 * that the learner has not had are the question of the day waits until that has closed.
 */
export function choose(
  { bank, progress, reviews, guard }: Standing,
  subjects: ReadonlyMap<string, Subject>,
  seed: string,
  terms: Terms,
): Chosen | null {
  const levels = suitableLevels(answersOf(reviews.concepts)).map((one) => DIFFICULTIES.indexOf(one));
  const order = ({ id, difficulty }: Entry) => {
    const level = DIFFICULTIES.indexOf(difficulty);
    const away = Math.min(...levels.map((one) => Math.abs(one - level)));
    // By chance among those that suit as well.
    return away + hash32(`${seed}|${id}`) / 2 ** 33;
  };
  for (const { concept, why } of candidates(listOf(subjects), progress, terms)) {
    const subject = subjects.get(concept);
    if (subject === undefined) continue;
    const entries =
      why === "kept"
        ? keptFirst(subject, progress, terms.now, order)
        : entriesFor(subject, progress.seen, order);
    for (const entry of entries) {
      const drawn = itemOf({ bank }, guard, entry, seed);
      if (drawn !== null) return { concept, isDue: why === "due", ...drawn };
    }
  }
  return null;
}

/** How many questions a session could ask. */
export function available(
  { progress }: Standing,
  subjects: ReadonlyMap<string, Subject>,
  terms: Terms,
): number {
  return [...candidates(listOf(subjects), progress, terms)].length;
}
