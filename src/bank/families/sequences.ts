import { dot, sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, factor, num } from "./display.ts";

const list = (values: readonly number[]) => `(${values.map((value) => num(value)).join(", ")})`;

interface Beam {
  logs: readonly (readonly number[])[];
  alpha: number;
}

const normal = ({ logs, alpha }: Beam, power = alpha) => logs.map((one) => sum(one) / one.length ** power);

/** The better of two hypotheses by length-normalized log-probability. */
export const beamNorm = defineFamily({
  id: "beam-norm",
  topic: "seq2seq-attention",
  concept: "teacher-forcing-beam-search",
  difficulty: "medium",
  asks: "Best length-normalized beam score",
  draw(random): Beam {
    const logs = (count: number) => Array.from({ length: count }, () => -random.int(1, 12) / 10);
    return {
      logs: [logs(random.int(2, 3)), logs(random.int(4, 5))],
      alpha: random.pick([0.5, 0.6, 0.7, 0.8, 1]),
    };
  },
  stem: ({ logs, alpha }) =>
    tex`Beam search ends with two hypotheses, whose tokens have the log-probabilities ${list(logs[0]!)} and ${list(logs[1]!)}. A score is the sum over the length to the power ${alpha}. What is the score of the one that is chosen?`,
  key: (p) => Math.max(...normal(p)),
  display: () => decimals(3),
  possible: (value) => value < 5 && value > -30,
  wrong: [
    {
      name: "the other one",
      value: (p) => Math.min(...normal(p)),
      because: (_, shown) =>
        tex`${shown} is the lower score of the two; log-probabilities are negative, and the one nearer to 0 wins.`,
    },
    {
      name: "no normalization",
      value: (p) => Math.max(...normal(p, 0)),
      because: (_, shown) =>
        tex`${shown} is the better sum without a division by length, which favours short outputs.`,
    },
    {
      name: "mean",
      value: (p) => Math.max(...normal(p, p.alpha === 1 ? 0.5 : 1)),
      because: ({ alpha }, shown) =>
        tex`${shown} divides by the length to another power; here the power is ${alpha}.`,
    },
    {
      name: "multiplied by the length",
      value: (p) => Math.max(...normal(p, -p.alpha)),
      because: (_, shown) =>
        tex`${shown} multiplies by the power of the length, which punishes long outputs twice.`,
    },
    {
      name: "last token alone",
      value: ({ logs }) => Math.max(...logs.map((one) => one.at(-1)!)),
      because: (_, shown) =>
        tex`${shown} compares the last tokens alone, but a hypothesis is scored by all of its tokens.`,
    },
    {
      name: "best token",
      value: ({ logs }) => Math.max(...logs.flat()),
      because: (_, shown) =>
        tex`${shown} is the best single token of both, but a hypothesis is scored by all of its tokens.`,
    },
    {
      name: "without the end token",
      value: (p) => Math.max(...normal({ ...p, logs: p.logs.map((one) => one.slice(0, -1)) })),
      because: (_, shown) =>
        tex`${shown} leaves out the last token, which ends the sequence and has a probability like the others.`,
    },
  ],
  solution: (p, shown) =>
    tex`The sums are ${list(normal(p, 0))}; over the lengths ${p.logs.map(({ length }) => length).join(" and ")} to the power ${p.alpha} they are ${list(normal(p))}. The larger one is chosen: ${shown}.`,
});

interface Angles {
  q: readonly [number, number];
  pos: number;
  theta: number;
}

const turned = ({ q, pos, theta }: Angles, by = pos * theta) => dot(q, [Math.cos(by), -Math.sin(by)]);

/** First entry of a rotated pair (Su et al. 2021). */
export const ropePair = defineFamily({
  id: "rope-pair",
  topic: "transformers",
  concept: "rope",
  difficulty: "medium",
  asks: "A rotary-embedded query pair",
  draw: (random): Angles => ({
    q: [random.int(-20, 20) / 10, random.int(-20, 20) / 10],
    pos: random.int(2, 40),
    theta: random.pick([1, 0.1, 0.1, 0.01]),
  }),
  stem: ({ q, pos, theta }) =>
    `RoPE rotates a pair of query entries counterclockwise by the position times the pair's frequency, in radians. The pair is ${list(q)}, the position ${pos}, the frequency ${theta}. What is the first entry after the rotation?`,
  key: (p) => turned(p),
  display: () => decimals(3),
  possible: (value) => Math.abs(value) < 10,
  wrong: [
    {
      name: "clockwise",
      value: (p) => turned(p, -p.pos * p.theta),
      because: (_, shown) =>
        tex`${shown} rotates clockwise: the sine of the second entry has the wrong sign.`,
    },
    {
      name: "second entry",
      value: ({ q, pos, theta }) => q[0] * Math.sin(pos * theta) + q[1] * Math.cos(pos * theta),
      because: (_, shown) =>
        tex`${shown} is the second entry after the rotation; the first one is asked for.`,
    },
    {
      name: "degrees",
      value: (p) => turned(p, (p.pos * p.theta * Math.PI) / 180),
      because: (_, shown) =>
        tex`${shown} reads the angle as degrees; the product of position and frequency is in radians.`,
    },
    {
      name: "not rotated",
      value: ({ q }) => q[0],
      because: (_, shown) => tex`${shown} leaves the pair as it is, which is right at position 0 alone.`,
    },
    {
      name: "added",
      value: ({ q, pos, theta }) => q[0] + Math.sin(pos * theta),
      because: (_, shown) =>
        tex`${shown} adds a sine, as sinusoidal encodings do; RoPE rotates and adds nothing.`,
    },
    {
      name: "cosine alone",
      value: ({ q, pos, theta }) => q[0] * Math.cos(pos * theta),
      because: (_, shown) =>
        tex`${shown} multiplies by the cosine alone; the second entry comes in with the sine.`,
    },
    {
      name: "sine and cosine swapped",
      value: ({ q, pos, theta }) => q[0] * Math.sin(pos * theta) - q[1] * Math.cos(pos * theta),
      because: (_, shown) =>
        tex`${shown} swaps sine and cosine, so that position 0 would not leave the pair as it is.`,
    },
  ],
  solution: (p, shown) =>
    tex`The angle is $${p.pos} \times ${p.theta} = ${p.pos * p.theta}$, with cosine ${Math.cos(p.pos * p.theta)} and sine ${Math.sin(p.pos * p.theta)}. $${factor(p.q[0])} \times ${factor(Math.cos(p.pos * p.theta))} - ${factor(p.q[1])} \times ${factor(Math.sin(p.pos * p.theta))} \approx ${shown}$.`,
});
