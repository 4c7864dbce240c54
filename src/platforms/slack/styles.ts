import type { Card } from "../../cards/model.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Block, Fit, Rendered } from "./draw/blocks.ts";
import { draw, isNative } from "./draw/index.ts";

/**
 * How cards are drawn for each workspace: with Slack's newest blocks, until it refuses them. A workspace to
 * which they have not come yet answers `invalid_blocks`, and gets the same in text from then on.
 */
export interface Styles {
  draw(team: TeamId | null, card: Card, fit: Fit): Rendered;
  /** Without the newest blocks, whatever is known of the workspace. */
  plainly(card: Card, fit: Fit): Rendered;
  /** Takes note of a refusal. True: it was for the newest blocks, and drawing it again helps. */
  refused(team: TeamId, error: string, blocks: readonly Block[]): boolean;
  /** Takes note that a workspace took the text where it had refused the blocks, without a reason. */
  tookPlain(team: TeamId | null): void;
  /** Nothing is known of the workspace any more. */
  forget(team: TeamId): void;
}

export function createStyles(): Styles {
  const plain = new Set<TeamId>();
  return {
    draw: (team, card, fit) => draw(card, fit, team !== null && plain.has(team) ? "plain" : "native"),
    plainly: (card, fit) => draw(card, fit, "plain"),
    refused(team, error, blocks) {
      if (error !== "invalid_blocks" || !isNative(blocks)) return false;
      // A draw of before may still be under way when another one has been refused.
      plain.add(team);
      return true;
    },
    tookPlain(team) {
      if (team !== null) plain.add(team);
    },
    forget(team) {
      plain.delete(team);
    },
  };
}
