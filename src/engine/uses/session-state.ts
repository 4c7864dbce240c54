import type { Confidence } from "../../learning/review.ts";
import type { Source } from "../../learning/session.ts";
import type { RunningSession } from "../ports/store.ts";
import { hash32 } from "../rules/random.ts";
import type { Difficulty } from "../words/item.ts";
import type { Round } from "../words/round.ts";

/** Where a session is, as it is kept between two presses; any replica goes on from it. */
export interface SessionState {
  /** The group in which it was begun: its points count there, wherever its buttons are pressed. */
  group: string;
  source: Source;
  topic: string | null;
  /** null: any; a session of before this was kept has none. */
  difficulty?: Difficulty | null;
  /** How many questions it asks at most. */
  total: number;
  /** Due concepts that it has still to ask about, the one of the question included. */
  due: number;
  /** More was due than one sitting takes. */
  more: boolean;
  /** Concepts that were answered, and what came of it. */
  answered: readonly (readonly [concept: string, outcome: "right" | "wrong" | "held"])[];
  points: number;
  /** When it began by the store's clock, epoch milliseconds; sessions of earlier versions did not keep it. */
  began?: number;
  /** The question, and whether its verdict was told. */
  round: string;
  concept: string;
  isDue: boolean;
  told: boolean;
  /** What its answer was worth; null where an earlier one stood, or nothing is known of it. */
  earned: { points: number; capped: boolean } | null;
  confidence: Confidence | null;
}

export interface Running {
  id: string;
  version: number;
  state: SessionState;
}

export const encodeSession = ({ id, version, state }: Running): RunningSession => ({
  id,
  version,
  state: JSON.stringify(state),
});

/** Written by the bot itself; null where an earlier version of it kept something else. */
export function decodeSession(session: RunningSession | null): Running | null {
  if (session === null) return null;
  const state = JSON.parse(session.state) as Partial<SessionState>;
  return typeof state.round === "string" && Array.isArray(state.answered)
    ? { ...session, state: state as SessionState }
    : null;
}

const ownerOf = (learner: string) => hash32(learner).toString(36);

/** Names whose it is, so that a press of somebody else is told apart. */
export const sessionIdOf = (learner: string, token: string): string => `${ownerOf(learner)}-${token}`;

export const isTheirs = (session: string, learner: string): boolean =>
  session.startsWith(`${ownerOf(learner)}-`);

/** The round of a step: the same again where the step is tried again. */
export const roundIdOf = (session: string, step: number): string => `p${session}-${step}`;

/** Whether a question is one of a session, which takes its answer itself: ids of other practice rounds hold no dash. */
export const isOfSession = ({ mode, id }: Pick<Round, "mode" | "id">): boolean =>
  mode === "practice" && id.includes("-");
