import type { Bank, BankFilter } from "../ports/bank.ts";
import { itemOfSecret } from "../rules/secrets.ts";
import type { Item, OpenItem } from "../words/item.ts";
import type { Say } from "../words/say.ts";
import type { SheetWanted } from "../words/sheet.ts";
import { partOf } from "./ask.ts";
import type { Deps } from "./deps.ts";
import type { Guard } from "./reveal.ts";

/** What of a wish says which questions are meant. */
type Wished = Pick<SheetWanted, "topic" | "role" | "company">;

type FilterPart = keyof Wished;
const FILTER_PARTS = ["topic", "role", "company"] as const satisfies readonly FilterPart[];

/** From which share of what counts in a question on another one gives it away: as it is asked, and as it is answered. */
const ASKED_AWAY = 0.3;
const ANSWERED_AWAY = 0.5;

/** What may be asked where something is wanted, but how hard it is. */
export function filterOf({ bank }: Pick<Deps, "bank">, { topic, role, company }: Wished): BankFilter {
  const about: BankFilter = topic === undefined ? {} : (bank.subject(topic)?.filter ?? { topics: [topic] });
  return { ...about, kinds: ["open"], role, company };
}

/** The open questions of an interview or a sheet, but those that must not be told now. */
export function openPool(
  { bank }: Pick<Deps, "bank">,
  wanted: Wished,
  mayBeShown: (id: string) => boolean,
): OpenItem[] {
  return bank
    .pool(filterOf({ bank }, wanted))
    .filter(({ id }) => mayBeShown(id))
    .flatMap(({ id }) => {
      const item = bank.item(id, "");
      return item?.kind === "open" ? [item] : [];
    });
}

export type Telling = (one: OpenItem, other: OpenItem) => boolean;

const found = new WeakMap<Bank, Map<string, boolean>>();

/** Whether one question gives another away, found out once for each two of a bank. */
export function telling({ bank }: Pick<Deps, "bank">): Telling {
  const known = found.get(bank) ?? new Map<string, boolean>();
  found.set(bank, known);
  /** What is asked stands in both texts, so where the longer one tells little, the shorter one need not be read. */
  const tells = (one: OpenItem, other: OpenItem) => {
    const answered = bank.tells(other.id, answeredIn(one));
    if (answered >= ANSWERED_AWAY) return true;
    return answered >= ASKED_AWAY && bank.tells(other.id, askedIn(one)) >= ASKED_AWAY;
  };
  return (one, other) => {
    const pair = `${one.id} ${other.id}`;
    const told = known.get(pair) ?? tells(one, other);
    known.set(pair, told);
    return told;
  };
}

/**
 * Whether a question tells nothing of an open question of the day of the team: it is about another concept, and all that
 * its interviewer reads makes less than half of what counts in one that is answered in words.
 */
export function quietIn({ bank }: Pick<Deps, "bank">, guard: Guard): (one: OpenItem) => boolean {
  const held = heldItems({ bank }, guard);
  const concepts = new Set(held.map(({ concept }) => concept.id));
  const spoken = held.filter(({ kind }) => kind === "open");
  const known = new Map<string, boolean>();
  const isQuiet = (one: OpenItem) =>
    !concepts.has(one.concept.id) && spoken.every(({ id }) => bank.tells(id, readIn(one)) < ANSWERED_AWAY);
  return (one) => {
    const quiet = known.get(one.id) ?? isQuiet(one);
    known.set(one.id, quiet);
    return quiet;
  };
}

/** What takes answers in the team as a question of the day. */
function heldItems({ bank }: Pick<Deps, "bank">, guard: Guard): Item[] {
  const ids = [...guard.secrets.keys()].filter((secret) => guard.until(secret) !== null).map(itemOfSecret);
  return ids.flatMap((id) => bank.item(id, "") ?? []);
}

const askedIn = ({ prompt, alsoAsked }: OpenItem) => [prompt, ...alsoAsked].join("\n");
const answeredIn = (item: OpenItem) =>
  [askedIn(item), ...Object.values(item.modelAnswers).map(({ answer }) => answer)].join("\n");

/** All that its interviewer reads of what is right. */
const readIn = (item: OpenItem) =>
  [
    answeredIn(item),
    ...item.keyPoints.map(({ point }) => point),
    ...item.followUps.map(({ question, answer }) => `${question} ${answer}`),
    ...item.interviewer.lookFor,
  ].join("\n");

/** What of a wish leaves questions out, but the level. */
export function partsOf(deps: Pick<Deps, "bank">, wanted: Wished): { name: FilterPart; part: Say }[] {
  const filter = filterOf(deps, wanted);
  const names = {
    topic: filter.concepts === undefined ? "topics" : "concepts",
    role: "role",
    company: "company",
  } as const;
  return FILTER_PARTS.filter((name) => wanted[name] !== undefined).map((name) => ({
    name,
    part: partOf(deps, names[name], filter, wanted.topic),
  }));
}
