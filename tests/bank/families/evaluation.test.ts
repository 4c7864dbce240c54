import { describe, it } from "vitest";
import { bleu } from "../../../src/bank/families/bleu.ts";
import { classWeight, focal, prf } from "../../../src/bank/families/evaluation.ts";
import { iou } from "../../../src/bank/families/vision.ts";
import { expectKeys, surprise } from "./draws.ts";

/** The share of the output's n-grams found in the reference, each of which is used up by one match. */
function precision(reference: readonly string[], output: readonly string[], n: number): number {
  const ngrams = (words: readonly string[]) =>
    words.flatMap((_, i) => (i + n <= words.length ? [words.slice(i, i + n).join(" ")] : []));
  const left = ngrams(reference);
  const wanted = ngrams(output);
  let found = 0;
  for (const ngram of wanted) {
    const at = left.indexOf(ngram);
    if (at < 0) continue;
    left.splice(at, 1);
    found++;
  }
  return found / wanted.length;
}

describe("metrics agree with counting", () => {
  it("prf: example by example", () => {
    expectKeys(prf, ({ tp, fp, fn, tn, ask }) => {
      const examples = [
        ...new Array<[boolean, boolean]>(tp).fill([true, true]),
        ...new Array<[boolean, boolean]>(fp).fill([false, true]),
        ...new Array<[boolean, boolean]>(fn).fill([true, false]),
        ...new Array<[boolean, boolean]>(tn).fill([false, false]),
      ];
      let [flagged, positive, both] = [0, 0, 0];
      for (const [truth, prediction] of examples) {
        if (prediction) flagged++;
        if (truth) positive++;
        if (truth && prediction) both++;
      }
      const [exact, complete] = [both / flagged, both / positive];
      if (ask === "precision") return exact;
      return ask === "recall" ? complete : 2 / (1 / exact + 1 / complete);
    });
  });

  it("iou: cell by cell", () => {
    expectKeys(iou, ({ a, b }) => {
      const within = ([left, top, right, bottom]: readonly number[], x: number, y: number) =>
        x > left! && x < right! && y > top! && y < bottom!;
      let [both, either] = [0, 0];
      for (let x = 0.5; x < 40; x++)
        for (let y = 0.5; y < 40; y++) {
          const [inA, inB] = [within(a, x, y), within(b, x, y)];
          if (inA && inB) both++;
          if (inA || inB) either++;
        }
      return both / either;
    });
  });

  it("bleu: n-grams that are used up", () => {
    expectKeys(bleu, ({ reference, output }) => {
      const logs = [1, 2].map((n) => Math.log(precision(reference, output, n)));
      const penalty = output.length > reference.length ? 0 : 1 - reference.length / output.length;
      return Math.exp(penalty + (logs[0]! + logs[1]!) / 2);
    });
  });

  it("class-weight: equal classes, scaled until the mean example weighs 1", () => {
    expectKeys(classWeight, ({ counts, i }) => {
      let [total, examples] = [0, 0];
      for (const count of counts) {
        for (let example = 0; example < count; example++) {
          total += 1 / count;
          examples++;
        }
      }
      return 1 / (counts[i] ?? Number.NaN) / (total / examples);
    });
  });

  it("focal: the factor by repeated multiplication, the logarithm as an area", () => {
    expectKeys(
      focal,
      ({ p, gamma }) => {
        let factor = gamma % 1 === 0 ? 1 : Math.sqrt(1 - p);
        for (let power = 1; power <= gamma; power++) factor *= 1 - p;
        return factor * surprise(p);
      },
      1e-7,
    );
  });
});
