import { defineFamily, tex } from "./define.ts";
import { decimals, num, whole } from "./display.ts";

/** A recurrent network of plain units; each direction of each layer has one bias vector. */
interface Stack {
  x: number;
  h: number;
  layers: number;
  both: boolean;
}

const cell = (inputs: number, h: number) => h * (inputs + h + 1);
const ways = ({ both }: Stack) => (both ? 2 : 1);
/** The parameters, where `below` says how many values a later layer reads. */
const stack = (p: Stack, below = ways(p) * p.h) =>
  ways(p) * (cell(p.x, p.h) + (p.layers - 1) * cell(below, p.h));

/** Parameters of stacked vanilla recurrent layers, in one direction or two. */
export const rnnParams = defineFamily({
  id: "rnn-params",
  topic: "rnn",
  concept: "birnn",
  difficulty: "medium",
  asks: "Parameters of stacked (bidirectional) vanilla RNN layers",
  draw: (random): Stack => ({
    x: random.int(8, 80),
    h: random.int(6, 64),
    layers: random.pick([1, 2, 2, 3]),
    both: random.pick([true, true, false]),
  }),
  stem: ({ x, h, layers, both }) =>
    `A vanilla RNN has ${layers === 1 ? "one layer" : `${layers} stacked layers`} of ${h} units${both ? " in each direction (it is bidirectional, and directions are concatenated between layers)" : ", in one direction"}, and reads ${x} features at each step. Each layer has one bias vector per direction. How many parameters are there?`,
  key: (p) => stack(p),
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "one direction, or two",
      value: (p) => (p.both ? stack({ ...p, both: false }) : stack({ ...p, both: true })),
      because: (p, shown) =>
        p.both
          ? tex`${shown} counts one direction; the backward pass over the sequence has weights of its own.`
          : tex`${shown} counts a backward direction too, but this network reads in one direction.`,
    },
    {
      name: "forgot recurrent weights",
      value: (p) => stack(p) - ways(p) * p.layers * p.h * p.h,
      because: ({ h }, shown) =>
        tex`${shown} leaves out the matrices from the last state, $${h} \times ${h}$ for each layer and direction.`,
    },
    {
      name: "no biases",
      value: (p) => stack(p) - ways(p) * p.layers * p.h,
      because: ({ h }, shown) =>
        tex`${shown} counts weights alone; each layer and direction has a bias vector of ${h} too.`,
    },
    {
      name: "one layer, or one more",
      value: (p) => stack({ ...p, layers: p.layers === 1 ? 2 : 1 }),
      because: (p, shown) =>
        p.layers === 1
          ? tex`${shown} counts a second layer on top, but there is one layer alone.`
          : tex`${shown} is the first layer alone, and ${p.layers} are stacked.`,
    },
    {
      name: "gates of an LSTM",
      value: (p) => 4 * stack(p),
      because: (_, shown) =>
        tex`${shown} is four times the count: an LSTM has four such blocks in each layer, a plain unit has one.`,
    },
    {
      name: "another set for each step back",
      value: (p) => 2 * stack(p),
      because: (_, shown) =>
        tex`${shown} doubles the count for the way back through time, but backpropagation uses the same weights.`,
    },
    {
      name: "every layer reads the features",
      value: (p) => (p.layers === 1 ? stack(p) + p.h * p.h : stack(p, p.x)),
      because: (p, shown) =>
        p.layers === 1
          ? tex`${shown} adds an output matrix of $${p.h} \times ${p.h}$, but the layer hands out its state as it is.`
          : tex`${shown} lets each layer read ${p.x} features, but the later ones read the ${ways(p) * p.h} states below.`,
    },
    {
      name: "state twice",
      value: (p) => stack(p) + ways(p) * p.layers * p.h * p.h,
      because: ({ h }, shown) =>
        tex`${shown} has two matrices of $${h} \times ${h}$ for each layer and direction, but the last state is read once.`,
    },
  ],
  solution(p, shown) {
    const first = tex`$${p.h} \times (${p.x} + ${p.h} + 1) = ${cell(p.x, p.h)}$`;
    const later =
      p.layers === 1
        ? ""
        : tex`, each later one $${p.h} \times (${ways(p) * p.h} + ${p.h} + 1) = ${cell(ways(p) * p.h, p.h)}$`;
    return tex`The first layer has ${first} in a direction${later}. With ${p.layers === 1 ? "one layer" : `${p.layers} layers`} and ${p.both ? "two directions" : "one direction"}: ${shown}.`;
  },
});

/** Weights of a gated feed-forward block (Shazeer 2020), without biases. */
export const swigluParams = defineFamily({
  id: "swiglu-params",
  topic: "transformers",
  concept: "transformer-ffn",
  difficulty: "medium",
  asks: "Weights of SwiGLU blocks",
  draw: (random) => {
    const d = 128 * random.int(6, 40);
    return {
      d,
      hidden: 256 * Math.round((d * random.pick([8 / 3, 3.5, 4])) / 256),
      layers: random.int(12, 48),
    };
  },
  stem: ({ d, hidden, layers }) =>
    `A decoder of ${layers} layers has width ${num(d)}. The feed-forward part of each layer is a SwiGLU block with inner width ${num(hidden)} and no biases. How many weights do the feed-forward parts hold together?`,
  key: ({ d, hidden, layers }) => 3 * d * hidden * layers,
  display: () => decimals(1, " million", 1e6),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "two matrices",
      value: ({ d, hidden, layers }) => 2 * d * hidden * layers,
      because: ({ d, hidden, layers }, shown) =>
        tex`$2 \times ${d} \times ${hidden} \times ${layers}$ makes ${shown}: a block without a gate has two matrices, SwiGLU has a third for the gate.`,
    },
    {
      name: "one matrix",
      value: ({ d, hidden, layers }) => d * hidden * layers,
      because: ({ d, hidden, layers }, shown) =>
        tex`$${d} \times ${hidden} \times ${layers}$ makes ${shown}: that is the matrix that widens alone, without the gate and the way back.`,
    },
    {
      name: "four matrices",
      value: ({ d, hidden, layers }) => 4 * d * hidden * layers,
      because: (_, shown) =>
        tex`${shown} counts a gate on the way back as well, but SwiGLU gates the widened values alone, with three matrices.`,
    },
    {
      name: "gate from inner to inner",
      value: ({ d, hidden, layers }) => (2 * d * hidden + hidden * hidden) * layers,
      because: ({ d, hidden }, shown) =>
        tex`${shown} has a gate of $${hidden} \times ${hidden}$; the gate reads the ${d} inputs like the matrix beside it.`,
    },
    {
      name: "gate split off the widened values",
      value: ({ d, hidden, layers }) => 1.5 * d * hidden * layers,
      because: ({ d, hidden }, shown) =>
        tex`${shown} splits ${hidden} widened values into values and gates, so that half leads back to ${d}; here values and gates are ${hidden} wide each.`,
    },
    {
      name: "attention counted",
      value: ({ d, hidden, layers }) => (3 * d * hidden + 4 * d * d) * layers,
      because: ({ d }, shown) =>
        tex`${shown} includes $4 \times ${d}^2$ for the attention of each layer, which is no part of the feed-forward part.`,
    },
    {
      name: "gate from width to width",
      value: ({ d, hidden, layers }) => (2 * d * hidden + d * d) * layers,
      because: ({ d, hidden }, shown) =>
        tex`${shown} has a gate of $${d} \times ${d}$, but the gate multiplies the ${hidden} inner values one by one.`,
    },
  ],
  solution: ({ d, hidden, layers }, shown) =>
    tex`Each block has three matrices between ${d} and ${hidden}: gate, up and down. $3 \times ${d} \times ${hidden} \times ${layers}$ makes ${shown}.`,
});

interface Mixture {
  d: number;
  hidden: number;
  experts: number;
  top: number;
  layers: number;
  ask: "total" | "active";
}

const expert = ({ d, hidden }: Mixture) => 3 * d * hidden;
const mixture = (p: Mixture, experts: number) => p.layers * (experts * expert(p) + p.d * p.experts);
const used = (p: Mixture) => (p.ask === "total" ? p.experts : p.top);

/** Weights of the expert layers of a mixture, in all or for one token. */
export const moeParams = defineFamily({
  id: "moe-params",
  topic: "transformers",
  concept: "mixture-of-experts",
  difficulty: "hard",
  asks: "MoE total and active parameters",
  draw: (random): Mixture => ({
    d: 512 * random.int(2, 10),
    hidden: 256 * random.int(3, 24),
    experts: random.pick([8, 8, 16, 32, 64]),
    top: random.pick([2, 2, 3, 4, 6]),
    layers: random.int(8, 32),
    ask: random.pick(["total", "active"] as const),
  }),
  stem: ({ d, hidden, experts, top, layers, ask }) =>
    `Each of ${layers} mixture-of-experts layers of width ${num(d)} has ${experts} SwiGLU experts (three matrices, inner width ${num(hidden)}) and a linear router without bias that sends a token to ${top} of them. ${ask === "total" ? "How many weights must be kept in memory for these layers?" : "How many weights of these layers does one token use, router included?"}`,
  key: (p) => mixture(p, used(p)),
  display: () => decimals(1, " million", 1e6),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "total for active, or the reverse",
      value: (p) => mixture(p, p.ask === "total" ? p.top : p.experts),
      because: (p, shown) =>
        p.ask === "total"
          ? tex`${shown} counts the ${p.top} experts that one token uses, but all ${p.experts} are kept in memory.`
          : tex`${shown} counts all ${p.experts} experts, but a token passes through ${p.top} of them.`,
    },
    {
      name: "two matrices in an expert",
      value: (p) => p.layers * ((used(p) * 2 * expert(p)) / 3 + p.d * p.experts),
      because: (_, shown) => tex`${shown} gives an expert two matrices; SwiGLU has a third one for its gate.`,
    },
    {
      name: "one expert",
      value: (p) => mixture(p, 1),
      because: (p, shown) =>
        tex`${shown} counts one expert in each layer, but ${p.ask === "total" ? `${p.experts} are kept` : `a token goes to ${p.top}`}.`,
    },
    {
      name: "one layer",
      value: (p) => mixture({ ...p, layers: 1 }, used(p)),
      because: ({ layers }, shown) => tex`${shown} is a single layer, and the model has ${layers} of them.`,
    },
    {
      name: "one expert more",
      value: (p) => mixture(p, used(p) + 1),
      because: (p, shown) =>
        tex`${shown} counts a shared expert beside the ${used(p)}, which some models have but this one does not.`,
    },
    {
      name: "one matrix more in an expert",
      value: (p) => p.layers * ((used(p) * 4 * expert(p)) / 3 + p.d * p.experts),
      because: (_, shown) =>
        tex`${shown} gives an expert four matrices, as if the way back had a gate too; SwiGLU has three.`,
    },
    {
      name: "chosen experts stored twice",
      value: (p) => mixture(p, p.experts + p.top),
      because: ({ experts, top }, shown) =>
        tex`${shown} adds the ${top} chosen experts to all ${experts}, but the chosen ones are among them.`,
    },
  ],
  solution: (p, shown) =>
    tex`An expert has $3 \times ${p.d} \times ${p.hidden} = ${expert(p)}$ weights, the router $${p.d} \times ${p.experts} = ${p.d * p.experts}$. ${p.ask === "total" ? "All" : "Chosen"}: $${p.layers} \times (${used(p)} \times ${expert(p)} + ${p.d * p.experts})$ makes ${shown}.`,
});
