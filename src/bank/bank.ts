import {
  type Bank,
  type BankEntry,
  type BankFilter,
  FILTERS,
  type FilterName,
  type TopicCounts,
} from "../engine/ports/bank.ts";
import { DIFFICULTIES, type Frequency, ITEM_KINDS, type Item } from "../engine/words/item.ts";
import { add, type Bits, count, emptyBits, keep, members, merge, nth } from "./bits.ts";
import { blamed } from "./blamed.ts";
import { drawItem } from "./draw.ts";
import type { NumericFamily } from "./families/family.ts";
import { createReader } from "./feedback/index.ts";
import { itemsOf, sharedHead } from "./items.ts";
import type { AliasEntry, ConceptFile, TopicsFile } from "./schema.ts";
import { subjectsOf } from "./subjects.ts";

type Shelf =
  | { entry: BankEntry; item: Item; family: null }
  | { entry: BankEntry; item: null; family: NumericFamily<unknown> };

/** Pools that are remembered, the newest ones: schedules and filters repeat. */
const POOLS_KEPT = 200;

/**
 * The bank in memory. Every value of every filter has the set of entries it leaves, as bits, so a pick
 * costs a few hundred word operations whatever the filter.
 *
 * @param concepts in the order in which the bank shall list them
 */
export function createBank(
  topics: TopicsFile["topics"],
  concepts: readonly ConceptFile[],
  families: readonly NumericFamily<unknown>[],
  aliases: readonly AliasEntry[] = [],
): Bank {
  const topicNames = new Map(topics.map(({ id, name }) => [id, name]));
  const familyById = new Map(families.map((family) => [family.id, family]));
  const shelves = concepts.flatMap((concept): Shelf[] => {
    const shared = sharedHead(concept, topicNames.get(concept.topic) ?? concept.topic);
    const drawn = concept.numeric.flatMap((id) => familyById.get(id) ?? []);
    const frequency = frequencyOf(concept);
    return [
      ...itemsOf(concept, shared).map((item) => ({ entry: { frequency, ...item }, item, family: null })),
      ...drawn.map((family) => ({
        entry: {
          ...shared,
          id: family.id,
          difficulty: family.difficulty,
          kind: "numeric" as const,
          frequency,
        },
        item: null,
        family,
      })),
    ];
  });
  const byId = new Map(shelves.map((shelf) => [shelf.entry.id, shelf]));
  const index = indexOf(shelves, concepts);
  const needed = new Map(concepts.map(({ id, prerequisites }) => [id, prerequisites]));
  const everything = emptyBits(shelves.length);
  for (let i = 0; i < shelves.length; i++) add(everything, i);

  /** What one part of a filter leaves; null where it leaves everything. */
  const part = (filter: BankFilter, name: FilterName): Bits | null => {
    const wanted = filter[name] ?? [];
    const values = typeof wanted === "string" ? [wanted] : wanted;
    if (values.length === 0) return null;
    const left = emptyBits(shelves.length);
    for (const value of values) {
      const bits = index[name].get(name === "company" ? value.toLowerCase() : value);
      if (bits) merge(left, bits);
    }
    return left;
  };
  const matching = (filter: BankFilter, names: readonly FilterName[] = FILTERS): Bits => {
    const left = everything.slice();
    for (const name of names) {
      const bits = part(filter, name);
      if (bits) keep(left, bits);
    }
    return left;
  };
  const isEmpty = (filter: BankFilter, names: readonly FilterName[]) =>
    matching(filter, names).every((word) => word === 0);

  const pools = new Map<string, readonly BankEntry[]>();
  const counts = countTopics(topics, concepts, shelves);
  const companies = companiesOf(concepts);
  const subjects = subjectsOf(topics, concepts, aliases);
  const subjectById = new Map(subjects.map((subject) => [subject.id, subject]));
  const reader = createReader(concepts);
  return {
    size: shelves.length,
    ...reader,
    topics: () => counts,
    companies: () => companies,
    subjects: () => subjects,
    subject: (id) => subjectById.get(id) ?? null,
    find: (id) => byId.get(id)?.entry ?? null,
    prerequisites: (concept) => needed.get(concept) ?? [],
    item: (id, seed) => {
      const shelf = byId.get(id);
      if (!shelf) return null;
      const { concept, topic, links } = shelf.entry;
      return shelf.item ?? drawItem(shelf.family, { concept, topic, links }, seed);
    },
    pool: (filter) => {
      const key = JSON.stringify(FILTERS.map((name) => filter[name] ?? []));
      const known = pools.get(key);
      if (known !== undefined) return known;
      const pool = [...members(matching(filter))].map((i) => shelves[i]!.entry);
      if (pools.size >= POOLS_KEPT) pools.delete(pools.keys().next().value as string);
      pools.set(key, pool);
      return pool;
    },
    pick: (filter, random) => {
      const left = matching(filter);
      const size = count(left);
      return size === 0 ? null : (shelves[nth(left, random.int(0, size - 1))]?.entry ?? null);
    },
    emptiedBy: (filter) => blamed((names) => isEmpty(filter, names)),
  };
}

/** That of the open question that is asked most. */
function frequencyOf({ open }: ConceptFile): Frequency {
  const asked = new Set(open.map(({ frequency }) => frequency));
  return (["common", "regular"] as const).find((frequency) => asked.has(frequency)) ?? "occasional";
}

type Index = Readonly<Record<FilterName, ReadonlyMap<string, Bits>>>;

function indexOf(shelves: readonly Shelf[], concepts: readonly ConceptFile[]): Index {
  const asked = new Map(
    concepts.map(({ id, open }) => [
      id,
      {
        company: open.flatMap(({ companies }) => companies.map((company) => company.toLowerCase())),
        role: open.flatMap(({ roles }) => roles),
        audience: open.flatMap(({ audiences }) => audiences),
      },
    ]),
  );
  const values = ({ entry, item }: Shelf): Record<FilterName, readonly string[]> => {
    const own =
      item?.kind === "open"
        ? {
            company: item.companies.map((company) => company.toLowerCase()),
            role: item.roles,
            audience: item.audiences,
          }
        : (asked.get(entry.concept.id) ?? { company: [], role: [], audience: [] });
    const about = { topics: [entry.topic.id], concepts: [entry.concept.id] };
    return { ...about, difficulties: [entry.difficulty], kinds: [entry.kind], ...own };
  };
  const all = shelves.map(values);
  const table = (name: FilterName): Map<string, Bits> => {
    const map = new Map<string, Bits>();
    for (const [i, { [name]: list }] of all.entries()) {
      for (const value of list) {
        const bits = map.get(value) ?? emptyBits(shelves.length);
        add(bits, i);
        map.set(value, bits);
      }
    }
    return map;
  };
  return {
    topics: table("topics"),
    concepts: table("concepts"),
    difficulties: table("difficulties"),
    kinds: table("kinds"),
    company: table("company"),
    role: table("role"),
    audience: table("audience"),
  };
}

const tally = <T extends string>(names: readonly T[], values: readonly T[]): Record<T, number> => {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<T, number>;
  for (const value of values) counts[value]++;
  return counts;
};

function countTopics(
  topics: TopicsFile["topics"],
  concepts: readonly ConceptFile[],
  shelves: readonly Shelf[],
): TopicCounts[] {
  return topics.flatMap(({ id, name, about }) => {
    const entries = shelves.map(({ entry }) => entry).filter((entry) => entry.topic.id === id);
    if (entries.length === 0) return [];
    return {
      id,
      name,
      about,
      concepts: concepts.filter(({ topic }) => topic === id).length,
      difficulties: tally(
        DIFFICULTIES,
        entries.map(({ difficulty }) => difficulty),
      ),
      kinds: tally(
        ITEM_KINDS,
        entries.map(({ kind }) => kind),
      ),
    };
  });
}

function companiesOf(concepts: readonly ConceptFile[]): string[] {
  const names = new Map<string, string>();
  for (const { open } of concepts)
    for (const { companies } of open)
      for (const company of companies)
        if (!names.has(company.toLowerCase())) names.set(company.toLowerCase(), company);
  // By code units: loading a language's order takes longer than reading a third of the bank.
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
}
