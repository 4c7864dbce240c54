/** What a person reads of Discord's markdown, and what the client makes clickable or loud. */
export interface Reading {
  text: string;
  /** Ids (or `everyone`) shown as mentions. */
  mentions: string[];
  links: string[];
  /** Texts that a style applies to. */
  styled: string[];
}

type Rule = [RegExp, (match: RegExpExecArray, out: Reading) => void];

function inside(source: string, out: Reading): string {
  const inner = read(source);
  out.mentions.push(...inner.mentions);
  out.links.push(...inner.links);
  out.styled.push(...inner.styled);
  return inner.text;
}

const styled: Rule[1] = (match, out) => {
  const text = inside(match[1] ?? "", out);
  out.styled.push(text);
  out.text += text;
};

const mention: Rule[1] = (match, out) => {
  out.mentions.push(match[1] ?? "");
  out.text += match[0];
};

const link: Rule[1] = (match, out) => {
  out.links.push(match[1] ?? "");
  out.text += match[1] ?? "";
};

/** In the order in which the client tries them. */
const RULES: readonly Rule[] = [
  [
    /^```(?:[a-z0-9_+\-.#]+?\n)?\n*([^\n][\s\S]*?)\n*```/i,
    (match, out) => {
      out.text += match[1] ?? "";
    },
  ],
  [
    /^(`+)([\s\S]*?[^`])\1(?!`)/,
    (match, out) => {
      out.text += match[2] ?? "";
    },
  ],
  [
    /^\\([^0-9A-Za-z\s])/,
    (match, out) => {
      out.text += match[1] ?? "";
    },
  ],
  [
    /^\[((?:\\[\s\S]|[^[\]\\])+)\]\((https?:\/\/[^\s()]+)\)/,
    (match, out) => {
      out.links.push(match[2] ?? "");
      out.text += inside(match[1] ?? "", out);
    },
  ],
  [/^<(https?:\/\/[^\s>]+)>/i, link],
  [/^(https?:\/\/[^\s<]+[^<.,:;"')\]\s])/i, link],
  [/^<@[!&]?(\d+)>/, mention],
  [/^<#(\d+)>/, mention],
  [/^<\/[^:>]+:(\d+)>/, mention],
  [/^@(everyone|here)/, mention],
  [
    /^<a?(:\w+:)\d+>/,
    (match, out) => {
      out.styled.push(match[1] ?? "");
    },
  ],
  [
    /^<t:(-?\d+)(?::[tTdDfFR])?>/,
    (match, out) => {
      out.text += new Date(Number(match[1]) * 1000).toISOString();
    },
  ],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, styled],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, styled],
  [/^\*(?=\S)((?:\\[\s\S]|[^\\*])+?)\*(?!\*)/, styled],
  [/^_((?:\\[\s\S]|[^\\_])+?)_(?![a-zA-Z0-9_])/, styled],
  [/^~~((?:\\[\s\S]|[^\\])+?)~~/, styled],
  [/^\|\|((?:\\[\s\S]|[^\\])+?)\|\|/, styled],
];

/** At the beginning of a line. */
const LINE_RULES: readonly RegExp[] = [/^ *(?:-#|#{1,3}) +/, /^ *(?:>>>|>) /, /^ *[-*] +/, /^ *\d+\. +/];

/** Text in which no rule can apply. */
const PLAIN = /^[^\\`*_~|<[@hH\n]+/;

function parse(source: string): Reading {
  const out: Reading = { text: "", mentions: [], links: [], styled: [] };
  let rest = source;
  let lineStart = true;
  while (rest !== "") {
    const line = lineStart ? LINE_RULES.map((rule) => rule.exec(rest)).find((m) => m !== null) : null;
    lineStart = false;
    if (line) {
      out.styled.push(line[0]);
      rest = rest.slice(line[0].length);
      continue;
    }
    const [plain] = PLAIN.exec(rest) ?? [""];
    const rule =
      plain === "" ? RULES.map(([p, apply]) => ({ match: p.exec(rest), apply })).find((r) => r.match) : null;
    if (rule?.match) {
      rule.apply(rule.match, out);
      rest = rest.slice(rule.match[0].length);
      continue;
    }
    const taken = plain || (rest[0] ?? "");
    out.text += taken;
    lineStart = taken === "\n";
    rest = rest.slice(taken.length);
  }
  return out;
}

const known = new Map<string, Reading>();
/** Texts that are remembered: tests look at the same messages again and again. */
const KNOWN = 500;

/** Reads markdown as the client shows it. */
export function read(source: string): Reading {
  const before = known.get(source);
  if (before) return before;
  const reading = parse(source);
  if (known.size >= KNOWN) known.clear();
  known.set(source, reading);
  return reading;
}
