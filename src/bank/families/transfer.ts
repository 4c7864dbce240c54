import { defineFamily, tex } from "./define.ts";
import { num, whole } from "./display.ts";

interface Adapters {
  inputs: number;
  outputs: number;
  rank: number;
  matrices: number;
}

const adapter = ({ inputs, outputs, rank }: Adapters) => rank * (inputs + outputs);

/** Trainable values of low-rank adapters (Hu et al. 2021). */
export const loraParams = defineFamily({
  id: "lora-params",
  topic: "transfer",
  concept: "lora-peft",
  difficulty: "medium",
  asks: "Trainable LoRA parameters",
  draw: (random) => ({
    inputs: random.pick([512, 768, 1024, 2048, 4096]),
    outputs: random.pick([512, 1024, 1280, 2048, 3072, 4096]),
    rank: random.pick([4, 8, 16, 32, 64]),
    matrices: random.pick([12, 16, 24, 32, 48, 64]),
  }),
  stem: ({ inputs, outputs, rank, matrices }) =>
    `You fine-tune a frozen language model with LoRA of rank ${rank} on ${matrices} weight matrices, each from ${num(inputs)} inputs to ${num(outputs)} outputs. There are no biases, and nothing else is trained. How many trainable parameters are there?`,
  key: (p) => p.matrices * adapter(p),
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "full matrix",
      value: ({ inputs, outputs, matrices }) => matrices * inputs * outputs,
      because: ({ inputs, outputs, matrices }, shown) =>
        tex`$${matrices} \times ${inputs} \times ${outputs} = ${shown}$ is what full fine-tuning of these matrices would train; LoRA keeps them frozen.`,
    },
    {
      name: "rank used as a matrix side once",
      value: ({ inputs, rank, matrices }) => matrices * rank * inputs,
      because: ({ inputs, rank, matrices }, shown) =>
        tex`$${matrices} \times ${rank} \times ${inputs} = ${shown}$ is the factor that reads the input; the factor that writes the output is missing.`,
    },
    {
      name: "output side alone",
      value: ({ outputs, rank, matrices }) => matrices * rank * outputs,
      because: ({ outputs, rank, matrices }, shown) =>
        tex`$${matrices} \times ${rank} \times ${outputs} = ${shown}$ is the factor that writes the output; the factor that reads the input is missing.`,
    },
    {
      name: "only one layer",
      value: adapter,
      because: (p, shown) =>
        tex`$${p.rank} \times (${p.inputs} + ${p.outputs}) = ${shown}$ is the adapter of a single matrix, and ${p.matrices} are adapted.`,
    },
    {
      name: "added a square core",
      value: (p) => p.matrices * (adapter(p) + p.rank ** 2),
      because: (p, shown) =>
        tex`$${p.matrices} \times (${adapter(p)} + ${p.rank}^2) = ${shown}$ puts ${p.rank === 8 ? "an" : "a"} ${p.rank}×${p.rank} matrix between the two factors; LoRA multiplies them directly.`,
    },
    {
      name: "both factors on both sides",
      value: (p) => 2 * p.matrices * adapter(p),
      because: (p, shown) =>
        tex`$2 \times ${p.matrices} \times ${adapter(p)} = ${shown}$ counts two adapters for each matrix: $${p.rank} \times (${p.inputs} + ${p.outputs})$ covers both factors already.`,
    },
    {
      name: "added biases",
      value: (p) => p.matrices * (adapter(p) + p.rank + p.outputs),
      because: (p, shown) =>
        tex`$${p.matrices} \times (${adapter(p)} + ${p.rank} + ${p.outputs}) = ${shown}$ gives both factors a bias, which LoRA does not have.`,
    },
  ],
  solution: (p, shown) =>
    tex`Each matrix gets two factors, $${p.rank} \times ${p.inputs}$ and $${p.outputs} \times ${p.rank}$: $${p.rank} \times (${p.inputs} + ${p.outputs}) = ${adapter(p)}$. Times ${p.matrices} matrices: ${shown}.`,
});
