import { createFlow, type Run, runOf, type Text } from "../../../words/flow.ts";
import { clean, type Inline, type Rich } from "../../../words/inline.ts";
import { graphemes, isolated, oneLine } from "../../../words/line.ts";
import { remembered } from "../../../words/remembered.ts";
import { LIMITS } from "../limits.ts";

/**
 * Slack's mrkdwn has no escape character: `&`, `<` and `>` have entities, everything else that would
 * style, mention or link is defused by a look-alike or an invisible character beside it.
 */
export const { split, cut } = createFlow(true);

const INVISIBLE = "\u200B";
const LOOKALIKES: Readonly<Record<string, string>> = {
  "*": "\u2217",
  _: "\u02CD",
  "~": "\u223C",
  "`": "\u02CB",
};
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const escapeMrkdwn = (text: string) => text.replace(/[&<>]/g, (c) => ENTITIES[c] ?? c);

/** What is never cut, escaped. */
const units = remembered((text): readonly string[] => graphemes(text).map(escapeMrkdwn));

const isWord = (c: string | undefined) => c !== undefined && /[A-Za-z0-9]/.test(c);
const isSpace = (c: string | undefined) => c !== undefined && /\s/.test(c);

/** Makes text read as it stands, whatever mrkdwn would make of it. */
function defuse(text: string): string {
  return text
    .replace(/[*_~`]/g, (c, at: number) => {
      const [before, after] = [text[at - 1], text[at + 1]];
      const alone = c !== "`" && isSpace(before) && isSpace(after);
      const inWord = c === "_" && isWord(before) && isWord(after);
      return alone || inWord ? c : (LOOKALIKES[c] ?? c);
    })
    .replace(/:(?=[^\s:]+:)/g, `:${INVISIBLE}`)
    .replace(/@(?=here|channel|everyone)/gi, `@${INVISIBLE}`)
    .replace(/^(\s*)>/gm, "$1\u00AD>");
}

/** Text that is shown as it is. */
export const literal = remembered((text) => runOf(units(defuse(clean(text)))));

/** Our own mrkdwn: a token, a date, an emoji. Never cut. */
export const token = (mrkdwn: string): Run => runOf([mrkdwn]);

/** Bold text; mrkdwn styles one line at a time. */
function bold(text: string): Run {
  const line = clean(text).replace(/\s+/g, " ").trim();
  const safe = line.replace(/[*_~`]/g, (c) => LOOKALIKES[c] ?? c);
  return runOf(units(defuse(safe)), "*", "*");
}

function code(text: string): Run {
  const line = clean(text)
    .replace(/\s+/g, " ")
    .replaceAll("`", LOOKALIKES["`"] ?? "'");
  return runOf(units(line), "`", "`");
}

/** Text in a fixed-width font, on as many lines as it has. */
function block(text: string): Run {
  return runOf(units(clean(text).replaceAll("```", "\u02CB\u02CB\u02CB")), "```\n", "\n```");
}

/** A name or title: on one line, cut, and with its direction kept to itself. */
const shown = (text: string, longest: number): Run => runOf(units(defuse(isolated(oneLine(text, longest)))));

/** A member's name. */
export const name = (text: string): Run => shown(text, LIMITS.name);

const utc = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;

const DAY = "{date_short_pretty}";
const CLOCK = "{time}";
const BOTH = `${DAY}, ${CLOCK}`;

type Time = Extract<Inline, { type: "time" }>;

/** A time in the reader's own zone. Slack counts seconds. */
const moment = (at: number, format: string): Run =>
  token(`<!date^${Math.floor(at / 1000)}^${format}|${utc(at)}>`);

const isSame = (one: Inline, { at }: Time): boolean =>
  one.type === "time" && one.at === at && one.style !== "clock";

const endsLine = (one: Inline): boolean => one.type === "text" && one.text.includes("\n");

/**
 * Slack cannot say "in 3 hours" of the future. So where others read how long it is until then and when that is, its
 * readers read the day at the first place and the clock at the second, and nothing twice. A line says it for itself.
 */
function formatOf(time: Time, index: number, all: Rich): string {
  if (time.style === "clock") return CLOCK;
  const before = all.slice(0, index);
  if (before.slice(before.findLastIndex(endsLine) + 1).some((one) => isSame(one, time))) return CLOCK;
  const after = all.slice(index + 1);
  const end = after.findIndex(endsLine);
  return after.slice(0, end < 0 ? after.length : end).some((one) => isSame(one, time)) ? DAY : BOTH;
}

/** A channel, member or user group by its id; what is no id is shown as text. */
function reference(to: Extract<Inline, { type: "mention" }>): Run {
  const { id } = to;
  if (to.to === "group" && /^D[A-Z0-9]+$/.test(id)) return literal(to.direct);
  if (to.to === "group" && /^[CG][A-Z0-9]+$/.test(id)) return token(`<#${id}>`);
  if (to.to === "member" && /^[UW][A-Z0-9]+$/.test(id)) return token(`<@${id}>`);
  if (to.to === "role" && /^S[A-Z0-9]+$/.test(id)) return token(`<!subteam^${id}>`);
  return name(id);
}

/** A link with its title; what is no web address is left as its title. */
function link(title: string, url: string): Run {
  const label = shown(title === "" ? url : title, LIMITS.linkTitle);
  if (!URL.canParse(url)) return label;
  const { protocol, href } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return label;
  const text = label.text.replaceAll("|", "\u2223");
  return token(`<${escapeMrkdwn(href.replaceAll("|", "%7C"))}|${text}>`);
}

function run(inline: Inline, index: number, all: Rich): Run {
  switch (inline.type) {
    case "text":
      return literal(inline.text);
    case "code":
      return code(inline.text);
    case "block":
      return block(inline.text);
    case "strong":
      return bold(inline.text);
    case "name":
      return name(inline.text);
    case "mention":
      return reference(inline);
    case "command":
      return code(`/dlq ${inline.line}`.trim());
    case "time":
      return moment(inline.at, formatOf(inline, index, all));
    case "link":
      return link(inline.text, inline.url);
    default:
      return inline satisfies never;
  }
}

/** A role that is notified. */
export const mention = (role: string): Run => reference({ type: "mention", to: "role", id: role });

/** Rich text as Slack writes it. */
export const written = (rich: Rich): Text => rich.map(run);
