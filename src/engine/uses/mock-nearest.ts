import { FEWEST_OPEN } from "../rules/interviews.ts";
import { type InterviewWanted, LEAST_INTERVIEW } from "../words/interview.ts";
import type { Button } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import { SENIORITIES } from "../words/sheet.ts";
import type { Deps } from "./deps.ts";
import { filterOf, partsOf } from "./interview-pool.ts";
import { type Asking, howMany } from "./interviewing.ts";

/** How many other wishes are offered where one leaves too few questions. */
const NEAREST = 4;

const begins = (wanted: InterviewWanted, label: Say): Button => ({
  label,
  action: { verb: "mock-begin", wanted, anew: false },
});

/** Less time than three questions take. */
export const shortMock = (wanted: InterviewWanted): Reply => ({
  ...notice("refusal", say("mock.too-short", { least: LEAST_INTERVIEW, questions: FEWEST_OPEN })),
  buttons: [
    begins(
      { ...wanted, minutes: LEAST_INTERVIEW },
      say("button.sheet-minutes", { minutes: LEAST_INTERVIEW }),
    ),
  ],
});

/** Says what leaves too few questions, and offers what is nearest: one part of the wish changed. */
export function nearestMock(deps: Deps, wanted: InterviewWanted, asking: Asking): Reply {
  const parts = partsOf(deps, wanted);
  const { concepts } = filterOf(deps, wanted);
  const whole = concepts === undefined ? undefined : deps.bank.pool({ concepts })[0]?.topic;
  const near = [
    ...(whole === undefined
      ? []
      : [
          { wanted: { ...wanted, topic: whole.id }, label: say("button.sheet-topic", { topic: whole.name }) },
        ]),
    ...parts.map(({ name, part }) => ({
      wanted: { ...wanted, [name]: undefined },
      label: say("button.without", { part }),
    })),
    ...SENIORITIES.filter((one) => one !== wanted.level).map((level) => ({
      wanted: { ...wanted, level },
      label: say("button.sheet-level", { level: say(`seniority.${level}`) }),
    })),
  ]
    .map((one) => ({ ...one, gives: howMany(deps, one.wanted, asking) }))
    .filter(({ gives }) => gives >= FEWEST_OPEN)
    .sort((a, b) => b.gives - a.gives)
    .slice(0, NEAREST);
  const level = say("filter.seniority", { value: say(`seniority.${wanted.level}`) });
  const list = [...parts.map(({ part }) => part), level];
  const found = howMany(deps, wanted, asking);
  return {
    ...notice("refusal", say("mock.too-few", { found, least: FEWEST_OPEN, parts: { list } })),
    buttons: near.map((one) => begins(one.wanted, one.label)),
  };
}
