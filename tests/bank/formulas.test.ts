import { describe, expect, it } from "vitest";
import { readFolder } from "../../src/bank/folder.ts";
import { itemsOf, sharedHead } from "../../src/bank/items.ts";
import { packFolder } from "../../src/bank/load.ts";
import { loadPacked } from "../../src/bank/packed.ts";
import { worthSetting } from "../../src/bank/tex/setting.ts";
import { formulasOf } from "../../src/bank/tex.ts";
import { shownBeside } from "../../src/cards/pictured.ts";
import { deal, pose } from "../../src/engine/rules/deal.ts";
import { conceptInput, writeFolder, yaml } from "./fixtures.ts";
import { GOOD } from "./folders.ts";

const tex = String.raw;
const items = readFolder("questions").concepts.flatMap(({ data }) => itemsOf(data, sharedHead(data, "")));

describe("a formula that one line of text can hardly show", () => {
  it.each([
    [tex`\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}`],
    [tex`\begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}`],
    [tex`\frac{\frac{a}{b}}{c}`],
    [tex`\frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}}`],
    [tex`\frac{1}{\sum_j e^{z_j}}`],
    [tex`\sum_{i=1}^{n} x_i`],
    [tex`\prod^n_{t=1} p_t`],
  ])("is %s", (formula) => {
    expect(worthSetting(formula)).toBeGreaterThan(0);
  });

  it.each([
    [tex`\frac{1}{2} w^2`],
    [tex`\frac{\partial c_t}{\partial c_{t-1}} = f_t`],
    [tex`\frac{-1}{\sqrt{d_k}}`],
    [tex`\sqrt{d_k}`],
    [tex`h_t = \tanh(W h_{t-1} + U x_t + b)`],
    [tex`\sum_t \delta_t`],
  ])("is not %s", (formula) => {
    expect(worthSetting(formula)).toBe(0);
  });

  it("is kept with what its text says, once, the one with most to show first, and none out of code", () => {
    const written = {
      stem: tex`With $\frac{a}{b + c}$ and $x^2$, not ${"`$\\frac{a}{b + d}$`"}.`,
      more: [tex`$\begin{bmatrix} 1 & \frac{a}{b + c} \end{bmatrix}$ and $\frac{a}{b + c}$`],
    };
    expect(formulasOf(written)).toEqual([
      { tex: tex`\begin{bmatrix} 1 & \frac{a}{b + c} \end{bmatrix}`, text: "[1, a/(b + c)]" },
      { tex: tex`\frac{a}{b + c}`, text: "a/(b + c)" },
    ]);
  });
});

describe("the formulas of the bank", () => {
  it("are set for a few of its questions", () => {
    const set = items.filter(({ formulas }) => formulas !== undefined);
    console.log(`formulas: set for ${set.length} of ${items.length} questions`);
    expect(set.length).toBeGreaterThanOrEqual(25);
    expect(set.length).toBeLessThan(items.length / 10);
  });

  it("stand in the texts of their questions, word for word", () => {
    for (const item of items)
      for (const { text } of item.formulas ?? []) expect(JSON.stringify(item)).toContain(text);
  });

  it("give away nothing: a question shows those of its prompt alone", () => {
    for (const item of items) {
      const asked = item.kind === "open" ? pose(item, "seed") : deal(item, "seed");
      const shown = shownBeside(asked.stem, asked.formulas, 9).map(({ alt }) => alt);
      expect([item.id, shown.filter((alt) => !asked.stem.includes(alt))]).toEqual([item.id, []]);
      if (item.kind === "open")
        for (const { text } of asked.formulas ?? []) expect(asked.stem).toContain(text);
    }
  });

  it("come out of the packed bank, too", () => {
    const rationale = tex`It is $\frac{a}{b + c}$.`;
    const [first] = conceptInput().choice ?? [];
    const folder = writeFolder({
      ...GOOD,
      "cnn/pooling.yaml": yaml(conceptInput({ choice: first ? [{ ...first, rationale }] : [] })),
    });
    const packed = packFolder(folder, []);
    if (packed.kind !== "packed") throw new Error(JSON.stringify(packed.problems));
    expect(loadPacked(packed.json, []).item("pooling.c1", "")?.formulas).toEqual([
      { tex: tex`\frac{a}{b + c}`, text: "a/(b + c)" },
    ]);
  });

  it("are no field that a file may have", () => {
    const folder = writeFolder({ ...GOOD, "cnn/pooling.yaml": yaml({ ...conceptInput(), formulas: [] }) });
    expect(
      readFolder(folder)
        .problems.map(({ message }) => message)
        .join(),
    ).toContain("formulas is not a field of the format");
  });
});
