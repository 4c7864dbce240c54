/** A symmetric matrix as its rows, and a right-hand side: the normal equations of a least-squares fit. */
export interface Normal {
  matrix: Float64Array[];
  side: Float64Array;
}

export const emptyNormal = (size: number): Normal => ({
  matrix: Array.from({ length: size }, () => new Float64Array(size)),
  side: new Float64Array(size),
});

/** One example; `at` are the places where its features are not 0. */
export function addExample({ matrix, side }: Normal, features: Float64Array, target: number): void {
  const at = [...features.keys()].filter((i) => features[i] !== 0);
  for (const i of at) {
    const row = matrix[i]!;
    const value = features[i]!;
    side[i] = side[i]! + value * target;
    for (const j of at) row[j] = row[j]! + value * features[j]!;
  }
}

/** The weights that fit all examples but some, by Cholesky's decomposition; larger `ridge` weights are smaller. */
export function fitWithout(all: Normal, left: Normal, ridge: number): Float64Array {
  const size = all.side.length;
  const lower = all.matrix.map((row, i) => row.map((value, j) => value - left.matrix[i]![j]!));
  for (let i = 0; i < size; i++) {
    const row = lower[i]!;
    row[i] = row[i]! + ridge;
    for (let j = 0; j <= i; j++) {
      const other = lower[j]!;
      let value = row[j]!;
      for (let k = 0; k < j; k++) value -= row[k]! * other[k]!;
      row[j] = i === j ? Math.sqrt(Math.max(value, 1e-12)) : value / other[j]!;
    }
  }
  const weights = all.side.map((value, i) => value - left.side[i]!);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) weights[i] = weights[i]! - lower[i]![k]! * weights[k]!;
    weights[i] = weights[i]! / lower[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) weights[i] = weights[i]! - lower[k]![i]! * weights[k]!;
    weights[i] = weights[i]! / lower[i]![i]!;
  }
  return weights;
}
