import type { ProfileReply } from "../engine/words/reply.ts";
import { type Rich, text } from "../words/inline.ts";
import { footnote, type Reader, rich } from "./build.ts";
import type { Block } from "./model.ts";

type Calibration = NonNullable<ProfileReply["calibration"]>;

const percentOf = (share: number) => Math.round(share * 100);
const score = (value: number) => Math.round(value * 100) / 100;

function levelsChart({ levels }: Calibration, reader: Reader): Block {
  const { words } = reader;
  const told = levels.map(({ confidence, answers, right }) =>
    rich(reader, "calibration.level", { confidence, answers, right }),
  );
  return {
    type: "chart",
    lang: words.language,
    colon: words.plain("colon"),
    title: words.plain("calibration.title"),
    data: {
      form: "bars",
      categories: levels.map(({ confidence }) => words.plain(`confidence.${confidence}`)),
      series: [
        {
          label: words.plain("calibration.claimed"),
          values: levels.map(({ claimed }) => percentOf(claimed)),
        },
        {
          label: words.plain("calibration.right"),
          values: levels.map(({ right, answers }) => percentOf(right / answers)),
        },
      ],
    },
    text: told.flatMap((sentence, i): Rich => (i === 0 ? sentence : [text(" "), ...sentence])),
  };
}

/** How sure a learner was, and how right: in a chart, in words, as a score, and by topic where enough is known. */
export function calibrationBlocks(calibration: Calibration, reader: Reader): Block[] {
  const { brier, topics } = calibration;
  const topicLine = ({ name, answers, right, claimed }: (typeof topics)[number]) =>
    rich(reader, "calibration.topic", {
      topic: name,
      answers,
      claimed: percentOf(claimed),
      right: percentOf(right / answers),
      bias: claimed > right / answers ? "over" : "under",
    });
  return [
    levelsChart(calibration, reader),
    ...(topics.length === 0
      ? []
      : [
          {
            type: "list" as const,
            label: reader.words.plain("calibration.topics"),
            items: topics.map(topicLine),
          },
        ]),
    ...(brier === null
      ? []
      : [
          footnote(
            rich(reader, "calibration.brier", { own: score(brier.own), baseline: score(brier.baseline) }),
          ),
        ]),
  ];
}
