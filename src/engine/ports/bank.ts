import type { Random } from "../rules/random.ts";
import type { Audience, Difficulty, Frequency, Item, ItemHead, ItemKind, Role } from "../words/item.ts";
import type { Feedback } from "./feedback.ts";

/** What can be asked for under one id: a choice item, an open question, or a whole numeric family. */
export interface BankEntry extends ItemHead {
  kind: ItemKind;
  /** An open question has its own; the rest have that of the most common open question of their concept. */
  frequency: Frequency;
}

/**
 * What to ask about; a field that is absent, or an empty list, leaves nothing out. Company, role and
 * audience are properties of open questions: a choice or numeric item has those of all the open
 * questions of its concept. Companies are compared without regard to case.
 */
export interface BankFilter {
  topics?: readonly string[] | undefined;
  concepts?: readonly string[] | undefined;
  difficulties?: readonly Difficulty[] | undefined;
  kinds?: readonly ItemKind[] | undefined;
  company?: string | undefined;
  role?: Role | undefined;
  audience?: Audience | undefined;
}

/** The filters in the order in which they are applied. */
export const FILTERS = [
  "topics",
  "concepts",
  "difficulties",
  "kinds",
  "company",
  "role",
  "audience",
] as const;
export type FilterName = (typeof FILTERS)[number];

/** Something that can be asked about by name: a topic, a concept, or all concepts that share a name. */
export interface Subject {
  /** At most 40 characters; what is typed, too. */
  id: string;
  name: string;
  /** What else it is called. */
  aliases: readonly string[];
  /** What it is about, in words that people may look for. */
  about: string;
  filter: Pick<BankFilter, "topics"> | Pick<BankFilter, "concepts">;
}

export interface TopicCounts {
  id: string;
  name: string;
  about: string;
  concepts: number;
  difficulties: Readonly<Record<Difficulty, number>>;
  kinds: Readonly<Record<ItemKind, number>>;
}

/** The question bank: loaded once, never changes, answers from memory. */
export interface Bank {
  /** Number of entries; a numeric family counts as one. */
  readonly size: number;
  /** The topics that hold something, in the order of the curriculum. */
  topics(): readonly TopicCounts[];
  /** Companies that open questions are known to be asked at, in alphabetical order. */
  companies(): readonly string[];
  /** Topics first, then concepts, then what several of them share; each id once. */
  subjects(): readonly Subject[];
  /** null: nothing has this id. */
  subject(id: string): Subject | null;
  /** null: the bank has no such id. */
  find(id: string): BankEntry | null;
  /** What a concept builds on, by the ids of concepts. */
  prerequisites(concept: string): readonly string[];
  /**
   * The item under an id. A numeric family is drawn from the seed, so the same id and seed give the same
   * numbers on every replica; the seed changes nothing for other kinds. null: the bank has no such id.
   */
  item(id: string, seed: string): Item | null;
  /** All entries that pass, in the order of the bank; the same list for the same filter, as long as that is in use. */
  pool(filter: BankFilter): readonly BankEntry[];
  /** One of the entries that pass, each as likely as the others; null where none does. */
  pick(filter: BankFilter, random: Random): BankEntry | null;
  /**
   * Why a filter leaves nothing: the fewest of its parts that together match nothing. The last one is the
   * first, in the order of `FILTERS`, after which nothing is left; if it stands alone, nothing matches it
   * whatever the others say. Empty where something passes.
   */
  emptiedBy(filter: BankFilter): readonly FilterName[];
  /** What a text seems to say of an open question, by what the bank says itself. null: there is no such question. */
  feedback(id: string, text: string): Feedback | null;
  /** Whether words can make the key point of an open question with this number: they speak of what it speaks of. */
  bears(id: string, point: number, words: string): boolean;
  /** The share of the key points of an open question, by weight, that a text seems to make: 0 to 1. */
  tells(id: string, text: string): number;
}
