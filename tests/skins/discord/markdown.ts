import { all, type Html, h, NOTHING, t } from "../html.ts";
import { dated, type Reader, relative } from "../reader.ts";

/** Discord's markdown as its client shows it: what the bot writes of it, and what would be a slip. */

type Rule = readonly [pattern: RegExp, show: (match: RegExpExecArray, reader: Reader) => Html];

const FORMS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  f: { dateStyle: "long", timeStyle: "short" },
  t: { timeStyle: "short" },
};

const time = (seconds: string, style: string, reader: Reader): Html => {
  const at = Number(seconds) * 1000;
  const shown =
    style === "R"
      ? relative(at, reader)
      : dated(at, reader, FORMS[style] ?? { dateStyle: "long", timeStyle: "short" });
  return h("span", { class: "time" }, t(shown));
};

const mention = (sign: string, id: string, { names }: Reader): Html =>
  h("span", { class: "mention" }, t(`${sign}${names[id] ?? id}`));

/** In the order in which the client tries them. */
const RULES: readonly Rule[] = [
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, (m) => h("code", {}, t((m[2] ?? "").trim()))],
  [/^\\([^0-9A-Za-z\s])/, (m) => t(m[1] ?? "")],
  [
    /^\[((?:\\[\s\S]|[^[\]\\])+)\]\((https?:\/\/[^\s()]+)\)/,
    (m, reader) => h("a", { href: m[2] ?? "" }, inline(m[1] ?? "", reader)),
  ],
  [/^<t:(-?\d+)(?::([tTdDfFR]))?>/, (m, reader) => time(m[1] ?? "", m[2] ?? "f", reader)],
  [/^<@&(\d+)>/, (m, reader) => mention("@", m[1] ?? "", reader)],
  [/^<@!?(\d+)>/, (m, reader) => mention("@", m[1] ?? "", reader)],
  [/^<#(\d+)>/, (m, reader) => mention("#", m[1] ?? "", reader)],
  [/^(https?:\/\/[^\s<]+[^<.,:;"')\]\s])/i, (m) => h("a", { href: m[1] ?? "" }, t(m[1] ?? ""))],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, (m, reader) => h("strong", {}, inline(m[1] ?? "", reader))],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, (m, reader) => h("u", {}, inline(m[1] ?? "", reader))],
  [/^\*(?=\S)((?:\\[\s\S]|[^\\*])+?)\*(?!\*)/, (m, reader) => h("em", {}, inline(m[1] ?? "", reader))],
  [/^_((?:\\[\s\S]|[^\\_])+?)_(?![a-zA-Z0-9_])/, (m, reader) => h("em", {}, inline(m[1] ?? "", reader))],
  [/^~~((?:\\[\s\S]|[^\\])+?)~~/, (m, reader) => h("s", {}, inline(m[1] ?? "", reader))],
];
const PLAIN = /^[^\\`*_~<[h]+/;

function inline(source: string, reader: Reader): Html {
  const out: Html[] = [];
  let rest = source;
  let plain = "";
  while (rest !== "") {
    const [simple = ""] = PLAIN.exec(rest) ?? [];
    const found =
      simple === ""
        ? RULES.map(([pattern, show]) => ({ match: pattern.exec(rest), show })).find(
            ({ match }) => match !== null,
          )
        : undefined;
    if (found?.match) {
      out.push(t(plain), found.show(found.match, reader));
      plain = "";
      rest = rest.slice(found.match[0].length);
      continue;
    }
    const taken = simple || (rest[0] ?? "");
    plain += taken;
    rest = rest.slice(taken.length);
  }
  return all([...out, t(plain)]);
}

/** What a line begins with, and the element that it becomes. */
const LINES: readonly (readonly [pattern: RegExp, tag: string, name: string])[] = [
  [/^-# +(?=\S)/, "div", "small"],
  [/^### +(?=\S)/, "h3", "line"],
  [/^## +(?=\S)/, "h2", "line"],
  [/^# +(?=\S)/, "h1", "line"],
  [/^ *[-*] +(?=\S)/, "div", "item"],
  [/^> /, "blockquote", "line"],
];
const BLOCK = /```(?:[a-z0-9_+\-.#]+\n)?\n*([^\n][\s\S]*?)\n*```\n?/gi;

function line(source: string, reader: Reader): Html {
  if (source.trim() === "") return h("div", { class: "gap" });
  const [pattern, tag, name] = LINES.find(([begins]) => begins.test(source)) ?? [/^/, "div", "line"];
  return h(tag, { class: name, dir: "auto" }, inline(source.replace(pattern, ""), reader));
}

const lines = (source: string, reader: Reader): Html =>
  source === ""
    ? NOTHING
    : all(
        source
          .replace(/\n$/, "")
          .split("\n")
          .map((one) => line(one, reader)),
      );

/** A text of a message. */
export function markdown(source: string, reader: Reader): Html {
  const out: Html[] = [];
  let end = 0;
  for (const match of source.matchAll(BLOCK)) {
    out.push(lines(source.slice(end, match.index).replace(/\n$/, ""), reader));
    out.push(h("pre", {}, h("code", {}, t(match[1] ?? ""))));
    end = match.index + match[0].length;
  }
  return h("div", { class: "markdown" }, ...out, lines(source.slice(end), reader));
}
