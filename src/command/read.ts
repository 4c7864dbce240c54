import { type Allowed, type NoticeReply, notice } from "../engine/words/reply.ts";
import { type Say, say } from "../engine/words/say.ts";
import { type Route, subjectOf } from "./define.ts";
import { LIMITS, quoted } from "./limits.ts";
import { nearest } from "./nearest.ts";
import { allowedOf, type Domains, type Offered, typedAs } from "./options.ts";

/** Mistakes that are no options of a command and are named at once. */
export const MOST = 4;

export type ReadOptions = { ok: true; values: Record<string, unknown> } | { ok: false; reply: NoticeReply };

/** A private refusal that names what is wrong and lists what may stand there. */
export function refusal(line: Say, allowed: readonly Allowed[], near: string | null): NoticeReply {
  return { ...notice("refusal", line), allowed, nearest: near };
}

/** Of an option that has no value: what it is, and what may stand there. */
export function missing({ options }: Route, name: string, domains: Domains): NoticeReply {
  const option = options[name] as Route["options"][string];
  const what = say("read.missing", { name, what: say(option.description) });
  return refusal(what, allowedIn(option.type, domains), null);
}

/**
 * Parses raw options by their definitions. All that do not fit are named in the reply, after `before`, which is
 * wrong already; what may stand there is listed as such where it is one, else in its line.
 */
export function readOptions(
  route: Route,
  raw: Readonly<Record<string, string>>,
  domains: Domains,
  before: readonly NoticeReply[] = [],
): ReadOptions {
  const values: Record<string, unknown> = {};
  const refused = [...before];
  let meanings: Offered = { near: [], starts: [] };
  const names = Object.keys(route.options);
  for (const name of Object.keys(raw)) {
    if (names.includes(name)) continue;
    if (refused.length >= MOST) break;
    refused.push(refusal(say("read.no-option", { name: quoted(name) }), names, nearest(name, names)));
  }
  for (const [name, option] of Object.entries(route.options)) {
    const typed = raw[name];
    if (typed === undefined) {
      if (!option.required) continue;
      refused.push(missing(route, name, domains));
      continue;
    }
    if (option.type.kind !== "text" && option.type.kind !== "file" && typed.length > LIMITS.option) {
      refused.push(refusal(say("read.long", { name, most: LIMITS.option }), [], null));
      continue;
    }
    const parsed = option.parse(typed, domains);
    if (!parsed.ok) {
      const { allowed, nearest: near, offered } = parsed.choices();
      meanings = offered ?? meanings;
      const line =
        name === subjectOf(route)
          ? say("line.no-topic", { word: quoted(typed) })
          : say("read.wrong", { name, typed: quoted(typed), why: parsed.why });
      refused.push({
        ...refusal(line, allowed, near),
        ...toChoose(route, raw, name, allowed, domains),
      });
      continue;
    }
    values[name] = parsed.value;
  }
  const [first] = refused;
  if (first === undefined) return { ok: true, values };
  if (refused.length === 1) return { ok: false, reply: offering(first, route, values, meanings) };
  return {
    ok: false,
    reply: notice("refusal", ...refused.flatMap((one) => [...one.lines, ...helpOf(one)])),
  };
}

/** In place of a word that names nothing: what may have been meant, to be pressed; the other options stay. */
export function offering(
  refused: NoticeReply,
  route: Route,
  values: Readonly<Record<string, unknown>>,
  { near, starts }: Offered,
): NoticeReply {
  const name = subjectOf(route);
  const { pressed } = route;
  const all = [...near, ...starts];
  if (name === null || pressed === undefined || all.length === 0) return refused;
  const where = { command: { command: "topics" }, command2: { command: "help" } };
  const count = near.length;
  const line =
    count === 0
      ? say("line.offers-starts", where)
      : starts.length > 0
        ? say("line.offers-some", { ...where, count })
        : say("line.offers", where);
  return {
    ...refused,
    lines: [...refused.lines, line],
    buttons: all.map(({ value, label }) => ({
      label: say("button.subject", { name: label }),
      action: pressed({ ...values, [name]: value }),
    })),
  };
}

/** Values that are listed within a sentence. */
const FEW = 6;

/** Of one mistake among several: what may have been meant, or the few values that may stand there. */
function helpOf({ nearest: near, allowed }: NoticeReply): Say[] {
  if (near !== null) return [say("notice.nearest", { nearest: { code: near } })];
  if (allowed.length === 0 || allowed.length > FEW) return [];
  return [say("read.allowed", { values: { list: allowed.map((one) => ({ code: typedAs(one) })) } })];
}

function allowedIn(type: Route["options"][string]["type"], domains: Domains): readonly Allowed[] {
  if (type.kind === "enum") return allowedOf(type.values);
  return type.kind === "domain" ? domains[type.domain].map((v) => v.value) : [];
}

/** The most that is offered to be pressed. */
const CHOSEN_FROM = 100;

/**
 * In place of a value that stands for nothing: all that may stand there, each to be pressed, where a button can do the
 * same as the command. The other options stay, those that come later as far as they are understood.
 */
function toChoose(
  route: Route,
  raw: Readonly<Record<string, string>>,
  name: string,
  allowed: readonly Allowed[],
  domains: Domains,
): Pick<NoticeReply, "choose"> {
  const { pressed } = route;
  if (pressed === undefined || allowed.length < 2 || allowed.length > CHOSEN_FROM) return {};
  const values: Record<string, unknown> = {};
  for (const [other, option] of Object.entries(route.options)) {
    const typed = raw[other];
    const parsed = typed === undefined || other === name ? undefined : option.parse(typed, domains);
    if (parsed?.ok === true) values[other] = parsed.value;
  }
  const choose = allowed.map((one) => ({
    label: typeof one === "string" ? say("button.subject", { name: one }) : say(one.label),
    action: pressed({ ...values, [name]: typedAs(one) }),
  }));
  return { choose };
}
