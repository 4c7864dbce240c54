import type { Caller } from "../../../src/engine/ports/bot.ts";
import type { ButtonPress } from "../../../src/engine/ports/platform.ts";
import type { Button } from "../../../src/engine/words/press.ts";
import { opensForm } from "../../../src/engine/words/press.ts";
import type { Reply } from "../../../src/engine/words/reply.ts";
import type { World } from "../../engine/world.ts";

/** What a learner makes of a question. */
export interface Answered {
  right: boolean;
  /** They press “Guess” before they choose. */
  saysGuess: boolean;
}

/** A question that a session asked. */
export interface Met {
  concept: string;
  item: string;
}

const idOf = ({ label }: Button) => (typeof label === "string" ? label : label.id);

/** The first of these buttons that there is, as a press; null: none. */
function actionOf(reply: Reply, ...labels: readonly string[]): ButtonPress["action"] | null {
  const all = "buttons" in reply ? reply.buttons : [];
  for (const label of labels) {
    const found = all.find((one) => idOf(one) === label);
    if (found !== undefined && !opensForm(found.action)) return found.action;
  }
  return null;
}

/** What leads to more questions after a session, or where nothing is due. */
const ONWARD = ["button.next", "button.finish", "button.review-more", "button.review-new"] as const;

/**
 * A sitting of a learner who takes `count` questions as `/dlq-review` offers them, and presses on whatever it offers
 * next: what is left of what is due, then what is new.
 */
export async function sit(
  world: World,
  who: (delivery?: string) => Caller,
  count: number,
  answer: (asked: Met) => Answered,
): Promise<Met[]> {
  const met: Met[] = [];
  let reply: Reply | null = await world.bot.review(who(), {});
  while (reply !== null) {
    let action: ButtonPress["action"] | null;
    if (reply.kind === "question") {
      if (met.length >= count) action = actionOf(reply, "button.stop");
      else {
        const round = await world.store.readRound(world.place.team, reply.roundId);
        if (round === null) throw new Error("the round is gone");
        const item = round.question.itemId;
        const concept = world.deps.bank.find(item)?.concept.id ?? "";
        const asked = { concept, item };
        met.push(asked);
        const { question } = round;
        if (!("key" in question)) throw new Error("a session asks what has a key");
        const { key } = question;
        const { right, saysGuess } = answer(asked);
        const guess = saysGuess ? actionOf(reply, "confidence.guess") : null;
        if (guess !== null) reply = await world.handlers.button({ ...who(), action: guess });
        if (reply === null) throw new Error("the question is gone");
        action = actionOf(reply, "ABCD"[right ? key : (key + 1) % 4] as string);
      }
    } else if (reply.kind === "session-end" && met.length >= count) return met;
    else action = actionOf(reply, ...ONWARD);
    if (action === null) return met;
    reply = await world.handlers.button({ ...who(), action });
  }
  return met;
}
