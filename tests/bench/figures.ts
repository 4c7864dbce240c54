/** One figure of a table: its median over the rounds, and how it compares with the first of the table. */
export interface Figure {
  name: string;
  /** One value per round. */
  values: readonly number[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return (low + high) / 2;
}

const shown = (value: number) =>
  value >= 1_000 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);

/** Prints medians with their range, and the ratio to the first figure. */
export function table(title: string, unit: string, figures: readonly Figure[], note = ""): void {
  const base = median(figures[0]?.values ?? []);
  const width = Math.max(...figures.map(({ name }) => name.length));
  const lines = figures.map(({ name, values }) => {
    const range = `${shown(Math.min(...values))} to ${shown(Math.max(...values))}`;
    const ratio = (median(values) / base).toFixed(2);
    return `  ${name.padEnd(width)}  ${shown(median(values)).padStart(10)} ${unit}  x ${ratio.padStart(6)}   (${range})`;
  });
  process.stdout.write(`\n${title}${note === "" ? "" : `\n  ${note}`}\n${lines.join("\n")}\n`);
}

/** Measures each way once per round, in turn, so that a busy moment of the machine hits all alike. */
export async function interleaved(
  rounds: number,
  ways: Readonly<Record<string, () => Promise<number>>>,
): Promise<Figure[]> {
  const values = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries(ways)) values.get(name)?.push(await measure());
  }
  return [...values].map(([name, list]) => ({ name, values: list }));
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
