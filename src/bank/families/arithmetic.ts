export const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);

export const product = (list: readonly number[]): number => list.reduce((total, value) => total * value, 1);

export const dot = (a: readonly number[], b: readonly number[]): number =>
  sum(a.map((value, i) => value * b[i]!));

export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

export function softmax(logits: readonly number[]): number[] {
  const powers = logits.map((z) => Math.exp(z - Math.max(...logits)));
  return powers.map((power) => power / sum(powers));
}
