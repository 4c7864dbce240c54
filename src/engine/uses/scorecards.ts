import { scorecardOf } from "../rules/interviews.ts";
import { RETENTION } from "../rules/retention.ts";
import type { Place, TeamId } from "../words/place.ts";
import type { Actor } from "../words/press.ts";
import { notice, type Reply, type ScorecardReply } from "../words/reply.ts";
import { say } from "../words/say.ts";
import { aboutConcepts } from "./choosing.ts";
import type { Deps } from "./deps.ts";
import { changeDocument } from "./documents.ts";
import { partsOf } from "./interview-pool.ts";
import {
  type KeptScorecard,
  type MockState,
  readScorecards,
  scorecardsOf,
  withScorecard,
} from "./mock-state.ts";
import { guardOf } from "./reveal.ts";
import { beginReview } from "./session-begin.ts";

/** How many earlier mock interviews one is compared with. */
const COMPARED = 5;

async function keptOf(deps: Deps, team: TeamId, learner: string): Promise<KeptScorecard[]> {
  const found = await deps.store.readDocument(team, scorecardsOf(learner));
  return found === null ? [] : readScorecards(found.value);
}

/** Keeps what came of a mock interview, once, and shows it; null: nothing of it was answered. */
export async function scored(deps: Deps, { place, person }: Actor, state: MockState): Promise<Reply | null> {
  const card = scorecardOf(state.interview);
  if (card.questions.length === 0 && card.computed.asked === 0) return null;
  const at = await deps.store.now();
  const one: KeptScorecard = { id: state.id, group: state.group, at, card };
  const { cards } = await changeDocument(deps, place.team, scorecardsOf(person.id), (now) => {
    const kept = withScorecard(now === null ? [] : readScorecards(now.value), one);
    const until = Math.max(...kept.map((other) => other.at)) + RETENTION.scorecard;
    const write = { value: JSON.stringify({ cards: kept }), of: [person.id], until, dueAt: null };
    return { write, cards: kept };
  });
  return scorecardReply(deps, place.team, cards, cards.find(({ id }) => id === state.id) ?? one, "card");
}

async function scorecardReply(
  deps: Deps,
  team: TeamId,
  all: readonly KeptScorecard[],
  { id, at, card }: KeptScorecard,
  form: ScorecardReply["form"],
): Promise<ScorecardReply> {
  const guard = await guardOf(deps, team);
  const flags = card.questions.flatMap(({ item, concept, flags }) => {
    const found = deps.bank.item(item, "");
    // What was ticked may be of a question that is one of the day by now.
    if (found?.kind !== "open" || guard.until(item) !== null) return [];
    return flags.flatMap((i) => {
      const flag = found.interviewer.redFlags[i];
      return flag === undefined ? [] : [{ concept: concept.name, flag }];
    });
  });
  return {
    ...{ kind: "scorecard", visibility: "private", at, card, flags, form },
    parts: partsOf(deps, card.wanted).map(({ part }) => part),
    earlier: all
      .filter((other) => other.at < at && other.id !== id)
      .slice(-COMPARED)
      .reverse()
      .map((other) => ({ at: other.at, wanted: other.card.wanted, covered: other.card.covered })),
    buttons: [
      ...(card.study.length === 0
        ? []
        : [
            {
              label: say("button.mock-study"),
              primary: true,
              action: { verb: "mock", mock: id, step: 0, act: "study" },
            } as const,
          ]),
      { label: say("button.sheet-markdown"), action: { verb: "mock", mock: id, step: 0, act: "file" } },
      {
        label: say("button.mock-again"),
        action: { verb: "mock-begin", wanted: card.wanted, anew: false },
      },
    ],
  };
}

/** A scorecard once more, or what it says to study; null: it is not kept. */
export async function onScorecard(
  deps: Deps,
  actor: Actor,
  mock: string,
  act: "show" | "file" | "study",
): Promise<Reply | null> {
  const { team } = actor.place;
  const all = await keptOf(deps, team, actor.person.id);
  const found = all.find(({ id }) => id === mock);
  if (found === undefined) return act === "show" ? null : notice("info", say("mock.no-card"));
  if (act !== "study") return scorecardReply(deps, team, all, found, act === "file" ? "markdown" : "card");
  const place: Place = { team, group: found.group };
  const topic = aboutConcepts(found.card.study.map(({ id }) => id));
  return beginReview(deps, { ...actor, place }, { source: "exam", topic });
}
