import { FILTERS, type FilterName } from "../engine/ports/bank.ts";

/** See `Bank.emptiedBy`. `isEmpty`: whether these parts of the filter leave nothing. */
export function blamed(isEmpty: (names: readonly FilterName[]) => boolean): readonly FilterName[] {
  const last = FILTERS.findIndex((_, i) => isEmpty(FILTERS.slice(0, i + 1)));
  if (last < 0) return [];
  return FILTERS.slice(0, last).reduceRight<readonly FilterName[]>(
    (names, name) => {
      const without = names.filter((other) => other !== name);
      return isEmpty(without) ? without : names;
    },
    FILTERS.slice(0, last + 1),
  );
}
