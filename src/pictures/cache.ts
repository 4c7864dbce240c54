/** Keeps what was used last, up to so many bytes. */
export class ByteCache<T> {
  readonly #most: number;
  readonly #sizeOf: (value: T) => number;
  readonly #kept = new Map<string, T>();
  #bytes = 0;

  constructor(most: number, sizeOf: (value: T) => number) {
    this.#most = most;
    this.#sizeOf = sizeOf;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): T | undefined {
    const value = this.#kept.get(key);
    if (value === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, value);
    return value;
  }

  set(key: string, value: T): void {
    const before = this.#kept.get(key);
    if (before !== undefined) this.#bytes -= this.#sizeOf(before);
    this.#kept.delete(key);
    if (this.#sizeOf(value) > this.#most) return;
    this.#kept.set(key, value);
    this.#bytes += this.#sizeOf(value);
    for (const [oldest, old] of this.#kept) {
      if (this.#bytes <= this.#most) break;
      this.#kept.delete(oldest);
      this.#bytes -= this.#sizeOf(old);
    }
  }
}
