import { PACK_LIMITS, type PackAdvice, type PackError, type PackProblem } from "../engine/words/pack.ts";
import { plain, spans } from "../engine/words/text.ts";

/** What makes a question unfair, or what could be better. Nothing here knows the subject. */

export interface Linted {
  line: number;
  stem: string;
  options: readonly { text: string; because: string }[];
  key: number;
  hasLevel: boolean;
}

/** The longest part of a text that a message quotes. */
const QUOTED = 40;
export const short = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > QUOTED ? `${line.slice(0, QUOTED - 1)}…` : line;
};

const bare = (markup: string) =>
  spans(markup)
    .map(({ kind, text }) => (kind === "text" ? text : "\ufffc"))
    .join("");

const PLACE = String.raw`\(?(?:[A-F]|[a-f]|[1-6]|I{1,3}|IV|VI?|i{1,3}|iv|vi?)\)?`;
const IN_ANY_TEXT: readonly RegExp[] = [
  /\b(?:all|none|any|some|both|each|either|neither) (?:of )?the (?:above|below|options|answers|choices)\b|\b(?:options?|answers?|choices?) (?:above|below)\b/i,
  new RegExp(
    String.raw`(?:^|(?<=\s))(?:only )?${PLACE}(?:,? (?:and|or|&) ${PLACE})+ only\b|^only ${PLACE}(?:,? (?:and|or|&) ${PLACE})*\.?$`,
    "i",
  ),
  /\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?) (?:\(?[B-F]\b|\(?A\b(?! [a-z])|\([a-f]\))/,
  /\b(?:the|this|that|these|those) (?:first|second|third|fourth|fifth|sixth|last|previous|next|preceding|other|remaining)(?: (?:two|three|four))? (?:options?|choices?|answers?)\b/i,
];
const IN_OPTIONS: readonly RegExp[] = [
  ...IN_ANY_TEXT,
  /^(?:all|none|any|some|both|neither|either) of (?:these|them|the others|the options)\.?$/i,
  /^(?:all|none|both|neither)\.?$/i,
  /\b(?:[Bb]oth|[Ee]ither|[Nn]either) \(?[A-F]\)? (?:and|or|nor) \(?[A-F]\)?\b|^\(?[A-F]\)?(?:,? (?:and|or|&) \(?[A-F]\)?)+$/,
];

const CLOZE = /\{\{c\d+::|\{\{[^{}]*\}\}/;
const SOUND = /\[sound:|\[anki:|\[latex\]|\[\$\$?\]/i;
const HTML = /<\/?(?:[a-z][a-z0-9]{0,9})(?:\s[^<>]*)?\/?>|<!--/i;
const KNOWN_TAGS =
  /^<\/?(?:a|abbr|audio|b|big|blockquote|body|br|button|center|code|dd|div|dl|dt|em|font|form|h[1-6]|head|hr|html|i|iframe|img|input|label|li|mark|math|meta|object|ol|p|pre|q|s|script|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|tr|tt|u|ul|var|video)\b|^<!--/i;
const ENTITY = /&(?:[a-z]{2,10}|#\d{1,7}|#x[0-9a-f]{1,6});/i;
/** Controls, signs without width, and those that turn the direction of writing. */
const HIDDEN = /[^\P{Cc}\n\t]|[\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]/u;
const TEX =
  /\\\(|\\\[|\\(?:frac|sum|sqrt|alpha|beta|theta|mathbb|text|cdot|times|int|partial)\b|\$[^$\n]*[\\^_][^$\n]*\$/;

const errorAt =
  (line: number) =>
  (code: PackError, values: Record<string, string | number> = {}): PackProblem => ({
    line,
    severity: "error",
    code,
    values,
  });

/** Marks that mean something elsewhere, and nothing in a chat. */
function marks(line: number, texts: readonly string[]): PackProblem[] {
  const error = errorAt(line);
  const find = (code: PackError, pattern: RegExp, meant: (found: string) => boolean = () => true) => {
    for (const text of texts) {
      const found = pattern.exec(bare(text))?.[0];
      if (found !== undefined && meant(found)) return [error(code, { text: short(found) })];
    }
    return [];
  };
  const hidden = texts.map((text) => HIDDEN.exec(text)?.[0]).find((sign) => sign !== undefined);
  return [
    ...find("cloze", CLOZE, (found) => found.startsWith("{{c") || found.includes("::")),
    ...find("sound", SOUND),
    ...find("html", HTML, (found) => KNOWN_TAGS.test(found)),
    ...find("entity", ENTITY),
    ...(hidden === undefined
      ? []
      : [
          error("hidden", {
            text: `U+${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
          }),
        ]),
  ];
}

const size = (text: string) => plain(text).length;

function lengths({ line, stem, options }: Linted): PackProblem[] {
  const error = errorAt(line);
  const over = (code: PackError, length: number, most: number) =>
    length > most ? [error(code, { length, most })] : [];
  const longest = Math.max(0, ...options.map(({ text }) => size(text)));
  const reason = Math.max(0, ...options.map(({ because }) => size(because)));
  const whole = size(stem) + options.reduce((sum, { text }) => sum + size(text), 0);
  const single = [
    ...over("long-question", size(stem), PACK_LIMITS.stem),
    ...over("long-option", longest, PACK_LIMITS.option),
    ...over("long-reason", reason, PACK_LIMITS.reason),
  ];
  return single.length > 0 ? single : over("long-whole", whole, PACK_LIMITS.whole);
}

/** Of an option: what one can look for elsewhere. */
const words = (text: string) =>
  plain(text)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(" ") ?? "";

/** The key stands in the question, and no other option does. */
function givenAway({ line, stem, options, key }: Linted): PackProblem[] {
  const asked = ` ${words(stem)} `;
  const stands = options.map(({ text }) => {
    const sought = words(text);
    return sought.length >= 4 && !/^\d+$/.test(sought) && asked.includes(` ${sought} `);
  });
  const isGiven = stands[key] === true && stands.filter(Boolean).length === 1;
  return isGiven ? [errorAt(line)("given-away", { text: short(options[key]?.text ?? "") })] : [];
}

function references({ line, stem, options }: Linted): PackProblem[] {
  const find = (text: string, patterns: readonly RegExp[]) =>
    patterns.map((pattern) => pattern.exec(bare(text).trim())?.[0]).find((part) => part !== undefined);
  const found =
    find(stem, IN_ANY_TEXT) ??
    options.map(({ text }) => find(text, IN_OPTIONS)).find((part) => part !== undefined) ??
    options.map(({ because }) => find(because, IN_ANY_TEXT)).find((part) => part !== undefined);
  return found === undefined ? [] : [errorAt(line)("reference", { text: short(found) })];
}

function alike({ line, options }: Linted): PackProblem[] {
  const seen = new Map<string, string>();
  const lower = new Map<string, string>();
  for (const { text } of options) {
    const one = text.replace(/\s+/g, " ").trim().normalize("NFC");
    if (seen.has(one)) return [errorAt(line)("same-options", { text: short(text) })];
    seen.set(one, text);
    lower.set(one.toLowerCase(), text);
  }
  return lower.size < seen.size ? [{ line, severity: "advice", code: "one-case", values: {} }] : [];
}

/** How much longer than all others a key is that is noticed by its length. */
const MUCH_LONGER = 1.6;

function advice({ line, stem, options, key, hasLevel }: Linted): PackProblem[] {
  const say = (code: PackAdvice, values: Record<string, string | number> = {}): PackProblem => ({
    line,
    severity: "advice",
    code,
    values,
  });
  const others = options.filter((_, i) => i !== key).map(({ text }) => size(text));
  const own = size(options[key]?.text ?? "");
  const tex = [stem, ...options.map(({ text }) => text)].map((text) => TEX.exec(bare(text))?.[0]);
  const formula = tex.find((found) => found !== undefined);
  return [
    ...((options[key]?.because ?? "") === "" ? [say("no-reason")] : []),
    ...(hasLevel ? [] : [say("no-level")]),
    ...(own > 30 && own > MUCH_LONGER * Math.max(...others) ? [say("longest-key")] : []),
    ...(formula === undefined ? [] : [say("looks-tex", { text: short(formula) })]),
  ];
}

/** Everything about a question that has a text, options and a key. */
export function lint(question: Linted): PackProblem[] {
  const { line, stem, options } = question;
  const texts = [stem, ...options.flatMap(({ text, because }) => [text, because])];
  return [
    ...marks(line, texts),
    ...lengths(question),
    ...alike(question),
    ...givenAway(question),
    ...references(question),
    ...advice(question),
  ];
}
