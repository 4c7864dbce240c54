import { MUTANTS, type Mutant } from "./replica/mutants.ts";

/** What the command line asks for. */
export interface Options {
  seed: string;
  isLong: boolean;
  /** Scenarios whose names hold one of these; empty: all. */
  only: readonly string[];
  /** Instead of what a scenario does by itself, by its unit. */
  counts: Readonly<Record<string, number>>;
  /** Minutes that one scenario may take; null: as many as it needs. */
  minutes: number | null;
  mutant: Mutant | null;
}

export const USAGE = `npm run soak -- [--long] [--seed TEXT] [--only NAME,NAME] [--minutes N]
  --kills N, --faults N, --events N, --windows N, --inputs N ...: how much of a unit
  --mutant ${MUTANTS.join("|")}: with a fault put in on purpose, so that checks fail`;

/** @throws Error that names what is wrong */
export function readOptions(args: readonly string[]): Options {
  const options = {
    seed: `${Math.floor(Math.random() * 1e9)}`,
    isLong: false,
    only: [] as string[],
    counts: {} as Record<string, number>,
    minutes: null as number | null,
    mutant: null as Mutant | null,
  };
  const rest = [...args];
  const value = (flag: string) => {
    const next = rest.shift();
    if (next === undefined) throw new Error(`${flag} needs a value\n${USAGE}`);
    return next;
  };
  const number = (flag: string) => {
    const found = Number(value(flag));
    if (!Number.isFinite(found) || found <= 0) throw new Error(`${flag} needs a number\n${USAGE}`);
    return found;
  };
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === "--long") options.isLong = true;
    else if (flag === "--seed") options.seed = value(flag);
    else if (flag === "--only") options.only = value(flag).split(",");
    else if (flag === "--minutes") options.minutes = number(flag);
    else if (flag === "--mutant") {
      const named = value(flag);
      const mutant = MUTANTS.find((one) => one === named);
      if (mutant === undefined) throw new Error(`there is no mutant ${named}\n${USAGE}`);
      options.mutant = mutant;
    } else if (/^--[a-z]+$/.test(flag)) options.counts[flag.slice(2)] = number(flag);
    else throw new Error(`${flag} is not known\n${USAGE}`);
  }
  return options;
}
