import type { Document } from "../../ports/store.ts";
import { type Pack, type PackHeader, readHeader, readPart, withPacks } from "../../rules/packs.ts";
import { type PackQuestion, packItem, packOf } from "../../words/pack.ts";
import type { TeamId } from "../../words/place.ts";
import type { Deps } from "../deps.ts";
import { guardOf } from "../reveal.ts";

/** A team's packs as they are read. */

export const HEADER = "pack";
export const PART = "pack-part";

export const headerName = (id: string) => ({ kind: HEADER, id });
export const partName = (set: string, i: number) => ({ kind: PART, id: `${set}.${i}` });

/** Sets of questions that were read lately: a set never changes. */
export interface PackShelf {
  get(set: string): readonly PackQuestion[] | undefined;
  put(set: string, questions: readonly PackQuestion[]): void;
}

/** @param most questions that are remembered, of all packs together */
export function createPackShelf(most: number): PackShelf {
  const sets = new Map<string, readonly PackQuestion[]>();
  let count = 0;
  return {
    get(set) {
      const found = sets.get(set);
      if (found !== undefined) {
        sets.delete(set);
        sets.set(set, found);
      }
      return found;
    },
    put(set, questions) {
      count += questions.length - (sets.get(set)?.length ?? 0);
      sets.delete(set);
      sets.set(set, questions);
      for (const [oldest, some] of sets) {
        if (count <= most || oldest === set) break;
        sets.delete(oldest);
        count -= some.length;
      }
    },
  };
}

type Reads = Pick<Deps, "store" | "log" | "packs">;

const headerIn = (found: Document | null): PackHeader | null =>
  found === null ? null : readHeader(found.value);

export const readPackHeader = async (
  { store }: Reads,
  team: TeamId,
  id: string,
): Promise<PackHeader | null> => headerIn(await store.readDocument(team, headerName(id)));

/** What topics are called, packs among them, by their ids; what is gone is not among them. */
export async function topicNames(
  deps: Reads & Pick<Deps, "bank">,
  team: TeamId,
  topics: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const named = topics.map(async (topic): Promise<[string, string][]> => {
    const id = packOf(topic);
    const found = id === null ? deps.bank.subject(topic) : await readPackHeader(deps, team, id);
    return found === null ? [] : [[topic, found.name]];
  });
  return Object.fromEntries((await Promise.all(named)).flat());
}

/** All packs of a team, by name. */
export async function packsOf(deps: Reads, team: TeamId): Promise<readonly (PackHeader & { id: string })[]> {
  const ids = await deps.store.listDocuments(team, HEADER);
  const headers = await Promise.all(
    ids.map(async (id) => ({ id, header: await readPackHeader(deps, team, id) })),
  );
  return headers
    .flatMap(({ id, header }) => (header === null ? [] : [{ ...header, id }]))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function questionsOf({ store, packs }: Reads, team: TeamId, { set, parts }: PackHeader) {
  const known = packs.shelf.get(`${team}|${set}`);
  if (known !== undefined) return known;
  const read = await Promise.all(
    Array.from({ length: parts }, async (_, i) => {
      const found = await store.readDocument(team, partName(set, i));
      return found === null ? null : readPart(found.value);
    }),
  );
  if (!read.every((part) => part !== null)) return null;
  const questions = read.flat();
  packs.shelf.put(`${team}|${set}`, questions);
  return questions;
}

/** A pack with its questions; null: there is none. Where it was brought in again meanwhile, the newer one is read. */
export async function loadPack(deps: Reads, team: TeamId, id: string): Promise<Pack | null> {
  for (let tries = 0; tries < 2; tries++) {
    const header = await readPackHeader(deps, team, id);
    if (header === null) return null;
    const questions = await questionsOf(deps, team, header);
    if (questions !== null) return { ...header, id, questions };
  }
  deps.log.error({ team, pack: id }, "a part of a pack is missing");
  return null;
}

/**
 * Its questions whose keys may be shown now, each with its number, and how many are left out, since they are open in the
 * team.
 */
export async function mayBeShown(
  deps: Pick<Deps, "store">,
  team: TeamId,
  { id, questions }: Pick<Pack, "id" | "questions">,
): Promise<{ shown: { number: number; question: PackQuestion }[]; open: number }> {
  const guard = await guardOf(deps, team);
  const shown = questions
    .map((question, i) => ({ number: i + 1, question }))
    .filter(({ question }) => guard.until(packItem(id, question.id)) === null);
  return { shown, open: questions.length - shown.length };
}

/** With a bank that knows the packs that some topics, concepts or items are of; the same where they are the bank's. */
export async function knowing(
  deps: Deps,
  team: TeamId,
  ...lists: readonly Iterable<string | null | undefined>[]
): Promise<Deps> {
  const named = new Set<string>();
  for (const ids of lists)
    for (const id of ids) {
      const pack = id == null ? null : packOf(id);
      if (pack !== null) named.add(pack);
    }
  if (named.size === 0) return deps;
  const loaded = await Promise.all([...named].map((id) => loadPack(deps, team, id)));
  const packs = loaded.filter((pack) => pack !== null);
  return packs.length === 0 ? deps : { ...deps, bank: withPacks(deps.bank, packs) };
}

/**
 * Who has seen the keys of the pack that an item is of, and earns nothing on it. Empty for what is the bank's. A live
 * round or a duel asks it as well before it books points.
 */
export async function knowersOf(deps: Reads, team: TeamId, item: string): Promise<ReadonlySet<string>> {
  const id = packOf(item);
  return new Set(id === null ? [] : (await readPackHeader(deps, team, id))?.knows);
}
