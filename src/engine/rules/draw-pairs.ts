import { pairId } from "../words/pair.ts";
import type { DrawnPair, Met } from "../words/weekly-mock.ts";
import { hash32 } from "./random.ts";

/** Who meets whom in a week's mock interviews. Pure. */

interface Person {
  id: string;
  /** How hard their questions are, 0 and up. */
  level: number;
}

interface Past {
  met: Readonly<Record<string, Met>>;
  listened: Readonly<Record<string, number>>;
  /** Decides where nothing else does. */
  seed: string;
}

type Two = readonly [Person, Person];
type Matching = readonly Two[];

/** Up to this many people every way to pair them is looked at: 945 for ten. */
const ALL_WAYS = 10;
/** Looks ahead before it is given up: then a way is as good as another. */
const LOOKS = 4000;
/** What counts against a pair: that they met, how levels differ, and, least, chance. */
const STEP = { level: 10, chance: 1 } as const;
const WEEK = 7 * 24 * 60 * 60_000;

const timesOf = ({ met }: Past, [one, other]: Two) => met[pairId(one.id, other.id)]?.times ?? 0;

/** How much speaks against two among those who met as often: levels that are apart, and having met lately. */
function apart({ met, seed }: Past, [one, other]: Two, newest: number): number {
  const id = pairId(one.id, other.id);
  const last = met[id]?.last;
  const lately = last === undefined ? 0 : 20 / (1 + Math.max(0, newest - last) / WEEK);
  return (
    STEP.level * Math.abs(one.level - other.level) +
    lately +
    STEP.chance * (hash32(`${seed}:${id}`) / 2 ** 32)
  );
}

/** All ways to pair an even number of people. */
function* waysOf(people: readonly Person[], may: (two: Two) => boolean = () => true): Generator<Two[]> {
  const [first, ...others] = people;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const partner of others) {
    if (!may([first, partner])) continue;
    const rest = others.filter((one) => one !== partner);
    for (const way of waysOf(rest, may)) yield [[first, partner], ...way];
  }
}

/**
 * Whether those who have met least can all meet in full rounds, one after the other. Without this look a row of good
 * weeks can end with two who have not met and no round in which they could.
 */
function finishes(people: readonly Person[], left: ReadonlySet<string>, looks: { left: number }): boolean {
  if (left.size === 0) return true;
  const may = ([one, other]: Two) => left.has(pairId(one.id, other.id));
  for (const way of waysOf(people, may)) {
    if (--looks.left < 0) return true;
    const used = new Set(way.map(([one, other]) => pairId(one.id, other.id)));
    if (finishes(people, new Set([...left].filter((id) => !used.has(id))), looks)) return true;
  }
  return false;
}

/** Those who met least, where each of the people has as many of them left. */
function leastMet(people: readonly Person[], past: Past): ReadonlySet<string> | null {
  const twos = people.flatMap((one, i) => people.slice(i + 1).map((other): Two => [one, other]));
  const least = Math.min(...twos.map((two) => timesOf(past, two)));
  const left = twos.filter((two) => timesOf(past, two) === least);
  const counts = people.map(({ id }) => left.filter((two) => two.some((one) => one.id === id)).length);
  if (new Set(counts).size !== 1) return null;
  return new Set(left.map(([one, other]) => pairId(one.id, other.id)));
}

/** What speaks against a way as a whole: first of all those who meet for the more-th time. */
function against(past: Past, way: Matching, newest: number): number {
  return way.reduce(
    (sum, two) => sum + 1000 * 8 ** Math.min(timesOf(past, two), 8) + apart(past, two, newest),
    0,
  );
}

function bestOfAll(people: readonly Person[], past: Past, newest: number): Matching {
  const ways = [...waysOf(people)]
    .map((way) => ({ way, cost: against(past, way, newest) }))
    .sort((a, b) => a.cost - b.cost);
  const left = leastMet(people, past);
  const looks = { left: LOOKS };
  const leadsOn = ({ way }: { way: Matching }) => {
    if (left === null) return true;
    const ids = way.map(([one, other]) => pairId(one.id, other.id));
    return (
      ids.every((id) => left.has(id)) &&
      finishes(people, new Set([...left].filter((id) => !ids.includes(id))), looks)
    );
  };
  return (ways.find(leadsOn) ?? ways[0])?.way ?? [];
}

/** For many: the best pair first, then partners are exchanged for as long as that helps. */
function bestOfMany(people: readonly Person[], past: Past, newest: number): Matching {
  const cost = (two: Two) => against(past, [two], newest);
  const twos = people
    .flatMap((one, i) => people.slice(i + 1).map((other): Two => [one, other]))
    .sort((a, b) => cost(a) - cost(b));
  const taken = new Set<Person>();
  const way: Two[] = [];
  for (const two of twos) {
    if (two.some((one) => taken.has(one))) continue;
    way.push(two);
    for (const one of two) taken.add(one);
  }
  for (let better = true; better; ) {
    better = false;
    for (let i = 0; i < way.length; i++)
      for (let j = i + 1; j < way.length; j++) {
        const [[a, b], [c, d]] = [way[i] as Two, way[j] as Two];
        const before = cost([a, b]) + cost([c, d]);
        for (const [first, second] of [
          [
            [a, c],
            [b, d],
          ],
          [
            [a, d],
            [b, c],
          ],
        ] as [Two, Two][]) {
          if (cost(first) + cost(second) >= before - 1e-9) continue;
          [way[i], way[j]] = [first, second];
          better = true;
          break;
        }
      }
  }
  return way;
}

/** Who listens where their number is odd: who did so least often, then whoever met most. */
function listenerOf(people: readonly Person[], past: Past): Person | null {
  if (people.length % 2 === 0) return null;
  const meetings = ({ id }: Person) =>
    people.reduce((sum, other) => sum + (past.met[pairId(id, other.id)]?.times ?? 0), 0);
  const lot = ({ id }: Person) => hash32(`${past.seed}/${id}`);
  const heard = ({ id }: Person) => past.listened[id] ?? 0;
  return (
    [...people].sort((a, b) => heard(a) - heard(b) || meetings(b) - meetings(a) || lot(a) - lot(b))[0] ?? null
  );
}

/**
 * Pairs of all who signed up: those who met least often and longest ago first, among these such with levels near each
 * other; of an odd number one listens to a pair that is near. Fewer than two give none. The same seed draws the same.
 */
export function drawPairs(all: readonly Person[], past: Past): DrawnPair[] {
  if (all.length < 2) return [];
  const people = [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
  const listener = listenerOf(people, past);
  const rest = people.filter((one) => one !== listener);
  const newest = Math.max(0, ...Object.values(past.met).map(({ last }) => last));
  const way = rest.length <= ALL_WAYS ? bestOfAll(rest, past, newest) : bestOfMany(rest, past, newest);
  const far = (two: Two, { level, id }: Person) =>
    two.reduce(
      (sum, one) => sum + Math.abs(one.level - level) + 0.1 * (past.met[pairId(one.id, id)]?.times ?? 0),
      0,
    );
  const heard =
    listener === null ? undefined : [...way].sort((a, b) => far(a, listener) - far(b, listener))[0];
  return way.map((two) => {
    const [first, second] = two;
    // Who asks first changes from week to week.
    const swapped = hash32(`${past.seed}|${first.id}`) % 2 === 0;
    const [one, other] = swapped ? [second, first] : [first, second];
    return { one: one.id, other: other.id, observer: two === heard ? (listener?.id ?? null) : null };
  });
}

/** What is remembered of a draw. */
export function afterDraw(
  { met, listened }: Pick<Past, "met" | "listened">,
  drawn: readonly DrawnPair[],
  at: number,
): Pick<Past, "met" | "listened"> {
  const now = { met: { ...met }, listened: { ...listened } };
  for (const { one, other, observer } of drawn) {
    const id = pairId(one, other);
    now.met[id] = { times: (met[id]?.times ?? 0) + 1, last: at };
    if (observer !== null) now.listened[observer] = (listened[observer] ?? 0) + 1;
  }
  return now;
}
