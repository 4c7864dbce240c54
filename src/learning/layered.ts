/** Entries that may lie over others before all of them become one map. */
const MOST_OVER = 50;

/**
 * A map with some entries in the place of those of another one. What is known of a learner has hundreds, of which an
 * answer changes one: so those before and after it have the others in common, and neither is ever changed.
 */
class Layered<V extends object | number> implements ReadonlyMap<string, V> {
  readonly base: ReadonlyMap<string, V>;
  readonly over: ReadonlyMap<string, V>;
  readonly size: number;

  constructor(base: ReadonlyMap<string, V>, over: ReadonlyMap<string, V>) {
    this.base = base;
    this.over = over;
    let more = 0;
    for (const key of over.keys()) if (!base.has(key)) more++;
    this.size = base.size + more;
  }

  get(key: string): V | undefined {
    return this.over.get(key) ?? this.base.get(key);
  }
  has(key: string): boolean {
    return this.over.has(key) || this.base.has(key);
  }
  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    this.base.forEach((value, key) => {
      visit(this.over.get(key) ?? value, key, this);
    });
    this.over.forEach((value, key) => {
      if (!this.base.has(key)) visit(value, key, this);
    });
  }
  *entries(): Generator<[string, V], undefined> {
    for (const [key, value] of this.base) yield [key, this.over.get(key) ?? value];
    for (const [key, value] of this.over) if (!this.base.has(key)) yield [key, value];
  }
  *keys(): Generator<string, undefined> {
    yield* this.base.keys();
    for (const key of this.over.keys()) if (!this.base.has(key)) yield key;
  }
  *values(): Generator<V, undefined> {
    for (const [, value] of this.entries()) yield value;
  }
  [Symbol.iterator](): Generator<[string, V], undefined> {
    return this.entries();
  }
}

/** Without a pair for each entry, which copying by the constructor makes. */
function copied<V>(map: ReadonlyMap<string, V>): Map<string, V> {
  const copy = new Map<string, V>();
  map.forEach((value, key) => {
    copy.set(key, value);
  });
  return copy;
}

/** Of what two layers a map is made: what it has in common with others, and what lies over that. */
export function layersOf<V extends object | number>(
  map: ReadonlyMap<string, V>,
): { base: ReadonlyMap<string, V>; over: ReadonlyMap<string, V> } {
  return map instanceof Layered ? map : { base: map, over: new Map() };
}

export const layered = <V extends object | number>(
  base: ReadonlyMap<string, V>,
  over: ReadonlyMap<string, V>,
): ReadonlyMap<string, V> => (over.size === 0 ? base : new Layered(base, over));

/** The same with some entries added or in the place of others. */
export function withEntries<V extends object | number>(
  map: ReadonlyMap<string, V>,
  entries: ReadonlyMap<string, V>,
): ReadonlyMap<string, V> {
  const { base, over } = layersOf(map);
  const all = copied(over);
  for (const [key, value] of entries) all.set(key, value);
  return all.size > MOST_OVER ? copied(new Layered(base, all)) : layered(base, all);
}
