import { plain } from "../engine/words/text.ts";

/** A number as an option shows it. */
export interface ShownNumber {
  value: number;
  /** What stands around it, "$" or "GB" or "parameters"; singular and plural are one unit. */
  unit: string;
  /** Digits after the decimal point, of the mantissa where there is a power of ten. */
  decimals: number;
  /** Digits that count, without leading zeros: 0.001 has one. */
  significant: number;
}

const SIGN = "[-−+]?";
const DIGITS = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+`;
/** A power of ten; the two places where one may stand need different names. */
const powerOfTen = (name: string) =>
  String.raw`10(?:(?<${name}Raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\^\(?(?<${name}Typed>[-−]?\d+)\)?)`;
const NUMBER = new RegExp(
  String.raw`^(?<before>(?:about|roughly|around|approximately|≈|~|\$|€)?\s*)(?<sign>${SIGN})\s?` +
    String.raw`(?:${powerOfTen("bare")}|(?<mantissa>${DIGITS})(?:\s?[×x*·]\s?${powerOfTen("times")}|e(?<exponent>[-+]?\d+)|(?<own>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|/(?<below>\d+))?)` +
    String.raw`(?<unit>(?![\d.]*\d).*)$`,
  "iu",
);

const RAISED = new Map([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((digit, i) => [digit, String(i)]));
const MOST_UNIT_WORDS = 3;

/**
 * Reads an option that is a number with a unit: "1,024 parameters", "2.5 × 10⁻³", "−0.5", "12.5 %", "1/4".
 * null for anything else, such as a shape, a formula or a sentence that begins with a number.
 */
export function readNumber(option: string): ShownNumber | null {
  const groups = NUMBER.exec(plain(option).trim().replace(/\.$/, ""))?.groups;
  if (!groups) return null;
  const unit = `${groups.before ?? ""} ${groups.unit ?? ""}`.replace(/\s+/g, " ").trim().toLowerCase();
  if (/[\d()[\]+=<>^×·√/]|[-−–]\s?\d/.test(unit.replace(/\/(?:s|h|min|day|token|step|epoch)s?\b/, "")))
    return null;
  if (unit.split(/\s+/).length > MOST_UNIT_WORDS) return null;
  const mantissa = (groups.mantissa ?? "1").replaceAll(",", "");
  const exponent = Number(
    groups.exponent ??
      power(groups.bareRaised ?? groups.timesRaised) ??
      groups.bareTyped ??
      groups.timesTyped ??
      0,
  );
  if (Number.isNaN(exponent)) return null;
  const below = groups.below === undefined ? 1 : Number(groups.below);
  const minus = groups.sign === "-" || groups.sign === "−";
  const size = Number(`${mantissa}e${exponent}`) ** Number(power(groups.own) ?? 1);
  const value = ((minus ? -1 : 1) * size) / below;
  if (!Number.isFinite(value)) return null;
  return {
    value,
    unit: unit.replace(/(?<=\p{L}{2})s\b/gu, ""),
    decimals: mantissa.split(".")[1]?.length ?? 0,
    significant: mantissa.replace(".", "").replace(/^0+/, "").length,
  };
}

function power(raised: string | undefined): string | undefined {
  if (raised === undefined) return undefined;
  return [...raised].map((sign) => (sign === "⁻" ? "-" : (RAISED.get(sign) ?? ""))).join("");
}

/** The numbers of options that are all numbers; null if one is not. */
export function readNumbers(options: readonly string[]): ShownNumber[] | null {
  const numbers: ShownNumber[] = [];
  for (const option of options) {
    const number = readNumber(option);
    if (number === null) return null;
    numbers.push(number);
  }
  return numbers;
}

/** The values of options to be shown in numeric order: all numbers, of one unit, all different. */
export function comparable(options: readonly string[]): number[] | null {
  const numbers = readNumbers(options);
  if (!numbers || new Set(numbers.map(({ unit }) => unit)).size > 1) return null;
  const values = numbers.map(({ value }) => value);
  return new Set(values).size === values.length ? values : null;
}
