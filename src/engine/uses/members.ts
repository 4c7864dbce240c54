import type { BoardPage } from "../ports/store.ts";
import { RETENTION } from "../rules/retention.ts";
import type { BoardScope, Span } from "../words/board.ts";
import type { TeamId } from "../words/place.ts";
import type { Actor } from "../words/press.ts";
import type { Deps } from "./deps.ts";
import { forgetWhole } from "./documents.ts";

/** How long it counts that somebody left, in milliseconds, before it is looked up again. */
const CHECKED_FOR = 24 * 60 * 60_000;
/** Members who left that are looked up again in one go. */
const CHECKED_AT_ONCE = 25;
/** How often a board is read again because somebody on it has left. */
const LOOKS = 4;

/** Whoever does something is there, and shows on boards under this name from here on. */
export async function noteMember(deps: Deps, { place, person }: Actor): Promise<void> {
  const { team } = place;
  await Promise.all([
    deps.store.setAbsent(team, person.id, null),
    person.provisional ? null : deps.store.rename(team, person.id, person.name),
  ]);
}

/** Looks up again who left long ago: some came back, and what is kept of the others ends some day. */
async function lookAgain(deps: Deps, team: TeamId): Promise<void> {
  const now = deps.clock();
  const known = await deps.store.absent(team);
  const old = known.filter(({ checked }) => now - checked >= CHECKED_FOR).slice(0, CHECKED_AT_ONCE);
  if (old.length === 0) return;
  const left = await whoLeft(
    deps,
    team,
    old.map(({ learner }) => learner),
  );
  for (const { learner, since } of old) {
    if (!left.includes(learner)) await deps.store.setAbsent(team, learner, null);
    else if (now - since >= RETENTION.absentLearner) await forgetWhole(deps, team, learner);
    else await deps.store.setAbsent(team, learner, { since, checked: now });
  }
}

async function whoLeft(deps: Deps, team: TeamId, learners: readonly string[]): Promise<readonly string[]> {
  if (learners.length === 0) return [];
  return (await deps.platform(team)?.whoLeft(team, learners)) ?? [];
}

/** Lines of a board without those who left the team. Their record stays, and so do they when they come back. */
export async function presentStandings(
  deps: Deps,
  team: TeamId,
  scope: BoardScope,
  span: Span,
  { count, from = 0 }: { count: number; from?: number },
  viewer: string | null,
): Promise<BoardPage> {
  await lookAgain(deps, team);
  let page = await deps.store.standings(team, scope, span, count, viewer, from);
  for (let looks = 0; looks < LOOKS; looks++) {
    const others = page.rows.map((row) => row.learner).filter((learner) => learner !== viewer);
    const left = await whoLeft(deps, team, others);
    if (left.length === 0) break;
    const now = deps.clock();
    for (const learner of left) await deps.store.setAbsent(team, learner, { since: now, checked: now });
    page = await deps.store.standings(team, scope, span, count, viewer, from);
  }
  return page;
}
