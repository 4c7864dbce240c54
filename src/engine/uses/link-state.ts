import type { DocumentChange, DocumentName } from "../ports/store.ts";
import { NEVER } from "../rules/retention.ts";
import { type Account, isSame, type Link, readAccount, readLink } from "../words/link.ts";
import { platformOf, type TeamId } from "../words/place.ts";
import type { Deps } from "./deps.ts";
import { changeDocument, type DocumentRules } from "./documents.ts";

/**
 * How links are kept: each side has a document of its own under its learner, in its own team. A link holds only where
 * both name each other with the same run, so half a one, left by whatever broke off, is none.
 */

export const LINK = "link";

/** How long a code is good for, and how long each yes is waited for, in milliseconds. */
export const LINK_TIME = 10 * 60_000;

/**
 * Where codes lie, since whoever enters one knows nothing else: a team of no people. A platform's own ids never begin
 * with this sign; nothing is ever due there, and every code goes by itself.
 */
const CODES: TeamId = "web:~codes";
const CODE = "link-code";

const nameOf = (learner: string): DocumentName => ({ kind: LINK, id: learner });

/** null: there is none, or its time is over. */
export async function findLink(
  { store }: Pick<Deps, "store">,
  { team, learner }: Account,
  now: number,
): Promise<Link | null> {
  const found = await store.readDocument(team, nameOf(learner));
  const link = found === null ? null : readLink(found.value);
  return link !== null && (link.until ?? NEVER) > now ? link : null;
}

const keptLink = (link: Link, learner: string, dueAt: number | null): DocumentChange => ({
  ...{ value: JSON.stringify(link), of: [learner], until: link.until ?? NEVER, dueAt },
});

/**
 * Changes what one side keeps, by what it keeps now. `change` gives what it is to be and when its learner is to be told,
 * null for none, or "as-is"; what it gave last is returned.
 */
export async function changeLink<C extends { link: Link | null | "as-is"; dueAt?: number | null }>(
  deps: Pick<Deps, "store">,
  { team, learner }: Account,
  now: number,
  change: (link: Link | null) => C,
): Promise<C> {
  const { made } = await changeDocument(deps, team, nameOf(learner), (found) => {
    const before = found === null ? null : readLink(found.value);
    const made = change(before !== null && (before.until ?? NEVER) > now ? before : null);
    if (made.link === "as-is") return { write: "as-is" as const, made };
    const write = made.link === null ? null : keptLink(made.link, learner, made.dueAt ?? null);
    return { write: write === null && found === null ? ("as-is" as const) : write, made };
  });
  return made;
}

/** Removes what one side keeps of a linking; what came after it stays. */
export async function dropLink(
  deps: Pick<Deps, "store">,
  account: Account,
  run: string,
  now: number,
): Promise<boolean> {
  const { had } = await changeLink(deps, account, now, (link) =>
    link?.run === run && link.stage !== "forgetting"
      ? { link: null, had: true }
      : { link: "as-is" as const, had: false },
  );
  return had;
}

const isLinkedTo = (link: Link | null, run: string, account: Account): boolean =>
  link?.stage === "linked" && link.run === run && link.other !== null && isSame(link.other, account);

/** Whether what one side keeps is a link that the other side knows of, too. */
export async function holds(
  { store }: Pick<Deps, "store">,
  account: Account,
  { run, stage, other }: Link,
): Promise<boolean> {
  if (stage !== "linked" || other === null) return false;
  const there = await store.readDocument(other.team, nameOf(other.learner));
  return there !== null && isLinkedTo(readLink(there.value), run, account);
}

/** The other account of a learner; null: there is none. */
export async function linkedTo(
  deps: Pick<Deps, "store">,
  team: TeamId,
  learner: string,
): Promise<Account | null> {
  const found = await deps.store.readDocument(team, nameOf(learner));
  const link = found === null ? null : readLink(found.value);
  if (!link?.other) return null;
  return (await holds(deps, { team, learner }, link)) ? link.other : null;
}

/** A code that leads to an account until an instant. */
export async function keepCode(
  deps: Pick<Deps, "store">,
  code: string,
  { team, learner }: Account,
  until: number,
): Promise<void> {
  const write = { value: JSON.stringify({ team, learner }), of: [], until, dueAt: null };
  await changeDocument(deps, CODES, { kind: CODE, id: code }, () => ({ write }));
}

export async function accountOfCode({ store }: Pick<Deps, "store">, code: string): Promise<Account | null> {
  const found = await store.readDocument(CODES, { kind: CODE, id: code });
  return found === null ? null : readAccount(found.value);
}

export async function dropCode(deps: Pick<Deps, "store">, code: string | null): Promise<void> {
  if (code === null) return;
  await changeDocument(deps, CODES, { kind: CODE, id: code }, (now) => ({
    write: now === null ? ("as-is" as const) : null,
  }));
}

/**
 * Before everything kept of a learner goes: the other side, and a code, name them. Their own side goes with the rest.
 */
export async function letGoOfLink(deps: Pick<Deps, "store">, team: TeamId, learner: string): Promise<void> {
  const now = await deps.store.now();
  const link = await findLink(deps, { team, learner }, now);
  if (link === null) return;
  await dropCode(deps, link.code);
  const { other, run } = link;
  if (other === null) return;
  const there = await findLink(deps, other, now);
  if (there?.other && isSame(there.other, { team, learner })) await dropLink(deps, other, run, now);
}

export const LINK_RULES: DocumentRules = {
  without: () => null,
  shown: (value) => {
    const link = readLink(value);
    if (link === null) return null;
    const { stage, other } = link;
    return {
      stage,
      with:
        other === null ? null : { platform: platformOf(other.team), place: other.place, name: other.name },
    };
  },
};
