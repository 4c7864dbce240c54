/** Days, spans, zones and teams that are asked for at one time are few. */
const MOST = 100;

/** Remembers what was made for a key, as long as few others come: what holds for a day is worked out once a day. */
export function lately<T>(): (key: string, make: () => T) => T {
  const made = new Map<string, T>();
  return (key, make) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= MOST) made.clear();
    const fresh = make();
    made.set(key, fresh);
    return fresh;
  };
}
