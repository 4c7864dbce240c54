import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/bank/tex/symbols.ts";
import { showText } from "../../src/bank/tex.ts";
import { type Expression, evaluate, expressions, toTex, worth } from "./tex-arithmetic.ts";

const tex = String.raw;

function shown(text: string): string {
  const result = showText(text);
  if (!result.ok) throw new Error(result.problem);
  return result.text;
}

function refused(text: string): string {
  const result = showText(text);
  if (result.ok) throw new Error(`shown as ${result.text}`);
  return result.problem;
}

describe("formulas that can be shown", () => {
  it.each([
    [tex`x^2`, "x²"],
    [tex`W^\top`, "Wᵀ"],
    [tex`A^T`, "Aᵀ"],
    [tex`d_k`, "dₖ"],
    [tex`x_i^2`, "xᵢ²"],
    [tex`x^2_i`, "xᵢ²"],
    [tex`10^{-3}`, "10⁻³"],
    [tex`x^{(i)}`, "x⁽ⁱ⁾"],
    [tex`\theta_{t+1} = \theta_t - \eta \nabla L`, "θₜ₊₁ = θₜ − η∇L"],
    [tex`\sqrt{d_k}`, "√dₖ"],
    [tex`\sqrt{a+b}`, "√(a + b)"],
    [tex`\sqrt{(a+b)}`, "√(a + b)"],
    [tex`\sqrt{x^2}`, "√(x²)"],
    [tex`\sqrt{x}^2`, "(√x)²"],
    [tex`\sqrt{2}x`, "√(2)x"],
    [tex`\sqrt[3]{x}`, "∛x"],
    [tex`\frac{a}{b}`, "a/b"],
    [tex`\frac{a+b}{2x}`, "(a + b)/(2x)"],
    [tex`\frac{\partial L}{\partial W}`, "∂L/∂W"],
    [tex`\frac{1}{1+e^{-x}}`, "1/(1 + e⁻ˣ)"],
    [tex`\frac{1}{n(n+1)}`, "1/(n(n + 1))"],
    [tex`\frac{QK^\top}{\sqrt{d_k}}`, "QKᵀ/√dₖ"],
    [tex`2\frac{1}{2}`, "2(1/2)"],
    [tex`\frac{a}{b}^2`, "(a/b)²"],
    [tex`\frac{1}{n}\sum_{i=1}^n x_i`, "(1/n) Σᵢ₌₁ⁿ xᵢ"],
    [tex`\hat{y}`, "ŷ"],
    [tex`\bar{x}_i`, "x̄ᵢ"],
    [tex`\tilde{h}`, "h̃"],
    [tex`\mathbb{R}^n`, "ℝⁿ"],
    [tex`\mathcal{N}(0, 1)`, "𝒩(0, 1)"],
    [tex`\mathbf{x} \in \mathbb{R}^{n}`, "x ∈ ℝⁿ"],
    [tex`a \le b`, "a ≤ b"],
    [tex`a\le b`, "a ≤ b"],
    [tex`-x+1`, "−x + 1"],
    [tex`a \cdot -1`, "a · −1"],
    [tex`\log_2 n`, "log₂ n"],
    [tex`2\log(x)`, "2 log(x)"],
    [tex`\arg\max_i p_i`, "arg maxᵢ pᵢ"],
    [tex`p(y \mid x)`, "p(y | x)"],
    [tex`|x|`, "|x|"],
    [tex`\|x\|_2`, "‖x‖₂"],
    [tex`\lfloor (n + 2p - k)/s \rfloor + 1`, "⌊(n + 2p − k)/s⌋ + 1"],
    [tex`\left(\frac{a}{b}\right)`, "(a/b)"],
    [tex`\operatorname{softmax}(z)`, "softmax(z)"],
    [tex`\text{batch size} = 32`, "batch size = 32"],
    [tex`\alpha x`, "αx"],
    [tex`W x + b`, "W x + b"],
    [tex`\sigma'(x)`, "σ′(x)"],
    [tex`1{,}000 \times 4`, "1,000 × 4"],
    [tex`50\%`, "50%"],
    [tex`90^\circ`, "90°"],
    [tex`f: x \mapsto x^2`, "f: x ↦ x²"],
    [tex`x_1, \ldots, x_n`, "x₁, …, xₙ"],
    [tex`A \odot B \otimes C`, "A ⊙ B ⊗ C"],
    [tex`\frac{\frac{a}{b}}{c}`, "(a/b)/c"],
    [tex`\frac{a}{\frac{b}{c} + 1}`, "a/(b/c + 1)"],
    [tex`W = \begin{bmatrix} 1 & -2 \\ 3 & 4 \end{bmatrix}`, "W = [1, −2; 3, 4]"],
    [tex`\begin{pmatrix} a \\ b \\ \end{pmatrix}^\top x`, "(a; b)ᵀx"],
    [
      tex`f(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}`,
      "f(x) = {x, if x > 0; 0, otherwise}",
    ],
  ])("%s is %s", (formula, text) => {
    expect(shown(`$${formula}$`)).toBe(text);
  });

  it("stand in the middle of text", () => {
    expect(shown(tex`With $d_k = 64$, divide by $\sqrt{d_k}$.`)).toBe("With dₖ = 64, divide by √dₖ.");
  });

  it("are composed characters where Unicode has them", () => {
    expect(shown(tex`$\hat{y}$`)).toHaveLength(1);
  });
});

describe("what is left as it is", () => {
  it.each([
    ["inline code", "`$x_q$` and `a\\b`", "`$x_q$` and `a\\b`"],
    ["a code block", "Look:\n```py\nx = '$a_b$ \\n'\n```\nWhy?", "Look:\n```py\nx = '$a_b$ \\n'\n```\nWhy?"],
    ["an escaped dollar", tex`It costs \$5.`, "It costs $5."],
    ["an escaped dollar beside a formula", tex`\$5 for $x^2$`, "$5 for x²"],
  ])("%s", (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it("is all text without a dollar or a backslash", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        fc.pre(!/[$\\]/.test(text));
        expect(shown(text)).toBe(text);
      }),
    );
  });
});

describe("formulas that are refused", () => {
  it.each([
    [tex`W_q`, "subscript q"],
    [tex`x_B`, "subscript B"],
    [tex`x_{i,j}`, "leave it out"],
    [tex`x^q`, "superscript q"],
    [tex`x^{1/2}`, tex`\sqrt`],
    [tex`x^{0.5}`, "superscript ."],
    [tex`x^{\ell}`, "superscript ℓ"],
    [tex`e^{-x^2}`, "a script on a script"],
    [tex`x_{i_j}`, "a script on a script"],
    [tex`x_i_j`, "two _"],
    [tex`\softmax(x)`, tex`\operatorname{softmax}`],
    [tex`\dfrac{a}{b}`, tex`\frac`],
    [tex`\frac{a}`, "nothing to apply to"],
    [tex`\begin{bmatrix}`, tex`\begin`],
    [tex`\begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}`, "differ in length"],
    [tex`\begin{bmatrix} 1 & \\ 3 & 4 \end{bmatrix}`, "empty cell"],
    [tex`\begin{bmatrix} 1 & 2 \end{pmatrix}`, "not ended"],
    [tex`\begin{align} 1 \end{align}`, "only matrix, bmatrix"],
    [tex`\hat{xy}`, "one letter"],
    [tex`\mathbb{Q}`, tex`\mathbb{Q}`],
    [tex`\text{d_model}`, "inline code"],
    [tex`\{x\}`, tex`\{`],
    [tex`a \\ b`, tex`\\`],
    [tex`a & b`, "the character &"],
    [tex`50%`, tex`\%`],
    [tex`{x`, "not closed"],
    [tex`x}`, "closes nothing"],
    [tex`^2`, "nothing before it"],
    [tex`=_2`, "a script on ="],
    [tex`\sqrt[5]{x}`, "degree 5"],
    [tex`\left. x \right|`, tex`\left.`],
  ])("%s names what it cannot show", (formula, name) => {
    expect(refused(`$${formula}$`)).toContain(name);
  });

  it.each([
    ["a price that looks like a formula", "costs $5 and $10", tex`\$`],
    ["a lone dollar", "a $ b", tex`\$`],
    ["an empty formula", "$$x$$", tex`\$`],
    ["a command outside a formula", tex`the rate \alpha`, "between $"],
  ])("%s", (_, text, name) => {
    expect(refused(text)).toContain(name);
  });

  it("are all named, not only the first", () => {
    const problem = refused(tex`$x_q$ and $\foo$`);
    expect(problem).toContain("subscript q");
    expect(problem).toContain(tex`\foo`);
  });

  it("hold any unknown command, which is named", () => {
    const known = new Set([
      ...COMMANDS.keys(),
      "frac",
      "sqrt",
      "text",
      "operatorname",
      "left",
      "right",
      "hat",
      "bar",
    ]);
    for (const more of ["tilde", "mathbf", "boldsymbol", "mathrm", "mathbb", "mathcal", "quad", "qquad"])
      known.add(more);
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z]{2,12}$/), (name) => {
        fc.pre(!known.has(name));
        expect(refused(`$a + \\${name} b$`)).toContain(`\\${name} cannot be shown`);
      }),
    );
  });

  it("may nest deeply without harm", () => {
    expect(refused(`$${"{".repeat(5000)}x${"}".repeat(5000)}$`)).toContain("too much");
    expect(refused(`$${tex`\hat`.repeat(5000)} x$`)).toContain("too much");
  });
});

/** Anything that looks a bit like TeX. */
const texLike = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "x",
        "W",
        "k",
        "2",
        "10",
        "+",
        "-",
        "=",
        "(",
        ")",
        ",",
        " ",
        "^",
        "_",
        "{",
        "}",
        "/",
        "|",
        "'",
      ),
      fc.constantFrom(...[...COMMANDS.keys()].map((name) => `\\${name} `)),
      fc.constantFrom(
        tex`\frac{a}{b}`,
        tex`\sqrt{x}`,
        tex`\hat{y}`,
        tex`\text{in all}`,
        tex`\mathbb{R}`,
        "x^{2}",
        "d_{k}",
      ),
      fc.string({ unit: "grapheme", maxLength: 2 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("whatever is written between dollars", () => {
  it("comes out without TeX, or is refused", () => {
    fc.assert(
      fc.property(texLike, (formula) => {
        fc.pre(!/[$`]|\\$/.test(formula));
        const result = showText(`$${formula}$`);
        if (result.ok) expect(result.text).not.toMatch(/[\\{}$^_`]/);
        else expect(result.problem).not.toBe("");
      }),
      { numRuns: 2000 },
    );
  });

  it("means the same when it is read as plain arithmetic", () => {
    let shownOnes = 0;
    fc.assert(
      fc.property(expressions, (expression: Expression) => {
        const result = showText(`$${toTex(expression)}$`);
        fc.pre(result.ok);
        const value = worth(expression);
        fc.pre(Number.isFinite(value));
        shownOnes++;
        const read = evaluate(result.ok ? result.text : "");
        expect(Math.abs(read - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
      }),
      { numRuns: 1000 },
    );
    expect(shownOnes).toBeGreaterThan(300);
  });
});
