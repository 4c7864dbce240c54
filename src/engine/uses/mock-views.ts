import { levelAbove } from "../rules/coverage.ts";
import { deal } from "../rules/deal.ts";
import { coveredIn } from "../rules/interviews.ts";
import { wayOfAsking } from "../rules/ways-of-asking.ts";
import { withFormulas } from "../words/formula.ts";
import { type ComputedAsked, type OpenAsked, STRENGTHS } from "../words/interview.ts";
import type { ChoiceItem, KeyPoint, OpenItem } from "../words/item.ts";
import { type MockAct, mockRef } from "../words/mock.ts";
import type { Button } from "../words/press.ts";
import { type NoticeReply, notice, type Reply } from "../words/reply.ts";
import { type Choice, letterOf } from "../words/round.ts";
import { type Say, say, type WordId } from "../words/say.ts";
import type { MockState } from "./mock-state.ts";

const press = ({ id, step }: MockState, act: MockAct) => ({ verb: "mock", mock: id, step, act }) as const;

function does(state: MockState, act: MockAct, label: WordId, more: Partial<Button> = {}): Button {
  return { label: say(label), action: press(state, act), ...more };
}

const ends = (state: MockState): Button => does(state, "stop", "button.mock-stop", { row: true });
const report = (item: string): Button => ({ label: say("button.report"), action: { verb: "report", item } });

/** The way to the next question, or to what came of them. */
function onward(state: MockState, isLast: boolean): Button[] {
  if (isLast) return [does(state, "next", "button.mock-end", { primary: true })];
  return [
    does(state, "next", "button.mock-next", { primary: true }),
    does(state, "stop", "button.mock-stop"),
  ];
}

const totalOf = ({ interview: { plan } }: MockState) => plan.open + plan.computed;

function headOf(state: MockState, prompt: string) {
  const { questions } = state.interview;
  return { visibility: "private", number: questions.length, total: totalOf(state), prompt } as const;
}

const writes = (state: MockState, item: string): Button => ({
  label: say("button.write"),
  primary: true,
  action: { verb: "write", item: mockRef({ mock: state.id, item }) },
});

/** Where an open question is. Nothing of its answer is in what is shown before `tick`. */
export function openReply(
  state: MockState,
  asked: OpenAsked,
  item: OpenItem,
  found: (own: string) => Extract<Reply, { kind: "mock-tick" }>["found"],
  isLast: boolean,
  note?: Say,
): Reply {
  const head = headOf(state, wayOfAsking(item, `${state.interview.seed}.${asked.item}`));
  const covered = coveredIn(asked);
  switch (state.stage) {
    case "asked":
      return {
        ...head,
        ...{ kind: "mock-asked", topic: item.topic.name, difficulty: item.difficulty, diagram: item.diagram },
        ...withFormulas([head.prompt], item.formulas),
        ...{ options: [], began: asked.began, minutes: asked.minutes, note },
        buttons: [
          writes(state, item.id),
          does(state, "aloud", "button.said", { primary: true }),
          does(state, "skip", "button.mock-skip"),
          ends(state),
          report(item.id),
        ],
      };
    case "rate":
      return {
        ...head,
        ...{ kind: "mock-rate", own: state.own },
        buttons: [
          ...STRENGTHS.map((one) => does(state, one, `button.mock-${one}`, { primary: true })),
          ends(state),
        ],
      };
    case "tick":
      return {
        ...head,
        ...{ kind: "mock-tick", own: state.own, found: state.own === null ? null : found(state.own) },
        points: ticksFor(item),
        submit: {
          label: say("button.tick"),
          primary: true,
          action: { verb: "tick", item: mockRef({ mock: state.id, item: item.id }) },
        },
        buttons: [ends(state), report(item.id)],
      };
    case "follow":
      return {
        ...head,
        ...{ kind: "mock-follow", covered, question: item.followUps[asked.followUp ?? 0]?.question ?? "" },
        buttons: [
          writes(state, item.id),
          does(state, "aloud", "button.said", { primary: true }),
          does(state, "skip", "button.mock-skip"),
          ends(state),
        ],
      };
    case "told": {
      const level = levelAbove(covered);
      const followUp = asked.followUp === null ? undefined : item.followUps[asked.followUp];
      return {
        ...head,
        ...{ kind: "mock-told", how: asked.how ?? "aloud", covered, strength: asked.strength },
        missed: item.keyPoints.filter((_, i) => !asked.points.includes(i)),
        flags: asked.flags.flatMap((i) => item.interviewer.redFlags[i] ?? []),
        followUp: followUp === undefined ? null : { ...followUp, own: state.followUp },
        next: { level, answer: item.modelAnswers[level].answer },
        counts: state.counts || !asked.judged,
        buttons: [...onward(state, isLast), report(item.id)],
      };
    }
    default:
      return state.stage satisfies never;
  }
}

/** A computed question, and, once it was answered, whether that was right. */
export function computedReply(
  state: MockState,
  asked: ComputedAsked,
  item: ChoiceItem,
  isLast: boolean,
  note?: Say,
): Reply {
  const { stem, options, key, diagram } = deal(item, asked.seed);
  const head = headOf(state, stem);
  const lettered = options.map(({ text }, i) => ({ letter: letterOf(i as Choice), text }));
  const [right, because] = [lettered[key], options[key]?.because];
  if (state.stage === "told" && asked.choice !== null && right !== undefined)
    return {
      ...head,
      ...{ kind: "mock-judged", chosen: letterOf(asked.choice), right: asked.right === true },
      key: { ...right, because: because ?? "" },
      buttons: [...onward(state, isLast), report(asked.item)],
    };
  return {
    ...head,
    ...{ kind: "mock-asked", topic: item.topic.name, difficulty: item.difficulty, diagram },
    ...withFormulas([stem], item.formulas),
    ...{ options: lettered, began: asked.began, minutes: asked.minutes, note },
    buttons: [
      ...lettered.map(({ letter }, i) => ({
        label: letter,
        primary: true,
        action: press(state, String(i) as MockAct),
      })),
      does(state, "skip", "button.mock-skip", { row: true }),
      does(state, "stop", "button.mock-stop"),
      report(asked.item),
    ],
  };
}

/** What there is to tick of an open question: its key points, then its red flags, which weigh nothing. */
export const ticksFor = ({ keyPoints, interviewer }: OpenItem): KeyPoint[] => [
  ...keyPoints,
  ...interviewer.redFlags.map((point) => ({ point, weight: 0 })),
];

/** The question became one of the day meanwhile: nothing is told of it, and another one takes its place. */
export const setAside = (state: MockState, until: number): NoticeReply => ({
  ...notice("info", say("mock.held", { at: { time: until, style: "relative" } })),
  endsSteps: true,
  buttons: [
    does(state, "next", "button.mock-next", { primary: true }),
    does(state, "stop", "button.mock-stop"),
  ],
});

export const NOT_YOURS = notice("refusal", say("mock.others", { command: { command: "mock" } }));
export const OVER = notice("info", say("mock.over", { command: { command: "mock" } }));

/** Said by the buttons of a mock interview in whose place another one was begun. */
export const replacedBy = (state: MockState): NoticeReply => ({
  ...notice("info", say("mock.replaced")),
  buttons: [does(state, "show", "button.mock-on", { primary: true })],
});

/** One is under way where another is asked for. */
export const alreadyIn = (state: MockState, begins: Button): NoticeReply => ({
  ...notice(
    "info",
    say("mock.under-way", { number: state.interview.questions.length, total: totalOf(state) }),
  ),
  buttons: [does(state, "show", "button.mock-on", { primary: true }), begins],
});
