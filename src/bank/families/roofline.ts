import { defineFamily, tex } from "./define.ts";
import { decimals, num } from "./display.ts";

interface Product {
  m: number;
  n: number;
  k: number;
  peak: number;
  bandwidth: number;
}

const flops = ({ m, n, k }: Product) => 2 * m * n * k;
const traffic = ({ m, n, k }: Product) => 2 * (m * k + k * n + m * n);
const intensity = (p: Product) => flops(p) / traffic(p);
/** TFLOP per second under the roof, for an intensity. */
const roof = ({ peak, bandwidth }: Product, value: number) => Math.min(peak, (bandwidth * value) / 1000);

/** What a matrix product can reach on a roofline (Williams, Waterman and Patterson 2009). */
export const rooflineRate = defineFamily({
  id: "roofline-rate",
  topic: "systems",
  concept: "roofline-intensity",
  difficulty: "hard",
  asks: "Attainable TFLOP/s of a matrix product on a roofline",
  draw(random): Product {
    const [peak, bandwidth] = random.pick([
      [312, 1555],
      [312, 2039],
      [989, 3350],
      [165, 1008],
    ] as const);
    return {
      m: 2 * random.int(1, 24),
      n: 1024 * random.int(1, 12),
      k: 1024 * random.int(1, 8),
      peak,
      bandwidth,
    };
  },
  stem: ({ m, n, k, peak, bandwidth }) =>
    `A 16-bit product multiplies a matrix of ${m}×${num(k)} by one of ${num(k)}×${num(n)}, reads both and writes the result once, in 16 bits. The accelerator reaches at most ${peak} TFLOP/s and ${num(bandwidth)} GB/s. How many TFLOP/s can the product reach at most, 2 FLOPs to a multiply-accumulate?`,
  // Where the peak is the limit there is nothing to compute.
  key: (p) => (roof(p, intensity(p)) < p.peak ? roof(p, intensity(p)) : Number.NaN),
  display: () => decimals(1),
  possible: (value) => value > 0.5,
  wrong: [
    {
      name: "peak",
      value: ({ peak }) => peak,
      because: (p, shown) =>
        tex`${shown} is the peak, but at ${intensity(p)} FLOPs a byte the memory is the limit.`,
    },
    {
      name: "one FLOP to a MAC",
      value: (p) => roof(p, intensity(p) / 2),
      because: (_, shown) => tex`${shown} counts one FLOP to a multiply-accumulate, where two are stated.`,
    },
    {
      name: "one byte to a number",
      value: (p) => roof(p, intensity(p) * 2),
      because: (_, shown) => tex`${shown} moves one byte for each number, but 16 bits are two bytes.`,
    },
    {
      name: "backward pass counted",
      value: (p) => roof(p, intensity(p) * 3),
      because: (_, shown) =>
        tex`${shown} counts the two products of the backward pass as well, at the traffic of one; one product is asked about.`,
    },
    {
      name: "GiB for GB",
      value: (p) => roof(p, intensity(p) * (2 ** 30 / 1e9)),
      because: ({ bandwidth }, shown) =>
        tex`${shown} takes ${bandwidth} GB/s for so many GiB/s, which are 7% more; a GB has $10^9$ bytes.`,
    },
    {
      name: "small matrices alone",
      value: (p) => roof(p, flops(p) / (2 * (p.m * p.k + p.m * p.n))),
      because: ({ k, n }, shown) =>
        tex`${shown} counts the traffic of the small matrix and the result alone; the ${k}×${n} matrix has most of the bytes.`,
    },
    {
      name: "four bytes to a number, one FLOP to a MAC",
      value: (p) => roof(p, intensity(p) / 4),
      because: (_, shown) =>
        tex`${shown} moves four bytes for each number and counts one FLOP to a multiply-accumulate.`,
    },
    {
      name: "large matrix read and written",
      value: (p) => roof(p, flops(p) / (traffic(p) + 2 * p.k * p.n)),
      because: ({ k, n }, shown) =>
        tex`${shown} moves the ${k}×${n} matrix twice, but it is read once and not written back.`,
    },
    {
      name: "bandwidth in bits",
      value: (p) => roof(p, intensity(p) / 8),
      because: ({ bandwidth }, shown) =>
        tex`${shown} takes ${bandwidth} GB/s for gigabits, of which eight make a gigabyte.`,
    },
  ],
  solution: (p, shown) =>
    tex`It takes ${flops(p) / 1e9} GFLOP and moves ${traffic(p) / 1e6} MB: ${intensity(p)} FLOPs a byte. Times ${p.bandwidth} GB/s that is below the peak of ${p.peak}, so the memory limits it to ${shown}.`,
});
