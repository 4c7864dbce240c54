/** One precision and one unit, for the key and for every wrong value of a question. */
export interface Display {
  show(value: number): string;
  /** What one unit of the last shown digit is worth near `value`. */
  step(value: number): number;
  /**
   * How many such units a wrong value must lie from the key to be offered beside it. Counts are exact, so
   * one is enough; where a learner rounds on the way, the key must not be mistaken for its neighbour.
   */
  apart: number;
}

/** Whole counts such as `4,864`; the values must be whole numbers. */
export function whole(): Display {
  return { show: (value) => group(fixed(value, 0)), step: () => 1, apart: 1 };
}

/** A fixed number of decimals of `value / scale`, such as `1.07 GFLOP` for a scale of 1e9. */
export function decimals(digits: number, unit = "", scale = 1): Display {
  const step = scale * 10 ** -digits;
  return { show: (value) => group(fixed(value / scale, digits)) + unit, step: () => step, apart: 3 };
}

/** A mantissa and a power of ten, such as `1.02 × 10⁻⁷`; `digits` are those after the point. */
export function scientific(digits: number): Display {
  return {
    show(value) {
      const [mantissa = "", exponent = "0"] = value.toExponential(digits).split("e");
      return `${mantissa.replace("-", "−")} × 10${superscript(Number(exponent))}`;
    },
    step: (value) => 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits),
    apart: 3,
  };
}

/** A whole exponent in superscript characters. */
export function superscript(exponent: number): string {
  return [...String(exponent)].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("");
}

/** A number for running text: at most `digits` decimals (one or more), no trailing zeros, thousands separated. */
export function num(value: number, digits = 4): string {
  if (Number.isInteger(value)) return group(fixed(value, 0));
  return group(fixed(value, digits).replace(/\.?0+$/, ""));
}

/** Whether `num` shows all of a number, apart from what floating point adds. */
export const isShownWhole = (value: number, digits = 4): boolean =>
  Math.abs(value - Number(value.toFixed(digits))) <= 1e-9 * Math.max(1, Math.abs(value));

/** As `num`, in parentheses when negative, to stand as a factor or a summand. */
export function factor(value: number, digits = 4): string {
  return value < 0 ? `(${num(value, digits)})` : num(value, digits);
}

/** As `toFixed`, with a true minus sign, and none for a value that rounds to zero. */
function fixed(value: number, digits: number): string {
  const text = Number.isInteger(value) && digits === 0 ? String(value) : value.toFixed(digits);
  return value < 0 ? text.replace("-", Number(text) === 0 ? "" : "−") : text;
}

/** Thousands separated by commas, before the decimal point alone. */
function group(text: string): string {
  if (text.length < 4) return text;
  const [units = "", decimalsPart] = text.split(".");
  const grouped = units.length > 3 ? units.replace(/\B(?=(\d{3})+$)/g, ",") : units;
  return decimalsPart === undefined ? grouped : `${grouped}.${decimalsPart}`;
}
