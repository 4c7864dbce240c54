import { all, type Html, h, t } from "../html.ts";
import { dated, type Reader } from "../reader.ts";

/** Slack's mrkdwn as its client shows it. */

const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const decoded = (text: string): string =>
  text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);

const DATE = /^!date\^(\d+)\^([^^]*)/;

/** The day by its name where it has one: Slack says "today" and "tomorrow". */
function day(at: number, reader: Reader): string {
  const form = (time: number) => dated(time, reader, { month: "short", day: "numeric", year: "numeric" });
  const near = [-1, 0, 1].find((days) => form(at) === form(reader.now + days * 86_400_000));
  return near === undefined
    ? form(at)
    : new Intl.RelativeTimeFormat(reader.language, { numeric: "auto" }).format(near, "day");
}

/** Only the forms that the bot writes. */
const date = (at: number, form: string, reader: Reader): string =>
  form
    .replace("{time}", dated(at, reader, { timeStyle: "short" }))
    .replace("{date_short_pretty}", day(at, reader));

function token(inside: string, reader: Reader): Html {
  const bar = inside.indexOf("|");
  const id = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? null : decoded(inside.slice(bar + 1));
  const { names } = reader;
  const [, seconds, form] = DATE.exec(id) ?? [];
  if (seconds !== undefined)
    return h("span", { class: "time" }, t(date(Number(seconds) * 1000, form ?? "", reader)));
  if (id.startsWith("#")) return h("span", { class: "mention" }, t(`#${names[id.slice(1)] ?? id.slice(1)}`));
  if (id.startsWith("@")) return h("span", { class: "mention" }, t(`@${names[id.slice(1)] ?? id.slice(1)}`));
  if (id.startsWith("!subteam^"))
    return h("span", { class: "mention" }, t(`@${names[id.slice(9)] ?? label ?? id.slice(9)}`));
  return h("a", { href: decoded(id) }, t(label ?? decoded(id)));
}

/** What opens and closes, and its element. */
const STYLES: readonly (readonly [mark: string, tag: string])[] = [
  ["*", "strong"],
  ["_", "em"],
  ["~", "s"],
];

function styled(source: string, reader: Reader): Html {
  const found = STYLES.map(([mark, tag]) => {
    const sign = `\\${mark}`;
    const pattern = new RegExp(
      `(?<![A-Za-z0-9])${sign}(?!\\s|${sign})([^${sign}\\n]*[^\\s${sign}])${sign}(?![A-Za-z0-9])`,
    );
    return { tag, match: pattern.exec(source) };
  })
    .filter(({ match }) => match !== null)
    .sort((a, b) => (a.match?.index ?? 0) - (b.match?.index ?? 0))[0];
  if (!found?.match) return t(decoded(source));
  const { match, tag } = found;
  const end = match.index + match[0].length;
  return all([
    t(decoded(source.slice(0, match.index))),
    h(tag, {}, prose(match[1] ?? "", reader)),
    styled(source.slice(end), reader),
  ]);
}

/** Stands for a token while the styles around it are found: nobody writes it. */
const PLACE = "\uE000";

/** Text outside code. */
function prose(source: string, reader: Reader): Html {
  const out: Html[] = [];
  let end = 0;
  // A token may stand inside of a style, and a style never inside of a token.
  const tokens = [...source.matchAll(/<([^<>]*)>/g)];
  const kept = source.replace(/<([^<>]*)>/g, PLACE);
  if (tokens.length > 0 && styled(kept, reader) !== t(kept)) {
    let i = 0;
    return styled(kept, reader).replace(new RegExp(PLACE, "g"), () =>
      token(tokens[i++]?.[1] ?? "", reader),
    ) as Html;
  }
  for (const match of tokens) {
    out.push(styled(source.slice(end, match.index), reader), token(match[1] ?? "", reader));
    end = match.index + match[0].length;
  }
  return all([...out, styled(source.slice(end), reader)]);
}

const line = (source: string, reader: Reader): Html =>
  source.trim() === ""
    ? h("div", { class: "gap" })
    : source.startsWith("&gt;")
      ? h("blockquote", { dir: "auto" }, prose(source.slice(4).trim(), reader))
      : h("div", { class: "line", dir: "auto" }, withCode(source, reader));

function withCode(source: string, reader: Reader): Html {
  const out: Html[] = [];
  let end = 0;
  for (const match of source.matchAll(/`([^`\n]+)`/g)) {
    out.push(prose(source.slice(end, match.index), reader), h("code", {}, t(decoded(match[1] ?? ""))));
    end = match.index + match[0].length;
  }
  return all([...out, prose(source.slice(end), reader)]);
}

/** A text object of the type mrkdwn. */
export function mrkdwn(source: string, reader: Reader): Html {
  const lines = (text: string) => (text === "" ? [] : text.split("\n").map((one) => line(one, reader)));
  const out: Html[] = [];
  let end = 0;
  for (const match of source.matchAll(/```\n?([\s\S]*?)\n?```\n?/g)) {
    out.push(...lines(source.slice(end, match.index).replace(/\n$/, "")));
    out.push(h("pre", {}, h("code", {}, t(decoded(match[1] ?? "")))));
    end = match.index + match[0].length;
  }
  return h("div", { class: "mrkdwn" }, ...out, ...lines(source.slice(end)));
}
