import { DOUBT_SIGNALS } from "../../src/bank/feedback/doubts.ts";
import { createReader } from "../../src/bank/feedback/index.ts";
import { read } from "../../src/bank/feedback/read.ts";
import { shelvesOf } from "../../src/bank/feedback/shelf.ts";
import { readingOf, SENTENCE_SIGNALS } from "../../src/bank/feedback/signals.ts";
import type { Weights } from "../../src/bank/feedback/weights.ts";
import type { ConceptFile } from "../../src/bank/schema.ts";
import { type Answer, copiesOf, type ReaderOf, topicsOf } from "./feedback-figures.ts";

/** A sentence by its signals, and whether it is one that was turned false. */
interface Sample {
  answer: Answer;
  signals: readonly number[];
  doubts: readonly (readonly number[])[];
  wrong: boolean;
}

/** The sentences of right answers, and of their copies those that are wrong. */
export function samplesOf(concepts: readonly ConceptFile[], answers: readonly Answer[]): Sample[] {
  const askedBy = shelvesOf(concepts);
  return answers.flatMap((answer) => {
    const evidence = askedBy(answer.question)?.evidence();
    if (evidence === undefined) throw new Error(`there is no open question ${answer.question}`);
    const right = read(answer.right);
    const known = new Set(right.map(({ text }) => text));
    const turned = copiesOf(answer)
      .flatMap(({ text }) => read(text))
      .filter(({ text }) => !known.has(text));
    return [...right, ...turned].map((sentence, i) => {
      const { signals, doubts } = readingOf(sentence, evidence);
      return { answer, signals, doubts: doubts.map((one) => one.signals), wrong: i >= right.length };
    });
  });
}

/** How far weights are pulled to zero, how many steps are taken, and how long each is. */
const PULL = 0.01;
const STEPS = 150;
const STEP = 0.05;
/** Which share of right answers may have a statement named. */
const FALSE_ALARMS = 0.075;

interface Scale {
  mean: number[];
  spread: number[];
}

function scaleOf(rows: readonly (readonly number[])[]): Scale {
  const mean = (rows[0] ?? []).map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
  const spread = mean.map(
    (middle, i) => Math.sqrt(rows.reduce((sum, row) => sum + (row[i]! - middle) ** 2, 0) / rows.length) || 1,
  );
  return { mean, spread };
}

const scaled = (row: readonly number[], { mean, spread }: Scale): number[] =>
  row.map((value, i) => (value - mean[i]!) / spread[i]!);

const dot = (weights: readonly number[], row: readonly number[], from: number): number =>
  row.reduce((sum, value, i) => sum + weights[from + i]! * value, 0);

const WHOLE = SENTENCE_SIGNALS.length;
const SIZE = WHOLE + DOUBT_SIGNALS.length + 2;

/** Log-odds of a sentence, the share that each of its doubts has in them, and those of the worst one. */
function oddsIn(
  weights: readonly number[],
  signals: readonly number[],
  doubts: readonly (readonly number[])[],
) {
  const each = doubts.map((row) => Math.exp(weights[WHOLE + 1]! + dot(weights, row, WHOLE + 2)));
  const all = each.reduce((sum, one) => sum + one, 1);
  const odds = weights[0]! + dot(weights, signals, 1) + Math.log(all);
  return { odds, shares: each.map((one) => one / all), worst: Math.log(Math.max(0, ...each)) };
}

/** Logistic regression by gradient descent (Adam): no chance in it, so the same samples give the same weights. */
function descend(samples: readonly Sample[]): number[] {
  const weights = Array.from({ length: SIZE }, () => 0);
  weights[0] = -2;
  weights[WHOLE + 1] = -1;
  const [first, second] = [weights.map(() => 0), weights.map(() => 0)];
  for (let step = 1; step <= STEPS; step++) {
    const slope = weights.map((weight, i) => (i === 0 || i === WHOLE + 1 ? 0 : PULL * weight));
    for (const { signals, doubts, wrong } of samples) {
      const { odds, shares } = oddsIn(weights, signals, doubts);
      const by = (1 / (1 + Math.exp(-odds)) - Number(wrong)) / samples.length;
      slope[0]! += by;
      signals.forEach((value, i) => {
        slope[1 + i]! += by * value;
      });
      doubts.forEach((row, n) => {
        slope[WHOLE + 1]! += by * shares[n]!;
        row.forEach((value, i) => {
          slope[WHOLE + 2 + i]! += by * shares[n]! * value;
        });
      });
    }
    slope.forEach((by, i) => {
      first[i] = 0.9 * first[i]! + 0.1 * by;
      second[i] = 0.99 * second[i]! + 0.01 * by * by;
      const [a, b] = [first[i]! / (1 - 0.9 ** step), second[i]! / (1 - 0.99 ** step)];
      weights[i]! -= (STEP * a) / (Math.sqrt(b) + 1e-8);
    });
  }
  return weights;
}

const named = <Name extends string>(names: readonly Name[], values: readonly number[]) =>
  Object.fromEntries(names.map((name, i) => [name, Number(values[i]!.toFixed(3))])) as Record<Name, number>;

/** What few enough right answers have a sentence above. */
function limitOf(samples: readonly Sample[], clear: readonly number[]): number {
  const worst = new Map<Answer, number>();
  samples.forEach(({ answer, wrong }, i) => {
    if (!wrong) worst.set(answer, Math.max(clear[i]!, worst.get(answer) ?? -Infinity));
  });
  const sorted = [...worst.values()].sort((a, b) => b - a);
  return sorted[Math.floor(FALSE_ALARMS * sorted.length)] ?? 0;
}

/** Weights that tell the wrong sentences of some answers from their right ones. */
export function fitted(samples: readonly Sample[]): Weights {
  const whole = scaleOf(samples.map(({ signals }) => signals));
  const word = scaleOf(samples.flatMap(({ doubts }) => doubts));
  const rows = samples.map((sample) => ({
    ...sample,
    signals: scaled(sample.signals, whole),
    doubts: sample.doubts.map((row) => scaled(row, word)),
  }));
  const weights = descend(rows);
  const clear = rows.map(({ signals, doubts }) => {
    const { odds, worst } = oddsIn(weights, signals, doubts);
    return odds + worst;
  });
  const plain = (from: number, scale: Scale) => scale.spread.map((by, i) => weights[from + i]! / by);
  const bias = (at: number, values: readonly number[], scale: Scale) =>
    Number((weights[at]! - dot(values, scale.mean, 0)).toFixed(3));
  const [sentence, doubt] = [plain(1, whole), plain(WHOLE + 2, word)];
  return {
    named: Number(limitOf(rows, clear).toFixed(2)),
    bias: bias(0, sentence, whole),
    sentence: named(SENTENCE_SIGNALS, sentence),
    doubtBias: bias(WHOLE + 1, doubt, word),
    doubt: named(DOUBT_SIGNALS, doubt),
  };
}

/** In how many parts answers are parted to see how weights do that are fitted to the others. */
const PARTS = 9;

/** For each question a reader that was fitted to answers of other topics alone. */
export function crossFitted(concepts: readonly ConceptFile[], answers: readonly Answer[]): ReaderOf {
  const topicOf = topicsOf(concepts);
  const topics = [...new Set(concepts.map(({ topic }) => topic))].sort();
  const partOf = (question: string) => topics.indexOf(topicOf(question)) % PARTS;
  const samples = samplesOf(concepts, answers);
  const readers = Array.from({ length: PARTS }, (_, part) =>
    createReader(concepts, fitted(samples.filter(({ answer }) => partOf(answer.question) !== part))),
  );
  return (question) => readers[partOf(question)]!;
}
