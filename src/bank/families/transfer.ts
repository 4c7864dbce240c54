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
  draw(random) {
    // No two factors alike: an explanation has to show which is which.
    const [inputs = 1, outputs = 1] = random.shuffle([512, 768, 1024, 1280, 2048, 3072, 4096]);
    const [rank = 1, matrices = 1] = random.shuffle([4, 8, 16, 32, 64]);
    return { inputs, outputs, rank, matrices: random.pick([matrices, matrices * 1.5, matrices * 3]) };
  },
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
      name: "the matrix over its rank",
      value: ({ inputs, outputs, rank, matrices }) => (matrices * inputs * outputs) / rank,
      because: ({ inputs, outputs, rank, matrices }, shown) =>
        tex`$${matrices} \times ${inputs} \times ${outputs}/${rank} = ${shown}$ takes a rank of ${rank} for a saving by ${rank}; more rank means more to train, not less.`,
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
