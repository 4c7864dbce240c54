import type { DocumentChange } from "../../ports/store.ts";
import { isSameName, packIdsOf } from "../../rules/pack-names.ts";
import { type PackHeader, readHeader } from "../../rules/packs.ts";
import { NEVER } from "../../rules/retention.ts";
import { PACK_LIMITS, type PackQuestion } from "../../words/pack.ts";
import type { TeamId } from "../../words/place.ts";
import type { Deps } from "../deps.ts";
import { changeDocument, type DocumentRules } from "../documents.ts";
import { headerName, PART, packsOf, partName } from "./shelf.ts";

/** Questions in one part: it stays a small value, and a pack of the usual size is a few of them. */
const PART_SIZE = 20;
/** A set that no pack names after so long is what an import left that came to no end, in milliseconds. */
const ORPHANED = 60 * 60_000;

const written = (header: PackHeader): DocumentChange => ({
  value: JSON.stringify(header),
  of: header.knows,
  until: NEVER,
  dueAt: null,
});

/** A pack is the team's: of whoever knows its keys their name goes. */
export const PACK_RULES: DocumentRules = {
  without: ({ value, of }, learner) => {
    const header = readHeader(value);
    const others = of.filter((one) => one !== learner);
    return header === null
      ? { value, of: others, until: NEVER, dueAt: null }
      : written({ ...header, knows: header.knows.filter((one) => one !== learner) });
  },
  shown: (value) => ({ pack: readHeader(value)?.name ?? null, knowsItsKeys: true }),
};

/** When a set was begun: its name says so. */
const begunAt = (set: string) => Number.parseInt(set.slice(0, 9), 36);

/** Sets that no pack names any more. */
async function sweep(deps: Deps, team: TeamId): Promise<void> {
  const named = new Set((await packsOf(deps, team)).map(({ set }) => set));
  for (const id of await deps.store.listDocuments(team, PART)) {
    const set = id.slice(0, id.lastIndexOf("."));
    if (named.has(set) || deps.clock() - begunAt(set) < ORPHANED) continue;
    await drop(deps, team, id);
  }
}

async function drop({ store }: Deps, team: TeamId, id: string): Promise<void> {
  const name = { kind: PART, id };
  const found = await store.readDocument(team, name);
  if (found !== null) await store.writeDocument(team, name, found, null);
}

async function dropSet(
  deps: Deps,
  team: TeamId,
  { set, parts }: Pick<PackHeader, "set" | "parts">,
): Promise<void> {
  try {
    for (let i = 0; i < parts; i++) await drop(deps, team, partName(set, i).id);
    await sweep(deps, team);
  } catch (error) {
    // Another import, or a removal, comes by.
    deps.log.warn({ team, err: error }, "what is left of a pack stays for now");
  }
}

export type Saved =
  | { kind: "saved"; id: string; header: PackHeader; before: PackHeader | null }
  | { kind: "too-many" };

/**
 * Keeps a pack in place of the one of this name, and of no other. Its questions are written first, under a name that nobody knows yet, and
 * the header that names them last, in one step: whoever is interrupted has changed nothing.
 */
export async function savePack(
  deps: Deps,
  team: TeamId,
  pack: { name: string; questions: readonly PackQuestion[]; by: string },
): Promise<Saved> {
  const { name, questions, by } = pack;
  const packs = await packsOf(deps, team);
  const others = packs.filter((one) => !isSameName(one.name, name));
  const known = packs.find((one) => isSameName(one.name, name));
  if (others.length >= PACK_LIMITS.packs) return { kind: "too-many" };
  const set = `${deps.clock().toString(36).padStart(9, "0")}${deps.token(8)}`;
  const parts = Math.ceil(questions.length / PART_SIZE);
  for (let i = 0; i < parts; i++) {
    const some = questions.slice(i * PART_SIZE, (i + 1) * PART_SIZE);
    const change = { value: JSON.stringify({ questions: some }), of: [], until: NEVER, dueAt: null };
    await deps.store.writeDocument(team, partName(set, i), null, change);
  }
  // Where the answer to this gets lost, the parts stay: they are named, or swept up later.
  const ids = new Set(questions.map((one) => one.id));
  // Somebody else may bring one of another name in at this moment, so the step that writes looks as well.
  for (const id of known === undefined ? packIdsOf(name) : [known.id]) {
    const { header, before } = await changeDocument(deps, team, headerName(id), (now) => {
      const before = now === null ? null : readHeader(now.value);
      if (before !== null && !isSameName(before.name, name))
        return { write: "as-is" as const, header: null, before: null };
      const header: PackHeader = {
        ...{ name, set, parts, count: questions.length, at: deps.clock() },
        state: before?.state ?? "draft",
        version: (before?.version ?? 0) + 1,
        retired: (before?.retired ?? []).filter((one) => ids.has(one)),
        knows: [...new Set([...(before?.knows ?? []), by])],
      };
      return { write: written(header), header, before };
    });
    if (header === null) continue;
    if (before !== null) await dropSet(deps, team, before);
    return { kind: "saved", id, header, before };
  }
  throw new Error(`no id is free for a pack called ${name}`);
}

/** Changes what is kept of a pack; null: there is none. */
export async function changePack(
  deps: Deps,
  team: TeamId,
  id: string,
  change: (header: PackHeader) => PackHeader,
): Promise<PackHeader | null> {
  const { header } = await changeDocument(deps, team, headerName(id), (now) => {
    const before = now === null ? null : readHeader(now.value);
    if (before === null) return { write: "as-is" as const, header: null };
    const header = change(before);
    return header === before ? { write: "as-is" as const, header } : { write: written(header), header };
  });
  return header;
}

/** Whoever has seen the keys earns nothing on them. */
export const noteKnower = (deps: Deps, team: TeamId, id: string, learner: string) =>
  changePack(deps, team, id, (header) =>
    header.knows.includes(learner) ? header : { ...header, knows: [...header.knows, learner] },
  );

/** Rounds that were asked keep their questions. */
export async function removePack(deps: Deps, team: TeamId, id: string): Promise<PackHeader | null> {
  const { header } = await changeDocument(deps, team, headerName(id), (now) => ({
    write: now === null ? ("as-is" as const) : null,
    header: now === null ? null : readHeader(now.value),
  }));
  if (header !== null) await dropSet(deps, team, header);
  return header;
}
