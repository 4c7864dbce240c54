import type { Bank, BankEntry, BankFilter } from "../ports/bank.ts";
import { type ChoiceItem, DIFFICULTIES, type Difficulty, ITEM_KINDS, type ItemKind } from "../words/item.ts";
import { type PackQuestion, packConcept, packItem, packOf, packTopic } from "../words/pack.ts";

/** draft: brought in and asked nowhere yet; retired: asked no more. */
export const PACK_STATES = ["draft", "released", "retired"] as const;
export type PackState = (typeof PACK_STATES)[number];

/** What is kept of a pack beside its questions, which lie in parts of a set. */
export interface PackHeader {
  name: string;
  state: PackState;
  /** Counts how often it was brought in. */
  version: number;
  set: string;
  parts: number;
  count: number;
  /** Ids of questions that are asked no more. */
  retired: readonly string[];
  /** Who has seen its keys: whoever brought it in, took it out or looked through it. */
  knows: readonly string[];
  /** Epoch milliseconds. */
  at: number;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

function object(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** null: another version, or a hand, wrote it. */
export function readHeader(json: string): PackHeader | null {
  const value = object(json);
  if (value === null) return null;
  const { name, version, set, parts, count, retired, knows, at } = value;
  const state = PACK_STATES.find((one) => one === value.state);
  if (!isText(name) || !isText(set) || state === undefined || !isTexts(retired) || !isTexts(knows))
    return null;
  if (!isCount(version) || !isCount(parts) || !isCount(count) || !isCount(at)) return null;
  return { name, state, version, set, parts, count, retired, knows, at };
}

function questionOf(value: unknown): PackQuestion | null {
  if (typeof value !== "object" || value === null) return null;
  const { id, stem, options, key, difficulty, tags, link } = value as Record<string, unknown>;
  if (!isText(id) || !isText(stem) || !Array.isArray(options) || !isCount(key) || !isTexts(tags)) return null;
  const read = options.flatMap((option: { text?: unknown; because?: unknown } | null) =>
    isText(option?.text) && isText(option?.because) ? [{ text: option.text, because: option.because }] : [],
  );
  if (read.length !== options.length || read.length < 2 || key >= read.length) return null;
  return {
    ...{ id, stem, options: read, key, tags },
    difficulty: DIFFICULTIES.find((one) => one === difficulty) ?? null,
    link: isText(link) ? link : null,
  };
}

/** The questions of a part; null: it cannot be read. */
export function readPart(json: string): readonly PackQuestion[] | null {
  const value = object(json);
  const list = value !== null && Array.isArray(value.questions) ? value.questions.map(questionOf) : [null];
  return list.every((one) => one !== null) ? list : null;
}

export interface Pack extends PackHeader {
  id: string;
  questions: readonly PackQuestion[];
}

function itemOf(pack: Pack, question: PackQuestion): ChoiceItem {
  const { id, stem, options, key, difficulty, tags, link } = question;
  const [right, ...wrong] = [key, ...options.keys()].filter((place, i) => i === 0 || place !== key);
  return {
    id: packItem(pack.id, id),
    kind: "choice",
    version: pack.version,
    concept: { id: packConcept(pack.id, id), name: tags[0] ?? pack.name },
    topic: { id: packTopic(pack.id), name: pack.name },
    difficulty: difficulty ?? "medium",
    links: link === null ? [] : [{ title: new URL(link).hostname, url: link }],
    stem,
    key: options[right as number] as ChoiceItem["key"],
    distractors: wrong.map((place) => options[place] as ChoiceItem["key"]),
    layout: { by: "dealt" },
  };
}

type Entry = BankEntry & ChoiceItem;

const isAsked = (pack: Pack, question: PackQuestion) =>
  pack.state === "released" && !pack.retired.includes(question.id);

const none = <T>(list: readonly T[] | undefined, one: T) => (list ?? []).length > 0 && !list?.includes(one);

const counts = <T extends string>(names: readonly T[], of: (name: T) => number): Record<T, number> =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Record<T, number>;

/** Its own restrictions of a filter, after what it is about. */
const OTHERS = ["difficulties", "kinds", "company", "role", "audience"] as const;

/**
 * The bank with packs beside it. What is asked for without naming a pack is the bank's alone; by its id every question
 * of a pack is found, also one that is asked no more, since somebody may have answered it.
 */
export function withPacks(bank: Bank, packs: readonly Pack[]): Bank {
  const all = new Map<string, Entry>();
  const asked: Entry[] = [];
  for (const pack of packs)
    for (const question of pack.questions) {
      const entry: Entry = { ...itemOf(pack, question), frequency: "regular" };
      all.set(entry.id, entry);
      if (isAsked(pack, question)) asked.push(entry);
    }
  const topics = packs.map((pack) => {
    const own = asked.filter(({ topic }) => topic.id === packTopic(pack.id));
    return {
      ...{ id: packTopic(pack.id), name: pack.name, about: "", concepts: own.length },
      difficulties: counts<Difficulty>(
        DIFFICULTIES,
        (level) => own.filter((one) => one.difficulty === level).length,
      ),
      kinds: counts<ItemKind>(ITEM_KINDS, (kind) => own.filter((one) => one.kind === kind).length),
    };
  });
  const subjects = topics.map(({ id, name }) => ({
    ...{ id, name, aliases: [], about: "" },
    filter: { topics: [id] },
  }));
  const isPack = (id: string) => packOf(id) !== null;
  const known = new Map<string, readonly BankEntry[]>();

  function poolOf(filter: BankFilter): readonly BankEntry[] {
    const { topics: about = [], concepts = [], difficulties, kinds, company, role, audience } = filter;
    const own = asked.filter(
      (one) =>
        (about.includes(one.topic.id) || concepts.includes(one.concept.id)) &&
        !none(about, one.topic.id) &&
        !none(concepts, one.concept.id) &&
        !none(difficulties, one.difficulty) &&
        !none(kinds, one.kind) &&
        company === undefined &&
        role === undefined &&
        audience === undefined,
    );
    const rest = {
      ...filter,
      topics: about.filter((id) => !isPack(id)),
      concepts: concepts.filter((id) => !isPack(id)),
    };
    const isOwnAlone =
      (about.length > 0 && rest.topics.length === 0) || (concepts.length > 0 && rest.concepts.length === 0);
    return isOwnAlone ? own : [...bank.pool(rest), ...own];
  }
  const pool: Bank["pool"] = (filter) => {
    const { topics: about = [], concepts = [] } = filter;
    if (![...about, ...concepts].some(isPack)) return bank.pool(filter);
    const key = JSON.stringify(filter);
    const found = known.get(key) ?? poolOf(filter);
    known.set(key, found);
    return found;
  };
  return {
    ...bank,
    size: bank.size + asked.length,
    topics: () => [...bank.topics(), ...topics],
    subjects: () => [...bank.subjects(), ...subjects],
    subject: (id) => subjects.find((one) => one.id === id) ?? bank.subject(id),
    find: (id) => all.get(id) ?? bank.find(id),
    item: (id, seed) => all.get(id) ?? bank.item(id, seed),
    prerequisites: (concept) => (isPack(concept) ? [] : bank.prerequisites(concept)),
    pool,
    pick: (filter, random) => {
      const found = pool(filter);
      return found.length === 0 ? null : random.pick(found);
    },
    emptiedBy: (filter) => {
      const { topics: about = [], concepts = [] } = filter;
      if (![...about, ...concepts].some(isPack)) return bank.emptiedBy(filter);
      if (pool(filter).length > 0) return [];
      const named = about.length > 0 ? ("topics" as const) : ("concepts" as const);
      const bare = { topics: about, concepts };
      if (pool(bare).length === 0) return [named];
      const other = OTHERS.find((name) => pool({ ...bare, [name]: filter[name] }).length === 0);
      return other === undefined ? [named] : [named, other];
    },
  };
}
