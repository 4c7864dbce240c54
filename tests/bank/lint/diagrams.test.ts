import { describe, expect, it } from "vitest";
import { diagramSchema } from "../../../src/bank/diagram.ts";
import { checkConcept } from "../../../src/bank/lint/items.ts";
import { conceptInput, openInput, sourceOf } from "../fixtures.ts";

const alt = "A graph of two boxes: a map goes into a box named pool, which has the name window below it.";
const GRAPH = {
  kind: "graph",
  alt,
  nodes: [
    { id: "a", label: "map", at: ["0", "0"] },
    { id: "b", label: "pool", at: ["0", "1"] },
  ],
  edges: [{ from: "a", to: "b" }],
} as const;
const WINDOW = { kind: "window", alt, input: "5", kernel: "3" } as const;
const LAYERS = { kind: "layers", alt, input: "map", layers: [{ label: "pool", kernel: "3" }] } as const;
const CURVES = {
  kind: "curves",
  alt,
  x: "epoch",
  y: "loss",
  series: [
    {
      label: "map",
      points: [
        ["0", "1"],
        ["1", "0.5"],
      ],
    },
  ],
} as const;
const HEAT = {
  kind: "heat",
  alt,
  down: "query",
  across: "key",
  rows: ["a"],
  columns: ["b"],
  values: [["0.5"]],
} as const;
const MATRIX = { ...HEAT, kind: "matrix", values: [["12"]] } as const;
const ROOFLINE = {
  kind: "roofline",
  alt,
  peak: "312",
  bandwidth: "2",
  points: [{ label: "map", intensity: "1" }],
} as const;

const problemsOf = (diagram: unknown) =>
  diagramSchema.safeParse(diagram).error?.issues.map(({ message }) => message);

describe("a diagram in a file", () => {
  it("may be of every kind", () => {
    for (const one of [GRAPH, WINDOW, LAYERS, CURVES, HEAT, MATRIX, ROOFLINE])
      expect(problemsOf(one)).toBeUndefined();
  });

  it.each<[string, unknown, RegExp]>([
    ["an edge to nowhere", { ...GRAPH, edges: [{ from: "a", to: "c" }] }, /does not join two of its nodes/],
    [
      "two nodes in one place",
      { ...GRAPH, nodes: [GRAPH.nodes[0], { ...GRAPH.nodes[1], at: ["0", "0.5"] }] },
      /one place/,
    ],
    ["two nodes of one id", { ...GRAPH, nodes: [GRAPH.nodes[0], { ...GRAPH.nodes[1], id: "a" }] }, /one id/],
    [
      "too many nodes",
      {
        ...GRAPH,
        nodes: Array.from({ length: 17 }, (_, i) => ({
          id: `n${i}`,
          label: "n",
          at: [`${i % 6}`, `${Math.floor(i / 6)}`],
        })),
      },
      /more than 16 nodes/,
    ],
    ["a kernel wider than its grid", { ...WINDOW, kernel: "6" }, /wider than the padded grid/],
    ["values for some cells", { ...WINDOW, values: [["1"]] }, /a value for each cell/],
    [
      "more units than a phone shows",
      { ...LAYERS, layers: [LAYERS.layers[0], { label: "pool", kernel: "7", dilation: "8" }] },
      /more than the 32 units/,
    ],
    [
      "a curve that runs back",
      {
        ...CURVES,
        series: [
          {
            label: "map",
            points: [
              ["1", "1"],
              ["0", "0.5"],
            ],
          },
        ],
      },
      /from left to right/,
    ],
    [
      "a number that is none",
      {
        ...CURVES,
        series: [
          {
            label: "map",
            points: [
              ["0", "1"],
              ["1", "Infinity"],
            ],
          },
        ],
      },
      /must be a number/,
    ],
    ["a weight above one", { ...HEAT, values: [["1.5"]] }, /from 0 to 1/],
    ["a row that is too short", { ...MATRIX, columns: ["b", "c"] }, /a value for each row and column/],
    ["a machine without memory", { ...ROOFLINE, bandwidth: "0" }, /must be from 0.001/],
    ["a formula in a label", { ...MATRIX, rows: ["$x$"] }, /as it stands/],
    ["no words", { ...WINDOW, alt: "A grid." }, /all that is seen/],
    ["words for more than a phone", { ...WINDOW, alt: "A grid. ".repeat(100) }, /not be longer than 600/],
  ])("is refused with %s", (_, diagram, message) => {
    expect(problemsOf(diagram)?.join()).toMatch(message);
  });
});

describe("a diagram of an open question", () => {
  const found = (diagram: Record<string, unknown>) =>
    checkConcept(sourceOf(conceptInput({ open: [openInput({ diagram })] })))
      .filter(({ rule }) => rule.startsWith("diagram"))
      .map(({ rule }) => rule);

  it("is refused where it leaves out in words what is written in it", () => {
    expect(found({ ...GRAPH })).toEqual([]);
    expect(found({ ...GRAPH, nodes: [GRAPH.nodes[0], { ...GRAPH.nodes[1], label: "conv" }] })).toEqual([
      "diagram-alt",
    ]);
  });

  it("is refused where it says what the answer has to", () => {
    expect(found({ ...GRAPH, alt: `${alt} It summarises windows.` })).toEqual(["diagram-tells-answer"]);
    const short = "It summarises small windows, which saves work and loses places.";
    expect(found({ ...GRAPH, alt: `${alt} ${short}` })).toContain("diagram-tells-answer");
  });
});
