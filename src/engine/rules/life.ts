import type { RoundStatus } from "../words/round.ts";

/**
 * The life of a round, whole: every step that moves it, who takes the step, and from where to where it leads. A step
 * that leads from a state to the same one may be repeated there; what is not listed is refused and changes nothing.
 * The stores go by this table: the embedded one calls `next`, the scripts of the Redis one get their part of it.
 */

/**
 * planned: the date stands in the schedule. opening: it is due, and its question is being drawn; neither has a record.
 * posting: takes answers, and its message is on its way, or was deleted and is to come again. open: takes answers.
 * closing: takes none, its points are being booked. showing: all points are booked, result and summary are on their
 * way. closed: all done. void: counts for nobody, and its date may open again.
 */
export type LifeState = "planned" | "opening" | RoundStatus;

interface Step {
  /** Who takes it. */
  by: string;
  /** Whether a message of the round has to be up for it, or has to be none. */
  needs?: "message" | "no message";
  moves: { readonly [From in LifeState]?: LifeState };
}

export const LIFE = {
  due: { by: "the clock", moves: { planned: "opening" } },
  /** It was missed, and the schedule waits for its next date; or no question fits, and it pauses. */
  skip: { by: "whoever opens it", moves: { opening: "planned" } },
  open: { by: "whoever opens it", moves: { planned: "posting", opening: "posting" } },
  /** A practice question. */
  ask: { by: "a learner", moves: { planned: "open" } },
  answer: { by: "learners", moves: { posting: "posting", open: "open" } },
  /** Its message is up. */
  confirm: {
    by: "whoever posts it",
    moves: { posting: "open", open: "open", closing: "closing", showing: "showing", closed: "closed" },
  },
  /** Its message was deleted. */
  lose: {
    by: "whoever notices",
    needs: "message",
    moves: { open: "posting", closing: "closing", showing: "showing" },
  },
  void: {
    by: "whoever posts or closes it",
    needs: "no message",
    moves: { posting: "void", closing: "void", showing: "void", void: "void" },
  },
  freeze: {
    by: "its close, a manager, or the next opening",
    moves: { posting: "closing", open: "closing", closing: "closing", showing: "showing", closed: "closed" },
  },
  /** Books a page of its answers. */
  book: { by: "its close", moves: { closing: "closing" } },
  /** Books the last page. */
  settle: { by: "its close", moves: { closing: "showing" } },
  /** The time of a practice question is over; its answers were booked one by one. */
  lapse: { by: "its close", moves: { open: "showing", showing: "showing", closed: "closed" } },
  /** Edits, posts or moves what the close shows, or notes that it did. */
  show: { by: "whoever took the close over last", moves: { showing: "showing" } },
  finish: { by: "its close", moves: { showing: "closed", closed: "closed" } },
} as const satisfies Record<string, Step>;

export type LifeEvent = keyof typeof LIFE;

/** Where a step leads, `null` where it is refused. `isUp`: a message of the round is up, as far as is known. */
export function next<Event extends LifeEvent>(
  state: LifeState,
  event: Event,
  isUp: boolean,
): (typeof LIFE)[Event]["moves"][keyof (typeof LIFE)[Event]["moves"]] | null {
  const { needs, moves }: Step = LIFE[event];
  if (needs !== undefined && isUp !== (needs === "message")) return null;
  return (moves[state] ?? null) as ReturnType<typeof next<Event>>;
}

export function takesAnswers(status: RoundStatus): boolean {
  return status in LIFE.answer.moves;
}

/** Whether nothing of it is left to be booked. */
export function isBooked(status: RoundStatus): boolean {
  return !takesAnswers(status) && !(status in LIFE.settle.moves);
}
