import { sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { whole } from "./display.ts";

interface Normed {
  channels: readonly number[];
  ask: "trainable" | "stored";
}

const each = ({ ask }: Normed) => (ask === "trainable" ? 2 : 4);
const all = ({ channels }: Normed) => sum(channels);

/** What batch normalization learns, and what its layers store as floats. */
export const bnParams = defineFamily({
  id: "bn-params",
  topic: "normalization",
  concept: "batch-norm",
  difficulty: "easy",
  asks: "Trainable or stored values of batch-norm layers",
  draw: (random): Normed => ({
    channels: Array.from({ length: random.pick([2, 3, 3]) }, () => 8 * random.int(2, 40)),
    ask: random.pick(["trainable", "stored"] as const),
  }),
  stem: ({ channels, ask }) =>
    `A network has ${channels.length === 2 ? "two" : "three"} convolutions of ${channels.slice(0, -1).join(", ")} and ${channels.at(-1)} channels, each followed by batch normalization with scale and shift. ${ask === "trainable" ? "How many trainable parameters do the normalization layers have?" : "How many numbers do the normalization layers keep for inference, learned ones and running statistics together?"}`,
  key: (p) => each(p) * all(p),
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "the other count",
      value: (p) => (p.ask === "trainable" ? 4 : 2) * all(p),
      because: (p, shown) =>
        p.ask === "trainable"
          ? tex`$4 \times ${all(p)} = ${shown}$ counts running mean and variance too, which are measured and not trained.`
          : tex`$2 \times ${all(p)} = ${shown}$ counts scale and shift alone; the running mean and variance are kept as well.`,
    },
    {
      name: "one number for each channel",
      value: all,
      because: (p, shown) =>
        tex`${shown} is one number for each channel, but each has ${p.ask === "trainable" ? "a scale and a shift" : "four"}.`,
    },
    {
      name: "three numbers for each channel",
      value: (p) => 3 * all(p),
      because: (p, shown) =>
        tex`$3 \times ${all(p)} = ${shown}$ ${p.ask === "trainable" ? "adds the momentum of the running mean, which is one fixed number" : "leaves out one of scale, shift, mean and variance"}.`,
    },
    {
      name: "the last layer alone",
      value: (p) => each(p) * p.channels.at(-1)!,
      because: (p, shown) =>
        tex`$${each(p)} \times ${p.channels.at(-1)!} = ${shown}$ is the last layer alone; each of the ${p.channels.length} convolutions has one behind it.`,
    },
    {
      name: "numbers of the layer, not the channel",
      value: (p) => each(p) * p.channels.length,
      because: (p, shown) =>
        tex`$${each(p)} \times ${p.channels.length} = ${shown}$ keeps one set for each layer, but batch normalization has a set for each channel.`,
    },
    {
      name: "before and behind each convolution",
      value: (p) => each(p) * (2 * all(p) - p.channels.at(-1)!),
      because: (p, shown) =>
        tex`${shown} also normalizes what enters the second ${p.channels.length === 2 ? "convolution" : "and third convolution"}, but that was normalized when it left the one before.`,
    },
    {
      name: "twice as many",
      value: (p) => 2 * each(p) * all(p),
      because: (p, shown) =>
        tex`$${2 * each(p)} \times ${all(p)} = ${shown}$ keeps one set for training and one for inference, but scale and shift are the same in both.`,
    },
    {
      name: "a bias of the convolution too",
      value: (p) => (each(p) + 1) * all(p),
      because: (p, shown) =>
        tex`$${each(p) + 1} \times ${all(p)} = ${shown}$ also counts a bias for each channel, which belongs to the convolution.`,
    },
  ],
  solution: (p, shown) =>
    tex`Each channel has a scale and a shift${p.ask === "trainable" ? "" : ", a running mean and a running variance"}: $${each(p)} \times (${p.channels.join(" + ")}) = ${shown}$.`,
});

interface Bottleneck {
  c: number;
  m: number;
  k: number;
  of: string;
}

/** Weights of a ResNet bottleneck with an identity shortcut (He et al. 2016), convolutions alone. */
export const bottleneckParams = defineFamily({
  id: "bottleneck-params",
  topic: "cnn-architectures",
  concept: "resnet-architecture",
  difficulty: "medium",
  asks: "Weights of a ResNet bottleneck block",
  draw: (random): Bottleneck => {
    const m = 4 * random.int(6, 128);
    return {
      c: m * random.pick([2, 4, 4]),
      m,
      k: random.pick([3, 3, 3, 5]),
      of: random.pick(["a classifier", "a detector", "a segmentation network"]),
    };
  },
  stem: ({ c, m, k, of }) =>
    `A bottleneck block in the backbone of ${of} reads ${c} channels, reduces them to ${m} with a 1×1 convolution, applies a ${k}×${k} convolution and expands to ${c} again with a 1×1 convolution; the shortcut is the identity. Biases and normalization apart, how many weights has it?`,
  key: ({ c, m, k }) => 2 * c * m + k * k * m * m,
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "basic block",
      value: ({ c, k }) => 2 * k * k * c * c,
      because: ({ c, k }, shown) =>
        tex`$2 \times ${k}^2 \times ${c}^2 = ${shown}$ is a basic block: two ${k}×${k} convolutions at full width, without a bottleneck.`,
    },
    {
      name: "no expansion",
      value: ({ c, m, k }) => c * m + k * k * m * m,
      because: ({ c, m, k }, shown) =>
        tex`$${c} \times ${m} + ${k}^2 \times ${m}^2 = ${shown}$ leaves out the last 1×1 convolution, back to ${c} channels.`,
    },
    {
      name: "middle alone",
      value: ({ m, k }) => k * k * m * m,
      because: ({ m, k }, shown) =>
        tex`$${k}^2 \times ${m}^2 = ${shown}$ is the ${k}×${k} convolution alone; the two 1×1 convolutions have weights too.`,
    },
    {
      name: "projection on the shortcut",
      value: ({ c, m, k }) => 2 * c * m + k * k * m * m + c * c,
      because: ({ c }, shown) =>
        tex`${shown} adds $${c}^2$ for a projection on the shortcut, which is the identity here and has no weights.`,
    },
    {
      name: "1×1 convolutions alone",
      value: ({ c, m }) => 2 * c * m,
      because: ({ c, m, k }, shown) =>
        tex`$2 \times ${c} \times ${m} = ${shown}$ counts the two 1×1 convolutions and leaves out the ${k}×${k} one between them.`,
    },
    {
      name: "middle reads all channels",
      value: ({ c, m, k }) => 2 * c * m + k * k * c * m,
      because: ({ c, m, k }, shown) =>
        tex`$2 \times ${c} \times ${m} + ${k}^2 \times ${c} \times ${m} = ${shown}$ lets the ${k}×${k} convolution read ${c} channels, but they were reduced to ${m}.`,
    },
    {
      name: "k not squared",
      value: ({ c, m, k }) => 2 * c * m + k * m * m,
      because: ({ c, m, k }, shown) =>
        tex`$2 \times ${c} \times ${m} + ${k} \times ${m}^2 = ${shown}$ takes one row of the ${k}×${k} kernel for the whole.`,
    },
    {
      name: "every convolution k×k",
      value: ({ c, m, k }) => k * k * (2 * c * m + m * m),
      because: ({ c, m, k }, shown) =>
        tex`$${k}^2 \times (2 \times ${c} \times ${m} + ${m}^2) = ${shown}$ gives all three convolutions a ${k}×${k} kernel; two of them are 1×1.`,
    },
  ],
  solution: ({ c, m, k }, shown) =>
    tex`Down $${c} \times ${m} = ${c * m}$, in the middle $${k}^2 \times ${m}^2 = ${k * k * m * m}$, up $${m} \times ${c} = ${c * m}$ again: ${shown} in all.`,
});
