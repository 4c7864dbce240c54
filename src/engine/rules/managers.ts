/**
 * Who was named to manage daily questions, as the stores keep it: one entry a person, of the whole team
 * (`ben`) or of one group alone (`ben|group`). Ids of the platforms hold no bar.
 */
export function managerEntry(learner: string, group: string | null): string {
  return group === null ? learner : `${learner}|${group}`;
}

export function isManagerEntry(entry: string, learner: string): boolean {
  return entry === learner || entry.startsWith(`${learner}|`);
}

/** Those who are named for the whole team, or for one group alone; sorted. */
export function managersOf(entries: readonly string[], group: string | null): string[] {
  return entries
    .filter((entry) => (entry.split("|")[1] ?? null) === group)
    .map((entry) => entry.split("|")[0] ?? "")
    .sort();
}

/** The groups that a learner has to do with as a manager: those set up, and those named for; sorted. */
export function managedBy(learner: string, setUp: readonly string[], entries: readonly string[]): string[] {
  const named = entries.flatMap((entry) => {
    const [who, group] = entry.split("|");
    return who === learner && group !== undefined ? [group] : [];
  });
  return [...new Set([...setUp, ...named])].sort();
}
