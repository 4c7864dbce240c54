import { product, sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, num, whole } from "./display.ts";

interface Layer {
  k: number;
  s: number;
}

/** 1 + the sum of `reach` over the layers, where `jump` is the product of all strides before the layer. */
function field(layers: readonly Layer[], reach: (layer: Layer, jump: number) => number): number {
  let jump = 1;
  let total = 1;
  for (const layer of layers) {
    total += reach(layer, jump);
    jump *= layer.s;
  }
  return total;
}

/** The terms of `field` as a sum to read. */
function terms(layers: readonly Layer[], term: (layer: Layer, jump: number) => string): string {
  let jump = 1;
  return layers
    .map((layer) => {
      const text = term(layer, jump);
      jump *= layer.s;
      return text;
    })
    .join(" + ");
}

/** Input rows that reach one output (Araujo, Norris and Sim 2019, Distill). */
export const receptiveField = defineFamily({
  id: "receptive-field",
  topic: "cnn",
  concept: "receptive-field",
  difficulty: "hard",
  asks: "Receptive field after L layers",
  draw(random) {
    const count = random.pick([3, 3, 4]);
    const layers = Array.from({ length: count }, (_, i) => {
      const k = random.pick(i === 0 ? [3, 5, 7] : [2, 3, 3, 5]);
      // A window of two rows is a pool, and moves by two.
      return { k, s: k === 2 ? 2 : i === count - 1 ? random.pick([1, 2]) : random.pick([1, 2, 2]) };
    });
    const reader = random.pick(["last feature map", "map that feeds the detection head", "encoder's output"]);
    return { layers, reader };
  },
  stem: ({ layers, reader }) =>
    `A network applies, from input to output: ${layers.map(({ k, s }) => `${k}×${k} with stride ${s}`).join(", ")} (convolution or pooling, no dilation). How many input rows can influence one value of the ${reader}, away from the borders?`,
  key: ({ layers }) => field(layers, ({ k }, jump) => (k - 1) * jump),
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "ignored stride",
      value: ({ layers }) => field(layers, ({ k }) => k - 1),
      because: ({ layers }, shown) =>
        tex`$1 + ${terms(layers, ({ k }) => num(k - 1))} = ${shown}$ is right for stride 1; after a stride of 2, one step covers two rows of the input.`,
    },
    {
      name: "stride applied before its own layer",
      value: ({ layers }) => field(layers, ({ k, s }, jump) => (k - 1) * jump * s),
      because: ({ layers }, shown) =>
        tex`$1 + ${terms(layers, ({ k, s }, jump) => tex`${k - 1} \times ${jump * s}`)} = ${shown}$ widens each kernel by its own stride, but a stride acts on the layers after it.`,
    },
    {
      name: "sum of kernels",
      value: ({ layers }) => sum(layers.map(({ k }) => k)),
      because: ({ layers }, shown) =>
        tex`$${layers.map(({ k }) => k).join(" + ")} = ${shown}$ sets the kernels side by side: they overlap in one row each, and strides spread them.`,
    },
    {
      name: "product of kernels",
      value: ({ layers }) => product(layers.map(({ k }) => k)),
      because: ({ layers }, shown) =>
        tex`$${layers.map(({ k }) => k).join(tex` \times `)} = ${shown}$ would hold if windows never overlapped, that is if each stride were as large as its kernel.`,
    },
    {
      name: "forgot the initial 1",
      value: ({ layers }) => field(layers, ({ k }, jump) => (k - 1) * jump) - 1,
      because: ({ layers }, shown) =>
        tex`$${terms(layers, ({ k }, jump) => tex`${k - 1} \times ${jump}`)} = ${shown}$ adds what each layer widens and leaves out the one row from which it starts.`,
    },
    {
      name: "product of strides",
      value: ({ layers }) => product(layers.map(({ s }) => s)),
      because: ({ layers }, shown) =>
        tex`$${layers.map(({ s }) => s).join(tex` \times `)} = ${shown}$ is how many rows apart two neighbouring outputs look, not how many each sees.`,
    },
    {
      name: "k instead of k-1",
      value: ({ layers }) => field(layers, ({ k }, jump) => k * jump),
      because: ({ layers }, shown) =>
        tex`$1 + ${terms(layers, ({ k }, jump) => tex`${k} \times ${jump}`)} = ${shown}$ lets a layer widen the field by a whole kernel; one of its rows was seen already.`,
    },
    {
      name: "only the stride just before, not all of them",
      value: ({ layers }) => 1 + sum(layers.map(({ k }, i) => (k - 1) * (layers[i - 1]?.s ?? 1))),
      because: ({ layers }, shown) =>
        tex`$1 + ${layers.map(({ k }, i) => tex`${k - 1} \times ${layers[i - 1]?.s ?? 1}`).join(" + ")} = ${shown}$ uses the stride of the layer before alone, but the strides of all earlier layers multiply.`,
    },
  ],
  solution: ({ layers }, shown) =>
    tex`Each layer adds $(k - 1)$ times the product of the strides before it to a start of 1: $1 + ${terms(layers, ({ k }, jump) => tex`${k - 1} \times ${jump}`)} = ${shown}$.`,
});

type Box = readonly [x1: number, y1: number, x2: number, y2: number];

const area = ([x1, y1, x2, y2]: Box) => (x2 - x1) * (y2 - y1);
const overlap = (a: Box, b: Box): Box => [
  Math.max(a[0], b[0]),
  Math.max(a[1], b[1]),
  Math.min(a[2], b[2]),
  Math.min(a[3], b[3]),
];
const enclosing = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];
const shared = (p: { a: Box; b: Box }) => area(overlap(p.a, p.b));

/** Overlap over union of two boxes in continuous coordinates, without the extra pixel of Pascal VOC. */
export const iou = defineFamily({
  id: "iou",
  topic: "vision-tasks",
  concept: "detection-vs-segmentation",
  difficulty: "medium",
  asks: "IoU of two boxes",
  draw(random) {
    const [w, h] = [random.int(4, 12), random.int(4, 12)];
    const [x, y] = [random.int(0, 9), random.int(0, 9)];
    const [left, top] = [x + random.int(1, w - 2), y + random.int(0, h - 2)];
    const boxes: [Box, Box] = [
      [x, y, x + w, y + h],
      [left, top, left + random.int(3, 12), top + random.int(3, 12)],
    ];
    const [a, b] = random.pick([true, false]) ? boxes : [boxes[1], boxes[0]];
    const scene = random.pick([
      ["A detector predicts the box", "the ground truth is"],
      ["One detection is the box", "another is"],
      ["One annotator draws the box", "a second draws"],
    ] as const);
    return { a, b, scene };
  },
  stem: ({ a, b, scene: [one, two] }) =>
    `${one} [${a.join(", ")}] and ${two} [${b.join(", ")}]. The numbers are left, top, right and bottom in continuous coordinates, so a side is the plain difference. What is the intersection over union (IoU)?`,
  key: (p) => shared(p) / (area(p.a) + area(p.b) - shared(p)),
  display: () => decimals(3),
  possible: (value) => value > 0 && value <= 1,
  wrong: [
    {
      name: "union = sum of areas",
      value: (p) => shared(p) / (area(p.a) + area(p.b)),
      because: (p, shown) =>
        tex`$${shared(p)}/(${area(p.a)} + ${area(p.b)}) \approx ${shown}$ counts the overlap of ${shared(p)} twice in the union.`,
    },
    {
      name: "Dice",
      value: (p) => (2 * shared(p)) / (area(p.a) + area(p.b)),
      because: (p, shown) =>
        tex`$2 \times ${shared(p)}/(${area(p.a)} + ${area(p.b)}) \approx ${shown}$ is the Dice coefficient, which is larger than IoU unless the boxes agree.`,
    },
    {
      name: "inter over smaller box",
      value: (p) => shared(p) / Math.min(area(p.a), area(p.b)),
      because: (p, shown) =>
        tex`$${shared(p)}/${Math.min(area(p.a), area(p.b))} \approx ${shown}$ says how much of the smaller box is covered, and forgets what the boxes do not share.`,
    },
    {
      name: "inter over first box",
      value: (p) => shared(p) / area(p.a),
      because: (p, shown) =>
        tex`$${shared(p)}/${area(p.a)} \approx ${shown}$ divides by the first box alone: that is the share of it that the second covers.`,
    },
    {
      name: "product of both shares",
      value: (p) => (shared(p) / area(p.a)) * (shared(p) / area(p.b)),
      because: (p, shown) =>
        tex`$${shared(p)}/${area(p.a)} \times ${shared(p)}/${area(p.b)} \approx ${shown}$ multiplies how much of each box is covered; the union is the area that at least one covers.`,
    },
    {
      name: "Jaccard distance",
      value: (p) => 1 - shared(p) / (area(p.a) + area(p.b) - shared(p)),
      because: (p, shown) =>
        tex`${shown} is 1 minus the IoU, the Jaccard distance: the share of the union of ${area(p.a) + area(p.b) - shared(p)} that the boxes do not have in common.`,
    },
    {
      name: "inter over enclosing box",
      value: (p) => shared(p) / area(enclosing(p.a, p.b)),
      because: (p, shown) =>
        tex`$${shared(p)}/${area(enclosing(p.a, p.b))} \approx ${shown}$ divides by the smallest box around both, whose empty corners belong to neither.`,
    },
  ],
  solution(p, shown) {
    const [x1, y1, x2, y2] = overlap(p.a, p.b);
    return tex`The overlap measures $${x2 - x1} \times ${y2 - y1} = ${shared(p)}$, the boxes ${area(p.a)} and ${area(p.b)}. The union is $${area(p.a)} + ${area(p.b)} - ${shared(p)} = ${area(p.a) + area(p.b) - shared(p)}$, and ${shared(p)} over that is ${shown}.`;
  },
});
