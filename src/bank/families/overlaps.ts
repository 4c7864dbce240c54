import { sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals } from "./display.ts";

interface Masks {
  tp: readonly [number, number];
  fp: readonly [number, number];
  fn: readonly [number, number];
  ask: "Dice" | "IoU";
}

const one = ({ tp, fp, fn, ask }: Masks, i: 0 | 1) =>
  ask === "Dice" ? (2 * tp[i]) / (2 * tp[i] + fp[i] + fn[i]) : tp[i] / (tp[i] + fp[i] + fn[i]);
const flipped = (p: Masks): Masks => ({ ...p, ask: p.ask === "Dice" ? "IoU" : "Dice" });
const mean = (p: Masks) => (one(p, 0) + one(p, 1)) / 2;
const added = (list: readonly [number, number]): [number, number] => [list[0] + list[1], list[0] + list[1]];
const pooled = (p: Masks) => one({ ...p, tp: added(p.tp), fp: added(p.fp), fn: added(p.fn) }, 0);

/** Mean Dice or mean IoU of two classes from pixel counts. */
export const maskOverlap = defineFamily({
  id: "mask-overlap",
  topic: "vision-tasks",
  concept: "unet-maskrcnn",
  difficulty: "medium",
  asks: "Mean Dice / mean IoU from pixel counts",
  draw(random): Masks {
    const counts = (low: number, high: number) =>
      [10 * random.int(low, high), 10 * random.int(low, high)] as const;
    return {
      tp: counts(10, 90),
      fp: counts(2, 50),
      fn: counts(2, 50),
      ask: random.pick(["Dice", "IoU"] as const),
    };
  },
  stem: ({ tp, fp, fn, ask }) =>
    `A segmentation of tumour and vessel has ${tp[0]} true positive, ${fp[0]} false positive and ${fn[0]} false negative pixels for the tumour; ${tp[1]}, ${fp[1]} and ${fn[1]} for the vessel. What is the mean ${ask === "Dice" ? "Dice coefficient" : "IoU"} of the two classes?`,
  key: mean,
  display: () => decimals(3),
  possible: (value) => value > 0 && value < 1,
  wrong: [
    {
      name: "the other measure",
      value: (p) => mean(flipped(p)),
      because: (p, shown) =>
        p.ask === "Dice"
          ? tex`${shown} is the mean IoU, which counts the shared pixels once above and below.`
          : tex`${shown} is the mean Dice coefficient, which counts the shared pixels twice above and below.`,
    },
    {
      name: "pixels pooled",
      value: pooled,
      because: (_, shown) =>
        tex`${shown} pools the pixels of both classes first, so the larger class counts more; a mean over classes weighs them alike.`,
    },
    {
      name: "precision",
      value: ({ tp, fp }) => (tp[0] / (tp[0] + fp[0]) + tp[1] / (tp[1] + fp[1])) / 2,
      because: (_, shown) =>
        tex`${shown} is the mean precision, which does not see the pixels that were missed.`,
    },
    {
      name: "recall",
      value: ({ tp, fn }) => (tp[0] / (tp[0] + fn[0]) + tp[1] / (tp[1] + fn[1])) / 2,
      because: (_, shown) => tex`${shown} is the mean recall, which does not see the false positive pixels.`,
    },
    {
      name: "worst class",
      value: (p) => Math.min(one(p, 0), one(p, 1)),
      because: (p, shown) =>
        tex`${shown} is the value of the ${one(p, 0) < one(p, 1) ? "tumour" : "vessel"}, the worse of the two; the mean takes in both.`,
    },
    {
      name: "best class",
      value: (p) => Math.max(one(p, 0), one(p, 1)),
      because: (p, shown) =>
        tex`${shown} is the value of the ${one(p, 0) > one(p, 1) ? "tumour" : "vessel"}, the better of the two; the mean takes in both.`,
    },
    {
      name: "product of the classes",
      value: (p) => one(p, 0) * one(p, 1),
      because: (_, shown) => tex`${shown} multiplies the values of the two classes, but they are averaged.`,
    },
  ],
  solution: (p, shown) =>
    tex`The tumour has ${one(p, 0)}, the vessel ${one(p, 1)} (${p.ask === "Dice" ? "twice the true positives over twice them plus both kinds of error" : "true positives over themselves plus both kinds of error"}). The mean is ${shown}.`,
});

type Line = readonly [from: number, to: number];

interface Detections {
  boxes: readonly Line[];
  scores: readonly number[];
  threshold: number;
}

const iou = ([a, b]: Line, [c, d]: Line) => {
  const both = Math.max(0, Math.min(b, d) - Math.max(a, c));
  return both / (b - a + d - c - both);
};

/** The scores that survive, where `drops` says whether a kept box removes another one. */
function survivors({ boxes, scores }: Detections, drops: (kept: Line, other: Line) => boolean): number[] {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const kept: number[] = [];
  for (const i of order) if (!kept.some((k) => drops(boxes[k]!, boxes[i]!))) kept.push(i);
  return kept.map((i) => scores[i]!);
}
const nms = (p: Detections, threshold = p.threshold) => survivors(p, (a, b) => iou(a, b) > threshold);
const shownScores = (list: readonly number[]) => list.map((score) => score.toFixed(2)).join(", ");

/** Greedy non-maximum suppression along one axis; the sum of the surviving scores tells which survive. */
export const nmsSum = defineFamily({
  id: "nms-sum",
  topic: "vision-tasks",
  concept: "yolo-ssd",
  difficulty: "hard",
  asks: "Which boxes survive NMS (sum of their scores)",
  draw(random): Detections {
    const scores = random.shuffle([0.95, 0.9, 0.85, 0.8, 0.7, 0.65, 0.6, 0.5, 0.4]).slice(0, 5);
    const boxes = scores.map((): Line => {
      const from = random.int(0, 9);
      return [from, from + random.int(5, 9)];
    });
    return { boxes, scores, threshold: random.pick([0.3, 0.4, 0.5, 0.6]) };
  },
  stem: ({ boxes, scores, threshold }) =>
    `Five detections of one class are equally high, so left and right edges alone matter: ${boxes.map(([a, b], i) => `[${a}, ${b}] with score ${scores[i]}`).join(", ")}. Greedy NMS drops boxes whose IoU with a kept one exceeds ${threshold}. What do the kept scores sum to?`,
  key: (p) => sum(nms(p)),
  display: () => decimals(2),
  possible: (value) => value >= 0,
  wrong: [
    {
      name: "nothing dropped",
      value: ({ scores }) => sum(scores),
      because: (p, shown) =>
        tex`${shown} keeps all five boxes, but some overlap a better one by more than ${p.threshold}.`,
    },
    {
      name: "best box alone",
      value: ({ scores }) => Math.max(...scores),
      because: (p, shown) =>
        tex`${shown} keeps the best box alone; boxes that overlap it by at most ${p.threshold} stay.`,
    },
    {
      name: "dropped at any overlap",
      value: (p) => sum(nms(p, 0)),
      because: (p, shown) =>
        tex`${shown} drops every box that touches a kept one, but the IoU must exceed ${p.threshold}.`,
    },
    {
      name: "in the order given",
      value: (p) => {
        const kept: number[] = [];
        for (const i of p.boxes.keys())
          if (!kept.some((k) => iou(p.boxes[k]!, p.boxes[i]!) > p.threshold)) kept.push(i);
        return sum(kept.map((i) => p.scores[i]!));
      },
      because: (_, shown) =>
        tex`${shown} goes through the boxes in the order in which they are listed; NMS begins with the highest score.`,
    },
    {
      name: "lower threshold side",
      value: (p) => sum(survivors(p, (a, b) => iou(a, b) < p.threshold)),
      because: (p, shown) =>
        tex`${shown} drops the boxes that overlap little and keeps those above ${p.threshold}, the wrong way round.`,
    },
    {
      name: "share of the smaller box",
      value: (p) =>
        sum(
          survivors(
            p,
            (a, b) =>
              Math.max(0, Math.min(a[1], b[1]) - Math.max(a[0], b[0])) / Math.min(a[1] - a[0], b[1] - b[0]) >
              p.threshold,
          ),
        ),
      because: (_, shown) =>
        tex`${shown} divides the overlap by the shorter box; IoU divides by the union, which is longer.`,
    },
    {
      name: "dropped ones",
      value: (p) => sum(p.scores) - sum(nms(p)),
      because: (_, shown) => tex`${shown} is the sum of the dropped scores; the kept ones are asked for.`,
    },
  ],
  solution: (p, shown) =>
    tex`From the highest score down, the boxes with the scores ${shownScores(nms(p))} are kept; each of the others overlaps one of them by more than ${p.threshold}. They sum to ${shown}.`,
});
