/** Texts that are kept in one generation: a bank's questions in use, and the words around them. */
const MOST = 2_000;
/** UTF-16 units of the longest text that is kept. */
const LONGEST = 4_000;

/**
 * A pure function of a text that remembers what it made of the texts that came lately: what people read is the
 * same text again and again. What was not asked for while as many others came as are kept is let go.
 */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return make(text);
    const known = young.get(text);
    if (known !== undefined) return known;
    const made = old.get(text) ?? make(text);
    if (young.size >= MOST) {
      old = young;
      young = new Map();
    }
    young.set(text, made);
    return made;
  };
}
