/** A set of small whole numbers, as bits. All sets that meet have one length. */
export type Bits = Uint32Array;

export const emptyBits = (size: number): Bits => new Uint32Array(Math.ceil(size / 32));

export function add(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
}

/** Leaves in `bits` what is in `other` too. */
export function keep(bits: Bits, other: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) & (other[i] ?? 0);
}

/** Adds everything of `other`. */
export function merge(bits: Bits, other: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) | (other[i] ?? 0);
}

/** Number of bits set in a word (Hacker's Delight, 5-1). */
function ones(word: number): number {
  let w = word - ((word >>> 1) & 0x55555555);
  w = (w & 0x33333333) + ((w >>> 2) & 0x33333333);
  return Math.imul((w + (w >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function count(bits: Bits): number {
  return bits.reduce((sum, word) => sum + ones(word), 0);
}

/** The members in ascending order. */
export function* members(bits: Bits): Generator<number> {
  for (const [i, start] of bits.entries())
    for (let word = start; word !== 0; word &= word - 1) yield i * 32 + 31 - Math.clz32(word & -word);
}

/** The member with `rank` smaller ones before it, or -1. */
export function nth(bits: Bits, rank: number): number {
  let left = rank;
  for (const [i, start] of bits.entries()) {
    const here = ones(start);
    if (left >= here) {
      left -= here;
      continue;
    }
    let word = start;
    while (left-- > 0) word &= word - 1;
    return i * 32 + 31 - Math.clz32(word & -word);
  }
  return -1;
}
