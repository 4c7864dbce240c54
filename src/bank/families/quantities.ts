import { defineFamily, tex } from "./define.ts";
import { decimals, num, whole } from "./display.ts";

interface Patches {
  height: number;
  width: number;
  patch: number;
}

const grid = ({ height, width, patch }: Patches) => (height / patch) * (width / patch);

/** Tokens of a vision transformer with a class token (Dosovitskiy et al. 2021). */
export const vitTokens = defineFamily({
  id: "vit-tokens",
  topic: "llm",
  concept: "vit-detr",
  difficulty: "easy",
  asks: "Tokens of a vision transformer",
  draw(random): Patches {
    const patch = random.pick([8, 14, 16, 16, 32]);
    return { height: patch * random.int(3, 20), width: patch * random.int(3, 20), patch };
  },
  stem: ({ height, width, patch }) =>
    `A vision transformer cuts RGB images of ${height}×${width} pixels into patches of ${patch}×${patch} without overlap and adds one class token. How many tokens enter the encoder?`,
  key: (p) => grid(p) + 1,
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "a token for each colour",
      value: (p) => 3 * grid(p) + 1,
      because: (_, shown) =>
        tex`${shown} makes a token of each colour channel, but a patch with all three channels is one token.`,
    },
    {
      name: "one side alone",
      value: ({ height, patch }) => height / patch + 1,
      because: ({ height, patch }, shown) =>
        tex`$${height}/${patch} + 1 = ${shown}$ counts the patches of one column; they form a grid.`,
    },
    {
      name: "sides added",
      value: ({ height, width, patch }) => (height + width) / patch + 1,
      because: (_, shown) =>
        tex`${shown} adds the patches of both sides, but a grid has the product of them.`,
    },
    {
      name: "overlapping at half a patch",
      value: ({ height, width, patch }) => ((2 * height) / patch - 1) * ((2 * width) / patch - 1) + 1,
      because: (_, shown) =>
        tex`${shown} moves the patch by half of its side, but patches do not overlap here.`,
    },
    {
      name: "a class token for each row",
      value: (p) => grid(p) + p.height / p.patch,
      because: (_, shown) =>
        tex`${shown} adds a token to each row of patches; one class token serves the whole image.`,
    },
    {
      name: "border patches dropped",
      value: ({ height, width, patch }) => (height / patch - 1) * (width / patch - 1) + 1,
      because: (_, shown) =>
        tex`${shown} loses a patch on each axis, as if one had to be subtracted; the sides divide evenly.`,
    },
  ],
  solution: (p, shown) =>
    tex`There are $${p.height}/${p.patch} = ${p.height / p.patch}$ rows of ${p.width / p.patch} patches, ${grid(p)} in all, and one class token: ${shown}.`,
});

interface Coded {
  loss: number;
  tokens: number;
  bytes: number;
}

/** Bits for each byte of text, which does not depend on the tokenizer. */
export const bitsPerByte = defineFamily({
  id: "bits-per-byte",
  topic: "llm",
  concept: "tokenization",
  difficulty: "medium",
  asks: "Bits per byte from the loss per token",
  draw: (random): Coded => {
    const tokens = 100 * random.int(10, 99);
    return {
      loss: random.int(160, 390) / 100,
      tokens,
      bytes: Math.round((tokens * random.int(28, 48)) / 10),
    };
  },
  stem: ({ loss, tokens, bytes }) =>
    `On a text of ${num(bytes)} bytes, which the tokenizer turns into ${num(tokens)} tokens, a language model has a mean loss of ${loss} nats per token. How many bits per byte is that?`,
  key: ({ loss, tokens, bytes }) => (loss * tokens) / bytes / Math.LN2,
  display: () => decimals(3),
  possible: (value) => value > 0 && value < 100,
  wrong: [
    {
      name: "nats",
      value: ({ loss, tokens, bytes }) => (loss * tokens) / bytes,
      because: (_, shown) => tex`${shown} is nats per byte; a nat has $1/\ln(2)$, about 1.44, bits.`,
    },
    {
      name: "bits per token",
      value: ({ loss }) => loss / Math.LN2,
      because: (_, shown) => tex`${shown} is bits per token, and a token covers several bytes here.`,
    },
    {
      name: "times ln 2",
      value: ({ loss, tokens, bytes }) => ((loss * tokens) / bytes) * Math.LN2,
      because: (_, shown) =>
        tex`${shown} multiplies by $\ln(2)$ where it must divide; there are more bits than nats.`,
    },
    {
      name: "ratio turned round",
      value: ({ loss, tokens, bytes }) => (loss * bytes) / tokens / Math.LN2,
      because: (_, shown) =>
        tex`${shown} multiplies by bytes per token, but the bits of a token are shared by its bytes.`,
    },
    {
      name: "eight bits a byte",
      value: ({ loss, tokens, bytes }) => (8 * loss * tokens) / bytes / Math.LN2,
      because: (_, shown) =>
        tex`${shown} brings in the 8 bits in which a byte is stored; the model's bits are counted, not those on disk.`,
    },
    {
      name: "compression against raw text",
      value: ({ loss, tokens, bytes }) => (loss * tokens) / bytes / Math.LN2 / 8,
      because: (_, shown) =>
        tex`${shown} divides by 8: that is the size of the coded text as a share of the raw one.`,
    },
  ],
  solution: ({ loss, tokens, bytes }, shown) =>
    tex`$${loss}/\ln(2) \approx ${loss / Math.LN2}$ bits per token times $${tokens}/${bytes} \approx ${tokens / bytes}$ tokens per byte make ${shown}.`,
});

interface Scaled {
  low: number;
  high: number;
  x: number;
}

const step = ({ low, high }: Scaled) => (high - low) / 255;
/** Too near the middle between two whole numbers, rounding is a matter of the way of computing. */
const isTie = (value: number) => Math.abs((Math.abs(value) % 1) - 0.5) < 0.02;
/** The level; none where it would be a matter of a tie, so that other numbers are drawn. */
const level = (p: Scaled) => {
  const [own, zero] = [p.x / step(p), -p.low / step(p)];
  return isTie(own) || isTie(zero) ? Number.NaN : Math.round(own) + Math.round(zero);
};

/** A wrong level that is one of the 256; the others would show at a glance, so they give way to the key's. */
const amongLevels = (wrong: number, p: Scaled) => (wrong >= 0 && wrong <= 255 ? wrong : level(p));

/** The unsigned 8-bit level of a value with scale and zero point (Jacob et al. 2018). */
export const intEight = defineFamily({
  id: "int-eight",
  topic: "systems",
  concept: "model-compression",
  difficulty: "medium",
  asks: "8-bit level from scale and zero point",
  draw: (random): Scaled => {
    const [low, high] = [-random.int(3, 25) / 10, random.int(20, 80) / 10];
    return { low, high, x: random.int(Math.ceil(low * 10) + 1, Math.floor(high * 10) - 1) / 10 };
  },
  stem: ({ low, high, x }) =>
    `Activations from ${num(low)} to ${num(high)} are quantized to levels 0 to 255. The scale is the range over 255, the zero point minus the low end over the scale. A value over the scale and the zero point are each rounded and then added. Which level does ${num(x)} get?`,
  key: level,
  display: () => whole(),
  possible: (value) => value >= 0 && value <= 255,
  wrong: [
    {
      name: "zero point forgotten",
      value: (p) => amongLevels(Math.round(p.x / step(p)), p),
      because: (_, shown) =>
        tex`${shown} divides by the scale and leaves out the zero point, which is added.`,
    },
    {
      name: "zero point subtracted",
      value: (p) => amongLevels(Math.round(p.x / step(p)) - Math.round(-p.low / step(p)), p),
      because: (_, shown) =>
        tex`${shown} subtracts the zero point, which is done when a level is turned back.`,
    },
    {
      name: "symmetric signed",
      value: (p) => amongLevels(Math.round((127 * p.x) / Math.max(-p.low, p.high)), p),
      because: (_, shown) =>
        tex`${shown} is the level of a symmetric signed code with 127 steps on either side and no zero point.`,
    },
    {
      name: "from the high end",
      value: (p) => 255 - level(p),
      because: (_, shown) =>
        tex`${shown} counts the levels from the high end down, but level 0 stands for the low end.`,
    },
    {
      name: "symmetric range, moved",
      value: (p) => 128 + Math.round((127 * p.x) / Math.max(-p.low, p.high)),
      because: (_, shown) =>
        tex`${shown} puts 0 at level 128, which holds for a symmetric range; this one is not.`,
    },
    {
      name: "seven bits",
      value: (p) => Math.round(level(p) / 2),
      because: (_, shown) =>
        tex`${shown} divides the range into 127 steps, as for seven bits; eight bits have 255.`,
    },
    {
      name: "zero point alone",
      value: (p) => Math.round(-p.low / step(p)),
      because: (_, shown) =>
        tex`${shown} is the zero point alone, the level at which a value of 0 is stored.`,
    },
  ],
  solution: (p, shown) =>
    tex`The scale is $(${p.high} + ${-p.low})/255 \approx ${step(p)}$, the zero point ${Math.round(-p.low / step(p))}; ${p.x} over the scale rounds to ${Math.round(p.x / step(p))}. Together: ${shown}.`,
});
