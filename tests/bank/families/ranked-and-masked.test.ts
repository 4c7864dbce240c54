import { describe, it } from "vitest";
import { maskOverlap, nmsSum } from "../../../src/bank/families/overlaps.ts";
import { aucPairs, avgPrecision, calibrationError } from "../../../src/bank/families/ranking.ts";
import { expectKeys } from "./draws.ts";

describe("measures of rankings, calibration and masks agree with counting", () => {
  it("avg-precision: the area under the steps of precision over recall", () => {
    expectKeys(avgPrecision, ({ hits, missed }) => {
      const all = hits.filter(Boolean).length + missed;
      let [found, area, recall] = [0, 0, 0];
      for (const [i, hit] of hits.entries()) {
        if (hit) found++;
        area += (found / all - recall) * (found / (i + 1));
        recall = found / all;
      }
      return area;
    });
  });

  it("auc-pairs: trapezes under the ROC curve, threshold by threshold", () => {
    expectKeys(aucPairs, ({ positives, negatives }) => {
      let [area, hitRate, alarmRate] = [0, 0, 0];
      for (let threshold = 10; threshold >= 0; threshold--) {
        const above = (list: readonly number[]) =>
          list.filter((score) => Math.round(score * 10) >= threshold).length / list.length;
        const [hits, alarms] = [above(positives), above(negatives)];
        area += ((alarms - alarmRate) * (hits + hitRate)) / 2;
        [hitRate, alarmRate] = [hits, alarms];
      }
      return area;
    });
  });

  it("calibration-error: example by example", () => {
    expectKeys(calibrationError, ({ counts, confidence, accuracy }) => {
      let [error, examples] = [0, 0];
      for (const [bin, count] of counts.entries())
        for (let example = 0; example < count; example++) {
          error += Math.abs((accuracy[bin] ?? 0) - (confidence[bin] ?? 0));
          examples++;
        }
      return error / examples;
    });
  });

  it("mask-overlap: sets of pixels", () => {
    expectKeys(maskOverlap, ({ tp, fp, fn, ask }) => {
      const values = [0, 1].map((i) => {
        const truth = new Set(Array.from({ length: tp[i]! + fn[i]! }, (_, at) => at));
        const predicted = new Set(Array.from({ length: tp[i]! + fp[i]! }, (_, at) => at + fn[i]!));
        const both = [...truth].filter((pixel) => predicted.has(pixel)).length;
        const either = new Set([...truth, ...predicted]).size;
        return ask === "IoU" ? both / either : (both + both) / (truth.size + predicted.size);
      });
      return (values[0]! + values[1]!) / 2;
    });
  });

  it("nms-sum: boxes crossed out one by one, cell by cell", () => {
    expectKeys(nmsSum, ({ boxes, scores, threshold }) => {
      const cells = boxes.map(([from, to]) => new Set(Array.from({ length: to - from }, (_, i) => from + i)));
      const left = new Set(boxes.keys());
      let total = 0;
      while (left.size > 0) {
        const best = [...left].reduce((a, b) => (scores[a]! > scores[b]! ? a : b));
        total += scores[best]!;
        left.delete(best);
        for (const other of [...left]) {
          const both = [...cells[best]!].filter((cell) => cells[other]!.has(cell)).length;
          if (both / new Set([...cells[best]!, ...cells[other]!]).size > threshold) left.delete(other);
        }
      }
      return total;
    });
  });
});
