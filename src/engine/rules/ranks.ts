import type { GroupTotal, Standing } from "../words/board.ts";

/** Ranks by points, highest first; equal points share a rank: 1, 2, 2, 4. Ties are listed by learner id. */
export function rankLearners(
  points: readonly { learner: string; name: string; points: number }[],
): Standing[] {
  return rank(
    points,
    (p) => p.points,
    (a, b) => (a.learner < b.learner ? -1 : 1),
  );
}

/** Groups by mean points per active learner. */
export function rankGroups(totals: readonly GroupTotal[]): (GroupTotal & { mean: number; rank: number })[] {
  const means = totals.filter((t) => t.active > 0).map((t) => ({ ...t, mean: t.points / t.active }));
  return rank(
    means,
    (t) => t.mean,
    (a, b) => (a.group < b.group ? -1 : 1),
  );
}

function rank<T>(
  lines: readonly T[],
  score: (line: T) => number,
  ties: (a: T, b: T) => number,
): (T & { rank: number })[] {
  const sorted = [...lines].sort((a, b) => score(b) - score(a) || ties(a, b));
  const ranked: (T & { rank: number })[] = [];
  sorted.forEach((line, index) => {
    const above = ranked[index - 1];
    ranked.push({
      ...line,
      rank: above !== undefined && score(above) === score(line) ? above.rank : index + 1,
    });
  });
  return ranked;
}
