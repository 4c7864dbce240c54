/** Parts of an id between its separators, each as a value and back. */

/** One part. */
export interface Field<T> {
  /** null: nothing is written, as it may be in the last place. */
  write(value: T): string | null;
  /** undefined: there is no such part. "refused": it is none that `write` wrote. */
  read(word: string | undefined): T | typeof REFUSED;
}

const REFUSED = Symbol("refused");

export const isRefused = (value: unknown): value is typeof REFUSED => value === REFUSED;

/** Any text without the separator; there has to be one. */
export const text: Field<string> = {
  write: (value) => value,
  read: (word) => word || REFUSED,
};

/** The same, or null. */
export const textOrNone: Field<string | null> = {
  write: (value) => value ?? "",
  read: (word) => (word === undefined ? REFUSED : word || null),
};

/** 2027-02-01 */
export const date: Field<string> = {
  write: (value) => value,
  read: (word) => (word !== undefined && /^\d{4}-\d\d-\d\d$/.test(word) ? word : REFUSED),
};

export const bit: Field<boolean> = {
  write: (value) => (value ? "1" : "0"),
  read: (word) => (word === "1" || word === "0" ? word === "1" : REFUSED),
};

/** A whole number of one form. */
export const number = <N extends number = number>(form: RegExp): Field<N> => ({
  write: (value) => String(value),
  read: (word) => (word !== undefined && form.test(word) ? (Number(word) as N) : REFUSED),
});

/** One of a list; `as`: what is written for it, where that is not itself. */
export const oneOf = <const V extends string>(
  values: readonly V[],
  as: (value: V) => string = (value) => value,
): Field<V> => ({
  write: (value) => as(value),
  read: (word) => values.find((value) => as(value) === word) ?? REFUSED,
});

/** What may be left out in the last place. */
export const optional = <T>(field: Field<T>): Field<T | undefined> => ({
  write: (value) => (value === undefined ? null : field.write(value)),
  read: (word) => (word === undefined ? undefined : field.read(word)),
});

/** A value that has a text of its own, without the separator; `read` gives null where it is none. */
export const coded = <T>(write: (value: T) => string, read: (word: string) => T | null): Field<T> => ({
  write,
  read: (word) => (word === undefined ? REFUSED : (read(word) ?? REFUSED)),
});
