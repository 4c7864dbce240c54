import { defineFamily, tex } from "./define.ts";
import { decimals, scientific } from "./display.ts";

const GIB = 2 ** 30;
const GB = 1e9;

/** Memory of a model: `n` billion parameters with so many bytes each, in bytes. */
const bytes = (n: number, each: number) => n * 1e9 * each;

/** Bytes of the model states, 16 for each parameter (Rajbhandari et al. 2020), shown in GB. */
export const memAdam = defineFamily({
  id: "mem-adam",
  topic: "systems",
  concept: "mixed-precision",
  difficulty: "medium",
  asks: "Mixed-precision Adam state in GB (fp16 weights+grads, fp32 master, m, v)",
  draw: (random) => ({
    n: random.pick([random.int(3, 99) / 10, random.int(10, 99)]),
    task: random.pick(["pre-train", "fully fine-tune", "continue to train", "train from scratch"]),
  }),
  stem: ({ n, task }) =>
    `You ${task} a model with ${n} billion parameters, in mixed precision with Adam: weights and gradients in fp16; a master copy of the weights and both moments in fp32. How much memory do these take without sharding, apart from activations (1 GB = $10^9$ bytes)?`,
  key: ({ n }) => bytes(n, 16),
  display: () => decimals(1, " GB", GB),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "weights+grads fp16",
      value: ({ n }) => bytes(n, 4),
      because: ({ n }, shown) =>
        tex`$${n} \times 4$ makes ${shown}: fp16 weights and gradients alone; the fp32 copy and both moments of Adam take 12 bytes more for each parameter.`,
    },
    {
      name: "no master copy, or one moment forgotten",
      value: ({ n }) => bytes(n, 12),
      because: ({ n }, shown) =>
        tex`$${n} \times 12$ makes ${shown}: one of the three fp32 tensors (master copy, first moment, second moment) is missing.`,
    },
    {
      name: "pure fp32 SGD",
      value: ({ n }) => bytes(n, 8),
      because: ({ n }, shown) =>
        tex`$${n} \times 8$ makes ${shown}: weights and gradients in fp32, as for SGD without momentum; Adam keeps two moments as well.`,
    },
    {
      name: "gradients in fp32",
      value: ({ n }) => bytes(n, 18),
      because: ({ n }, shown) =>
        tex`$${n} \times 18$ makes ${shown}: it holds the gradients in fp32, but here they are in fp16.`,
    },
    {
      name: "fp32 gradients kept as well",
      value: ({ n }) => bytes(n, 20),
      because: ({ n }, shown) =>
        tex`$${n} \times 20$ makes ${shown}: it adds a second copy of the gradients in fp32, which this setting does not keep.`,
    },
    {
      name: "moments for both copies of the weights",
      value: ({ n }) => bytes(n, 24),
      because: ({ n }, shown) =>
        tex`$${n} \times 24$ makes ${shown}: it keeps two moments for the fp16 weights and two for the master copy, but each parameter has one pair.`,
    },
    {
      name: "GiB for GB",
      value: ({ n }) => (bytes(n, 16) * GB) / GIB,
      because: ({ n }, shown) =>
        tex`$${n} \times 16 \times 10^9$ bytes over $2^{30}$ gives ${shown} in name alone: these are GiB, and a GB has $10^9$ bytes.`,
    },
  ],
  solution: ({ n }, shown) =>
    tex`Each parameter takes $2 + 2$ bytes for fp16 weight and gradient and $4 + 4 + 4$ for master copy and moments, 16 in all. $${n} \times 16$ makes ${shown}.`,
});

/** What models run on, with its memory in GB; the last takes all that are drawn. */
const HOSTS = [
  ["a phone with 8 GB", 8],
  ["a phone with 12 GB", 12],
  ["a laptop with 16 GB", 16],
  ["an RTX 4060 with 8 GB", 8],
  ["an RTX 3060 with 12 GB", 12],
  ["an RTX 4090 with 24 GB", 24],
  ["an L40S with 48 GB", 48],
  ["an A100 with 80 GB", 80],
  ["an H100 with 80 GB", 80],
  ["four A100 with 80 GB each", 320],
  ["eight H100 with 80 GB each", 640],
] as const;
/** What is left free for the cache and the rest, as a share of the memory. */
const FREE = 0.1;

/** Bytes of quantized weights, shown in GB of 10^9 bytes. */
export const quantMem = defineFamily({
  id: "quant-mem",
  topic: "systems",
  concept: "model-compression",
  difficulty: "easy",
  asks: "Weight memory after quantization (GB, 1e9)",
  draw(random) {
    const n = random.pick([
      0.5, 0.6, 0.8, 1, 1.1, 1.5, 1.7, 2, 2.7, 3, 3.8, 4, 4.3, 6.7, 7, 8, 9, 12, 14, 24, 27, 32, 34, 70, 72,
    ]);
    const bits = random.pick([3, 4, 4, 5, 6, 8, 16]);
    const fitting = HOSTS.filter(([, memory]) => (n * bits) / 8 <= (1 - FREE) * memory);
    return { n, bits, host: random.pick(fitting.slice(0, 8))[0] };
  },
  stem: ({ n, bits, host }) =>
    `To run on ${host} of memory, a language model with ${n} billion weights is stored with ${bits} bits per weight, not counting scales and zero points. How much memory do the weights take, with 1 GB = $10^9$ bytes?`,
  key: ({ n, bits }) => bytes(n, bits / 8),
  display: () => decimals(2, " GB", GB),
  possible: (value) => value > 0.05 * GB,
  wrong: [
    {
      name: "bits as bytes",
      value: ({ n, bits }) => bytes(n, bits),
      because: ({ n, bits }, shown) =>
        tex`$${n} \times ${bits}$ makes ${shown} if each weight had ${bits} bytes, but it has ${bits} bits, and 8 bits make a byte.`,
    },
    {
      name: "fp32",
      value: ({ n }) => bytes(n, 4),
      because: ({ n, bits }, shown) =>
        tex`$${n} \times 4$ makes ${shown}: that is the size in fp32, before storing with ${bits} bits.`,
    },
    {
      name: "divided by bits",
      value: ({ n, bits }) => bytes(n, 1 / bits),
      because: ({ n, bits }, shown) =>
        tex`$${n}/${bits}$ makes ${shown}: it divides by the bits of a weight, but more bits take more memory.`,
    },
    {
      name: "GiB for GB",
      value: ({ n, bits }) => (bytes(n, bits / 8) * GB) / GIB,
      because: ({ n, bits }, shown) =>
        tex`$${n} \times 10^9 \times ${bits}/8$ bytes over $2^{30}$ gives ${shown} in name alone: these are GiB, and a GB has $10^9$ bytes.`,
    },
    {
      name: "int8",
      value: ({ n }) => bytes(n, 1),
      because: ({ bits }, shown) =>
        tex`${shown} is right for one byte, 8 bits, per weight; here a weight has ${bits} bits.`,
    },
    {
      name: "divided by 16",
      value: ({ n, bits }) => bytes(n, bits / 16),
      because: ({ n, bits }, shown) =>
        tex`$${n} \times ${bits}/16$ makes ${shown}: it measures against 16-bit weights, but a byte has 8 bits.`,
    },
    {
      name: "fp16",
      value: ({ n }) => bytes(n, 2),
      because: ({ n, bits }, shown) =>
        tex`$${n} \times 2$ makes ${shown}: that is the size in 16 bits, not in ${bits}.`,
    },
  ],
  solution: ({ n, bits }, shown) =>
    tex`${bits} bits are $${bits}/8 = ${bits / 8}$ bytes, so ${n} billion weights take $${n} \times ${bits / 8}$ billion bytes: ${shown}.`,
});

interface Scaling {
  /** The number given: the true gradient, or the one that fp16 holds after scaling. */
  given: number;
  power: number;
  /** Whether the gradient is to be scaled, or a scaled one to be scaled back. */
  up: boolean;
}

const rescale = ({ given, up }: Scaling, by: number) => (up ? given * by : given / by);
const verb = ({ up }: Scaling) => (up ? "times" : "over");
const given = (p: Scaling) => scientific(1).show(p.given);

/** A gradient before or after loss scaling (Micikevicius et al. 2018). */
export const lossScale = defineFamily({
  id: "loss-scale",
  topic: "systems",
  concept: "mixed-precision",
  difficulty: "easy",
  asks: "Value seen by fp16 after loss scaling, or true gradient",
  draw(random): Scaling {
    const up = random.pick([true, false]);
    const exponent = up ? random.int(-8, -6) : random.int(-4, -2);
    const given = (random.int(11, 99) / 10) * 10 ** exponent;
    // What fp16 holds is a normal number: below 2^-14 it would be a subnormal, with fewer digits.
    const least = up ? Math.max(8, Math.ceil(Math.log2(2 ** -14 / given))) : 8;
    return { given, power: random.int(least, 16), up };
  },
  stem: (p) =>
    p.up
      ? `Mixed-precision training multiplies the loss by $2^{${p.power}}$ before the backward pass. The true gradient of a weight is ${given(p)}. Which value does the fp16 gradient hold, apart from rounding?`
      : `Mixed-precision training multiplied the loss by $2^{${p.power}}$ before the backward pass, and the fp16 gradient of a weight came out as ${given(p)}. Which gradient should the optimizer use?`,
  key: (p) => rescale(p, 2 ** p.power),
  display: () => scientific(2),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "divided, or multiplied, the wrong way",
      value: (p) => rescale(p, 2 ** -p.power),
      because: (p, shown) =>
        tex`${given(p)} ${verb({ ...p, up: !p.up })} $2^{${p.power}}$ gives ${shown}: ${p.up ? "scaling the loss up scales the gradients up with it" : "the scale is in the gradient already and must be taken out"}.`,
    },
    {
      name: "unchanged",
      value: (p) => p.given,
      because: (p, shown) =>
        tex`${shown} is ${p.up ? "the true gradient; the backward pass is linear in the loss, so the scale carries through" : "still the scaled gradient, and a step with it would be too large by the whole scale"}.`,
    },
    {
      name: "squared scale",
      value: (p) => rescale(p, 4 ** p.power),
      because: (p, shown) =>
        tex`Applying $2^{${p.power}}$ twice gives ${shown}; the loss was scaled once, and gradients are linear in it.`,
    },
    {
      name: "log2 S",
      value: (p) => rescale(p, p.power),
      because: (p, shown) =>
        tex`${given(p)} ${verb(p)} ${p.power} gives ${shown}: the scale is $2^{${p.power}}$, not its exponent.`,
    },
    {
      name: "sqrt S",
      value: (p) => rescale(p, 2 ** (p.power / 2)),
      because: (p, shown) =>
        tex`${given(p)} ${verb(p)} $\sqrt{${2 ** p.power}}$ gives ${shown}: the gradient is linear in the loss, so no root is taken.`,
    },
    {
      name: "one power of two too many",
      value: (p) => rescale(p, 2 ** (p.power + 1)),
      because: (p, shown) =>
        tex`${given(p)} ${verb(p)} ${2 ** (p.power + 1)} gives ${shown}, but $2^{${p.power}}$ is ${2 ** p.power}.`,
    },
    {
      name: "one power of two too few",
      value: (p) => rescale(p, 2 ** (p.power - 1)),
      because: (p, shown) =>
        tex`${given(p)} ${verb(p)} ${2 ** (p.power - 1)} gives ${shown}, but $2^{${p.power}}$ is ${2 ** p.power}.`,
    },
  ],
  solution: (p, shown) =>
    tex`Gradients are linear in the loss, so ${p.up ? "the gradient is scaled by" : "to get the true gradient, divide by"} $2^{${p.power}} = ${2 ** p.power}$: ${given(p)} ${verb(p)} ${2 ** p.power} is ${shown}.`,
});
