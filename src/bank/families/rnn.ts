import type { Random } from "../../engine/rules/random.ts";
import { defineFamily, tex } from "./define.ts";
import { whole } from "./display.ts";

/** A recurrent layer: inputs, hidden units, and bias vectors for each gate. */
interface Cell {
  x: number;
  h: number;
  biases: 1 | 2;
}

const block = ({ x, h, biases }: Cell) => h * (x + h) + biases * h;
const other = (p: Cell): Cell => ({ ...p, biases: p.biases === 1 ? 2 : 1 });
const vectors = (biases: number) => (biases === 1 ? "one bias vector" : "two bias vectors");

/** The parameters of one block as a product to read. */
const blockText = ({ x, h, biases }: Cell) =>
  tex`${h} \times (${x} + ${h}) + ${biases === 1 ? "" : tex`2 \times `}${h}`;

/** Sizes of a layer and how many bias vectors a block has. */
const drawLayer = (random: Random) => ({
  x: random.pick([random.int(4, 16), 2 * random.int(4, 50), random.pick([128, 200, 256, 300])]),
  h: random.pick([random.int(4, 16), 2 * random.int(4, 50), random.pick([128, 200, 256])]),
  biases: random.pick([1, 2] as const),
});

/** Parameters of an LSTM layer with forget gate; biases as in PyTorch (two) or Keras (one). */
export const lstmParams = defineFamily({
  id: "lstm-params",
  topic: "rnn",
  concept: "lstm",
  difficulty: "medium",
  asks: "LSTM layer parameters (state which bias convention)",
  draw: drawLayer,
  stem: ({ x, h, biases }) =>
    biases === 1
      ? `A Keras model has the layer \`LSTM(${h})\` on inputs of ${x} features. Keras keeps one bias vector for each gate and for the candidate. How many trainable parameters does the layer have?`
      : `In PyTorch, \`nn.LSTM(input_size=${x}, hidden_size=${h})\` has one layer in one direction. PyTorch keeps two bias vectors for each gate and for the candidate. How many trainable parameters is that?`,
  key: (p) => 4 * block(p),
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "other bias convention",
      value: (p) => 4 * block(other(p)),
      because: (p, shown) =>
        tex`$4 \times (${blockText(other(p))}) = ${shown}$ has ${vectors(other(p).biases)} for each block, which is the convention of ${p.biases === 1 ? "PyTorch" : "Keras"}.`,
    },
    {
      name: "three gates (GRU count)",
      value: (p) => 3 * block(p),
      because: (p, shown) =>
        tex`$3 \times (${blockText(p)}) = ${shown}$ counts the input, forget and output gates and leaves out the candidate for the cell.`,
    },
    {
      name: "plain RNN",
      value: block,
      because: (p, shown) =>
        tex`$${blockText(p)} = ${shown}$ is a plain recurrent layer; an LSTM learns such a block four times.`,
    },
    {
      name: "no bias",
      value: ({ x, h }) => 4 * h * (x + h),
      because: ({ x, h, biases }, shown) =>
        tex`$4 \times ${h} \times (${x} + ${h}) = ${shown}$ leaves out the biases, ${4 * biases * h} in all.`,
    },
    {
      name: "forgot recurrent weights",
      value: ({ x, h, biases }) => 4 * h * (x + biases),
      because: ({ x, h, biases }, shown) =>
        tex`$4 \times (${h} \times ${x} + ${biases === 1 ? "" : tex`2 \times `}${h}) = ${shown}$ reads the input but not the last hidden state, whose matrices have $4 \times ${h} \times ${h}$ weights.`,
    },
    {
      name: "counted the cell state as a fifth block",
      value: (p) => 5 * block(p),
      because: (p, shown) =>
        tex`$5 \times (${blockText(p)}) = ${shown}$ gives weights to the cell state as well, but that is a value carried along, not a learned map.`,
    },
    {
      name: "bias for each input of a gate",
      value: ({ x, h, biases }) => 4 * (h + biases) * (x + h),
      because: ({ x, h, biases }, shown) =>
        tex`$4 \times (${h} + ${biases}) \times (${x} + ${h}) = ${shown}$ makes a bias vector as long as the inputs of a gate, but it is as long as its ${h} outputs.`,
    },
    {
      name: "counted an output projection",
      value: (p) => 4 * block(p) + p.h * p.h,
      because: (p, shown) =>
        tex`$4 \times (${blockText(p)}) + ${p.h} \times ${p.h} = ${shown}$ adds a matrix after the hidden state, but this layer hands the hidden state out as it is.`,
    },
  ],
  solution: (p, shown) =>
    tex`Four blocks (input, forget and output gate, candidate) each have $${p.h} \times (${p.x} + ${p.h})$ weights and ${vectors(p.biases)} of ${p.h}: $4 \times (${p.h * (p.x + p.h)} + ${p.biases * p.h}) = ${shown}$.`,
});

/** Parameters of a GRU layer (Cho et al. 2014); biases as in PyTorch (two) or in Keras without `reset_after` (one). */
export const gruParams = defineFamily({
  id: "gru-params",
  topic: "rnn",
  concept: "gru",
  difficulty: "medium",
  asks: "GRU layer parameters",
  draw: drawLayer,
  stem: ({ x, h, biases }) =>
    biases === 1
      ? `A Keras model has the layer \`GRU(${h}, reset_after=False)\` on inputs of ${x} features. In this form there is one bias vector for each gate and for the candidate. How many trainable parameters does the layer have?`
      : `In PyTorch, \`nn.GRU(input_size=${x}, hidden_size=${h})\` has one layer in one direction. PyTorch keeps two bias vectors for each gate and for the candidate. How many trainable parameters is that?`,
  key: (p) => 3 * block(p),
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "LSTM count",
      value: (p) => 4 * block(p),
      because: (p, shown) =>
        tex`$4 \times (${blockText(p)}) = ${shown}$ is the LSTM with its four blocks; a GRU has two gates and a candidate.`,
    },
    {
      name: "two gates only",
      value: (p) => 2 * block(p),
      because: (p, shown) =>
        tex`$2 \times (${blockText(p)}) = ${shown}$ counts the update and the reset gate; the candidate state has weights of its own.`,
    },
    {
      name: "no bias",
      value: ({ x, h }) => 3 * h * (x + h),
      because: ({ x, h, biases }, shown) =>
        tex`$3 \times ${h} \times (${x} + ${h}) = ${shown}$ leaves out the biases, ${3 * biases * h} in all.`,
    },
    {
      name: "other bias convention",
      value: (p) => 3 * block(other(p)),
      because: (p, shown) =>
        tex`$3 \times (${blockText(other(p))}) = ${shown}$ has ${vectors(other(p).biases)} for each block, which is not the convention stated.`,
    },
    {
      name: "plain RNN",
      value: block,
      because: (p, shown) =>
        tex`$${blockText(p)} = ${shown}$ is a plain recurrent layer; a GRU learns such a block three times.`,
    },
    {
      name: "bias for each input of a gate",
      value: ({ x, h, biases }) => 3 * (h + biases) * (x + h),
      because: ({ x, h, biases }, shown) =>
        tex`$3 \times (${h} + ${biases}) \times (${x} + ${h}) = ${shown}$ makes a bias vector as long as the inputs of a gate, but it is as long as its ${h} outputs.`,
    },
    {
      name: "counted an output projection",
      value: (p) => 3 * block(p) + p.h * p.h,
      because: (p, shown) =>
        tex`$3 \times (${blockText(p)}) + ${p.h} \times ${p.h} = ${shown}$ adds a matrix after the hidden state, but a GRU layer hands the hidden state out as it is.`,
    },
  ],
  solution: (p, shown) =>
    tex`Three blocks (update gate, reset gate, candidate) each have $${p.h} \times (${p.x} + ${p.h})$ weights and ${vectors(p.biases)} of ${p.h}: $3 \times (${p.h * (p.x + p.h)} + ${p.biases * p.h}) = ${shown}$.`,
});
