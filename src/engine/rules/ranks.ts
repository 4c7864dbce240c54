import type { GroupTotal, Movement, Standing } from "../words/board.ts";

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

/**
 * How lines have moved since the period before, by whoever is on top of its board. Nothing is said of a period before
 * which nobody had points; whoever is not on top of a longer board may have stood below it.
 */
export function movements(before: {
  rows: readonly Standing[];
  total: number;
}): (line: Pick<Standing, "learner" | "rank">) => Movement {
  const ranks = new Map(before.rows.map(({ learner, rank: place }) => [learner, place]));
  return ({ learner, rank: place }) => {
    const was = ranks.get(learner);
    if (was !== undefined) return was - place;
    return before.total > 0 && before.total <= before.rows.length ? "new" : null;
  };
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
