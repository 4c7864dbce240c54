import type { BankEntry } from "../ports/bank.ts";
import { FREQUENCY_WEIGHT } from "../words/item.ts";
import type { Random } from "./random.ts";

export interface Draw {
  entry: BankEntry;
  /** Ids to drop from the asked ones: the pool was used up and begins anew. */
  forget: readonly string[];
}

/** Share of a pool that is kept back at the start of a new turn, so that nothing comes twice in a row. */
const REST = 0.5;

/** How much sooner an item comes: what interviews ask comes often in the first years, the rest still comes. */
const weightOf = ({ frequency }: BankEntry) => FREQUENCY_WEIGHT[frequency];

/** Entries of one topic and one difficulty. */
interface Shelf {
  topic: string;
  difficulty: string;
  entries: BankEntry[];
  /** What they weigh together. */
  weight: number;
}

/** What does not change of a pool, so that a draw costs as much as was asked and not as could be. */
interface Plan {
  shelves: readonly Shelf[];
  /** By id: the entry, and the number of its shelf. */
  places: ReadonlyMap<string, { entry: BankEntry; shelf: number }>;
}

const plans = new WeakMap<readonly BankEntry[], Plan>();

function planOf(pool: readonly BankEntry[]): Plan {
  const known = plans.get(pool);
  if (known !== undefined) return known;
  const shelves: Shelf[] = [];
  const numbers = new Map<string, number>();
  const places = new Map<string, { entry: BankEntry; shelf: number }>();
  for (const entry of pool) {
    const { topic, difficulty } = entry;
    const name = `${topic.id}|${difficulty}`;
    const number =
      numbers.get(name) ?? shelves.push({ topic: topic.id, difficulty, entries: [], weight: 0 }) - 1;
    numbers.set(name, number);
    const shelf = shelves[number] as Shelf;
    shelf.entries.push(entry);
    shelf.weight += weightOf(entry);
    places.set(entry.id, { entry, shelf: number });
  }
  const plan = { shelves, places };
  plans.set(pool, plan);
  return plan;
}

/** A shelf as one draw sees it. */
interface Standing extends Shelf {
  /** What its entries weigh that are of the pool this time, and those of them that may be drawn. */
  size: number;
  open: number;
  /** How many of them were asked in this turn. */
  spent: number;
}

/**
 * Draws the next item of a group. None of the pool comes again until all of it was asked; topics and
 * difficulties are used up evenly (the least used share first, never the topic of the item before where
 * there is another), where an item weighs by how often interviews ask for its concept; what was practised
 * lately comes later. null: the pool is empty.
 *
 * @param pool changed by nobody: what is known of it is remembered
 * @param asked ids that were asked daily, oldest first, each once
 * @param without ids that are not of the pool this time
 */
export function drawNext(
  pool: readonly BankEntry[],
  asked: readonly string[],
  practised: readonly string[],
  random: Random,
  without: ReadonlySet<string> = new Set(),
): Draw | null {
  const plan = planOf(pool);
  const known = (ids: Iterable<string>) => [...new Set(ids)].filter((id) => plan.places.has(id));
  const gone = known(without);
  const size = plan.places.size - gone.length;
  if (size === 0) return null;
  const shelves = plan.shelves.map(
    (shelf): Standing => ({ ...shelf, size: shelf.weight, open: shelf.weight, spent: 0 }),
  );
  const shelfOf = (id: string) => {
    const { entry, shelf } = plan.places.get(id) as { entry: BankEntry; shelf: number };
    return { weight: weightOf(entry), shelf: shelves[shelf] as Standing };
  };
  for (const id of gone) {
    const { weight, shelf } = shelfOf(id);
    shelf.size -= weight;
  }
  const turn = known(asked).filter((id) => !without.has(id));
  const isUsedUp = turn.length === size;
  const kept = isUsedUp ? turn.slice(turn.length - Math.floor(size * REST)) : turn;
  const out = new Set([...gone, ...kept]);
  const late = known(practised).filter((id) => !out.has(id));
  // What was practised lately is asked all the same where nothing else is left.
  if (out.size + late.length < plan.places.size) for (const id of late) out.add(id);
  for (const id of out) {
    const { weight, shelf } = shelfOf(id);
    shelf.open -= weight;
  }
  if (!isUsedUp) for (const id of turn) shelfOf(id).shelf.spent++;
  const last = turn.at(-1);
  const lastTopic = last === undefined ? null : shelfOf(last).shelf.topic;
  return { entry: pick(shelves, lastTopic, out, random), forget: isUsedUp ? turn : [] };
}

/** One of the entries of the topics, and of these the difficulties, whose share was used least. */
function pick(
  shelves: readonly Standing[],
  lastTopic: string | null,
  out: ReadonlySet<string>,
  random: Random,
): BankEntry {
  const open = shelves.filter((shelf) => shelf.open > 0);
  const elsewhere = open.filter(({ topic }) => topic !== lastTopic);
  const byTopic = leastUsed(elsewhere.length > 0 ? elsewhere : open, shelves, ({ topic }) => topic);
  const best = leastUsed(byTopic, shelves, ({ difficulty }) => difficulty);
  let ticket = random.int(0, best.reduce((sum, shelf) => sum + shelf.open, 0) - 1);
  for (const shelf of best) {
    if (ticket >= shelf.open) {
      ticket -= shelf.open;
      continue;
    }
    for (const entry of shelf.entries) {
      if (out.has(entry.id)) continue;
      ticket -= weightOf(entry);
      if (ticket < 0) return entry;
    }
  }
  throw new RangeError("a ticket beyond what the shelves weigh");
}

/** Those of the classes whose share of the pool was used least. */
function leastUsed(
  candidates: readonly Standing[],
  shelves: readonly Standing[],
  classOf: (shelf: Standing) => string,
): Standing[] {
  const uses = new Map<string, { size: number; spent: number }>();
  for (const shelf of shelves) {
    const { size, spent } = uses.get(classOf(shelf)) ?? { size: 0, spent: 0 };
    uses.set(classOf(shelf), { size: size + shelf.size, spent: spent + shelf.spent });
  }
  const share = (shelf: Standing) => {
    const { size, spent } = uses.get(classOf(shelf)) as { size: number; spent: number };
    return spent / size;
  };
  const least = Math.min(...candidates.map(share));
  return candidates.filter((shelf) => share(shelf) === least);
}
