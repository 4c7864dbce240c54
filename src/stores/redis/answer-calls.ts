import type { PracticeTerms, Store } from "../../engine/ports/store.ts";
import { bookingExpiries, RETENTION } from "../../engine/rules/retention.ts";
import type { Place } from "../../engine/words/place.ts";
import { EARNED_KEPT, FREEZE_SPAN, REVIEWS_FOR_FREEZE } from "../../learning/freezes.ts";
import { booksOf } from "./books.ts";
import { countOf } from "./focus.ts";
import { keysOf } from "./keys.ts";
import { dayArgs, draftArgs } from "./learning.ts";
import type { ScriptName } from "./scripts.ts";

/** A script with its keys, and what it takes by name. */
export interface Call {
  name: ScriptName;
  keys: readonly string[];
  args: Record<string, unknown>;
}

type Answer = Parameters<Store["recordAnswer"]>[2];

/** What earns a freeze: so many concepts within so many milliseconds; how many are kept. */
const FREEZE_ARGS = { reviews: REVIEWS_FOR_FREEZE, span: FREEZE_SPAN, kept: EARNED_KEPT };

/** An answer to a question of the day, as one script. */
export function dailyCall(place: Place, round: string, answer: Answer): Call {
  const keys = keysOf(place.team);
  const { learner } = answer;
  return {
    name: "record_daily",
    keys: [
      ...[keys.round(round), keys.answers(round), keys.names, keys.learner(learner), keys.rounds(learner)],
      ...[keys.texts(round), keys.active(learner)],
    ],
    args: {
      ...{ ...answer, group: place.group, round },
      ...{ textKept: RETENTION.sealedText, day: dayArgs(answer.day) },
    },
  };
}

/** An answer to a practice question and all that is booked with it, as one script. */
export function practiceCall(
  place: Place,
  round: string,
  answer: Answer,
  practice: PracticeTerms,
  home: string | null,
): Call {
  const { topic, labels } = practice;
  const keys = keysOf(place.team);
  const { learner } = answer;
  const { keys: block, book } = booksOf(keys, place.group, topic, labels, home);
  const counted = countOf(keys, place.group, labels.day);
  return {
    name: "record_practice",
    keys: [
      ...[keys.round(round), keys.answers(round), keys.names, keys.learner(learner), keys.rounds(learner)],
      ...[keys.spent(labels.day), keys.secrets, keys.reviews(learner)],
      ...[keys.active(learner), keys.freezes(learner)],
      ...counted.keys,
      ...[keys.seen(learner), keys.items],
      ...block,
    ],
    args: {
      ...{ group: place.group, round, topic, secret: practice.secret, book },
      ...{ learner, name: answer.name, choice: answer.choice, delivery: answer.delivery },
      ...{ pointsIfRight: practice.pointsIfRight, dailyLimit: practice.dailyLimit },
      provisional: answer.provisional || undefined,
      spentExpires: bookingExpiries(labels.day).spent,
      review: draftArgs(practice.review),
      day: dayArgs(labels.day),
      freeze: practice.isDue ? FREEZE_ARGS : undefined,
      count: counted.count,
    },
  };
}
