import fc from "fast-check";

/** Arithmetic as a tree, to be written as TeX, shown as text, and read again by a second reader. */
export type Expression =
  | { kind: "number"; value: number }
  | { kind: "variable"; name: "x" | "y" }
  | { kind: "sum" | "difference" | "product" | "beside" | "fraction"; left: Expression; right: Expression }
  | { kind: "square" | "root" | "minus"; of: Expression };

const VARIABLES = { x: 1.7, y: 0.6 };

export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression; leaf: Expression }>(
  (tie) => ({
    leaf: fc.oneof(
      fc.record({ kind: fc.constant("number" as const), value: fc.integer({ min: 2, max: 19 }) }),
      fc.record({
        kind: fc.constant("variable" as const),
        name: fc.constantFrom("x" as const, "y" as const),
      }),
    ),
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      tie("leaf"),
      fc.record({
        kind: fc.constantFrom(
          "sum" as const,
          "difference" as const,
          "product" as const,
          "beside" as const,
          "fraction" as const,
        ),
        left: tie("node"),
        right: tie("node"),
      }),
      fc.record({
        kind: fc.constantFrom("square" as const, "root" as const, "minus" as const),
        of: tie("node"),
      }),
    ),
  }),
).node;

const isSum = ({ kind }: Expression) => kind === "sum" || kind === "difference" || kind === "minus";
const isProduct = ({ kind }: Expression) => kind === "product" || kind === "beside";

/** TeX that means the expression: groups that TeX shows by its layout (\frac, \sqrt) get no parentheses. */
export function toTex(e: Expression): string {
  const enclosed = (inner: Expression, when: boolean) => (when ? `(${toTex(inner)})` : toTex(inner));
  const factor = (inner: Expression) => enclosed(inner, isSum(inner));
  switch (e.kind) {
    case "number":
      return String(e.value);
    case "variable":
      return e.name;
    case "sum":
      return `${toTex(e.left)} + ${enclosed(e.right, e.right.kind === "minus")}`;
    case "difference":
      return `${toTex(e.left)} - ${factor(e.right)}`;
    case "product":
      return `${factor(e.left)} \\cdot ${factor(e.right)}`;
    case "beside":
      // Two numbers side by side are another number, and an exponent binds to what is before it.
      return `${factor(e.left)}(${toTex(e.right)})`;
    case "fraction":
      return `\\frac{${toTex(e.left)}}{${toTex(e.right)}}`;
    case "square": {
      const bare = e.of.kind === "number" || e.of.kind === "variable" || e.of.kind === "root";
      return bare || e.of.kind === "fraction" ? `{${toTex(e.of)}}^2` : `(${toTex(e.of)})^2`;
    }
    case "root":
      return `\\sqrt{${toTex(e.of)}}`;
    case "minus":
      return `-${enclosed(e.of, isSum(e.of) || isProduct(e.of))}`;
  }
}

export function worth(e: Expression): number {
  switch (e.kind) {
    case "number":
      return e.value;
    case "variable":
      return VARIABLES[e.name];
    case "sum":
      return worth(e.left) + worth(e.right);
    case "difference":
      return worth(e.left) - worth(e.right);
    case "product":
    case "beside":
      return worth(e.left) * worth(e.right);
    case "fraction":
      return worth(e.left) / worth(e.right);
    case "square":
      return worth(e.of) ** 2;
    case "root":
      // Of the absolute value, here and in the reader, so that there always is one.
      return Math.sqrt(Math.abs(worth(e.of)));
    case "minus":
      return -worth(e.of);
  }
}

/** Reads shown text as a person would: products and quotients from the left, √ and ² bind to one factor. */
export function evaluate(text: string): number {
  const tokens = text.match(/\d+|\S/gu) ?? [];
  let at = 0;
  const sum = (): number => {
    let value = product();
    while (tokens[at] === "+" || tokens[at] === "−") value += tokens[at++] === "+" ? product() : -product();
    return value;
  };
  const product = (): number => {
    if (tokens[at] === "−") {
      at++;
      return -product();
    }
    let value = factor();
    for (;;) {
      const next = tokens[at];
      if (next === undefined || next === ")" || next === "+" || next === "−") return value;
      if (next === "/") {
        at++;
        value /= factor();
      } else {
        if (next === "·") at++;
        value *= factor();
      }
    }
  };
  const factor = (): number => {
    let value = base();
    while (tokens[at] === "²") {
      at++;
      value **= 2;
    }
    return value;
  };
  const base = (): number => {
    const token = tokens[at++];
    if (token === "−") return -base();
    if (token === "√") return Math.sqrt(Math.abs(base()));
    if (token === "x" || token === "y") return VARIABLES[token];
    if (token === "(") {
      const value = sum();
      if (tokens[at++] !== ")") throw new Error(`no ) in ${text}`);
      return value;
    }
    const value = Number(token);
    if (Number.isNaN(value)) throw new Error(`${token} in ${text}`);
    return value;
  };
  const value = sum();
  if (at < tokens.length) throw new Error(`${tokens[at]} is left of ${text}`);
  return value;
}
