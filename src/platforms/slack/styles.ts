import type { Card } from "../../cards/model.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Block, Fit, Rendered } from "./draw/blocks.ts";
import { draw } from "./draw/index.ts";
import { NEWEST, type Newest, newestIn, PLAIN, type Style } from "./draw/newest.ts";

/**
 * How cards are drawn for each workspace: with Slack's newest blocks, but for the kinds that it refuses. A
 * workspace to which one of them has not come yet answers `invalid_blocks`, and gets the same in text from
 * then on. Slack does not say which block it means. So what is remembered is which kinds were refused
 * together, and a card is drawn with as many as have not been: none is blamed for another.
 */
export interface Styles {
  draw(team: TeamId | null, card: Card, fit: Fit): Rendered;
  /** Without the newest blocks, whatever is known of the workspace. */
  plainly(card: Card, fit: Fit): Rendered;
  /** Takes note of a refusal. True: it was for the newest blocks, and drawing it again helps. */
  refused(team: TeamId, error: string, blocks: readonly Block[]): boolean;
  /** Takes note that a workspace took the text where it had refused these blocks, without a reason. */
  tookPlain(team: TeamId | null, blocks: readonly Block[]): void;
  /** Nothing is known of the workspace any more. */
  forget(team: TeamId): void;
}

type Kinds = ReadonlySet<Newest>;

const holds = (kinds: Kinds, others: Kinds) => [...others].every((kind) => kinds.has(kind));

export function createStyles(): Styles {
  /** By workspace: kinds that were refused in one message; none of these sets holds another. */
  const refusals = new Map<TeamId, readonly Kinds[]>();

  function note(team: TeamId, kinds: Kinds): void {
    const known = refusals.get(team) ?? [];
    // A draw of before may still be under way when its kinds have been refused.
    if (known.some((one) => holds(kinds, one))) return;
    refusals.set(team, [...known.filter((one) => !holds(one, kinds)), kinds]);
  }

  /** As many kinds as the workspace takes together. */
  function drawn(known: readonly Kinds[], card: Card, fit: Fit): Rendered {
    let style: Style = NEWEST;
    for (;;) {
      const rendered = draw(card, fit, style);
      const used = rendered.pages.map(newestIn);
      const wrong = known.find((one) => used.some((kinds) => holds(kinds, one)));
      const without = wrong && [...wrong].at(-1);
      if (without === undefined) return rendered;
      style = new Set([...style].filter((kind) => kind !== without));
    }
  }

  return {
    draw: (team, card, fit) => drawn((team !== null && refusals.get(team)) || [], card, fit),
    plainly: (card, fit) => draw(card, fit, PLAIN),
    refused(team, error, blocks) {
      const kinds = newestIn(blocks);
      if (error !== "invalid_blocks" || kinds.size === 0) return false;
      note(team, kinds);
      return true;
    },
    tookPlain(team, blocks) {
      const kinds = newestIn(blocks);
      if (team !== null && kinds.size > 0) note(team, kinds);
    },
    forget(team) {
      refusals.delete(team);
    },
  };
}
