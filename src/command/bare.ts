import type { Allowed } from "../engine/words/reply.ts";
import { optionNamed, optionOf, type Route } from "./define.ts";
import { allowedOf, type Domains, type Option } from "./options.ts";
import type { Token } from "./tokens.ts";

/** Options that a bare word can mean, the narrowest kinds first; "8h" is a length before it is a time. */
const BARE_ORDER: Option["type"]["kind"][] = [
  "enum",
  "domain",
  "date",
  "minutes",
  "number",
  "duration",
  "time",
  "days",
];

export function optionForWord(
  route: Route,
  word: string,
  taken: ReadonlyMap<string, string>,
  domains: Domains,
): string | null {
  // A flag is named to be switched on: "private".
  const flag = Object.entries(route.options).find(
    ([name, { type }]) =>
      type.kind === "flag" && [name, ...type.also].includes(word.toLowerCase()) && !taken.has(name),
  );
  if (flag) return flag[0];
  let meant: string | null = null;
  for (const kind of BARE_ORDER) {
    for (const [name, option] of Object.entries(route.options)) {
      if (option.type.kind !== kind || taken.has(name)) continue;
      const parsed = option.parse(word, domains);
      if (parsed.ok) return name;
      if (parsed.meant === true) meant ??= name;
    }
  }
  return meant ?? memberNamed(route, word, taken) ?? calledSo(route, word, taken, domains);
}

/** What people may have called something: words of which none means anything else. */
function calledSo(
  route: Route,
  words: string,
  taken: ReadonlyMap<string, string>,
  domains: Domains,
): string | null {
  const found = Object.entries(route.options).find(
    ([name, { type, parse }]) =>
      type.kind === "name" && type.bare && !taken.has(name) && parse(words, domains).ok,
  );
  if (found === undefined) return null;
  const [name] = found;
  const each = words.split(/\s+/);
  const isFree = (word: string) => [null, name].includes(optionForWord(route, word, taken, domains));
  return each.length === 1 || each.every(isFree) ? name : null;
}

/** A member as a line mentions one: by a sign, or by the id that Slack puts in a mention's place. */
const MENTION = /^@[\w-]+$|^[UW][A-Z0-9]{7,}$/;

/** Of several members, each after what is to be done with them: "add @ben" is `add:@ben`. */
export function membersNamed(route: Route, line: readonly Token[]): Token[] {
  const names = ({ name, value }: Token, next: Token | undefined) =>
    name === null &&
    optionOf(route, value.toLowerCase())?.type.kind === "member" &&
    next?.name === null &&
    MENTION.test(next.value);
  return line.flatMap((token, at) => {
    if (names(token, line[at + 1])) return [];
    const before = line[at - 1];
    return before !== undefined && names(before, token)
      ? [{ ...token, name: before.value.toLowerCase() }]
      : [token];
  });
}

/** The one option that a mentioned member can be. */
function memberNamed(route: Route, word: string, taken: ReadonlyMap<string, string>): string | null {
  const [only, ...others] = Object.entries(route.options).filter(([, { type }]) => type.kind === "member");
  if (only === undefined || others.length > 0 || taken.has(only[0])) return null;
  return MENTION.test(word) ? only[0] : null;
}

export const isFlag = (route: Route, option: string) => optionOf(route, option)?.type.kind === "flag";

/** A value of a list in its own name: "cv" is one of `role:`, by itself it is a topic. */
export function inFull(route: Route, option: string, typed: string): string {
  const type = optionOf(route, option)?.type;
  const word = typed.trim().toLowerCase();
  const found = type?.kind === "enum" ? type.values.find(({ short }) => short?.includes(word)) : undefined;
  return found?.value ?? typed;
}

/** Everything a bare word could have been, for a helpful refusal. */
export function bareChoices(route: Route, domains: Domains): Allowed[] {
  return Object.entries(route.options).flatMap(([name, o]) => {
    if (o.type.kind === "enum") return [...allowedOf(o.type.values)];
    if (o.type.kind === "domain" && o.type.domain !== "timezone" && o.type.domain !== "subject")
      return domains[o.type.domain].map((v) => v.value);
    return o.type.kind === "flag" ? [name] : [];
  });
}

/** Whether words begin with something that a route takes, by the name of an option or by what they can mean: "at 18:00". */
export function takes(route: Route, [first, second]: readonly Token[], domains: Domains): boolean {
  if (first === undefined) return false;
  const name = first.name ?? /^([a-z_]+)[:=]$/i.exec(first.value)?.[1];
  if (name !== undefined) return Object.hasOwn(route.options, optionNamed(route, name));
  return [first.value, `${first.value} ${second?.value ?? ""}`].some(
    (words) => optionForWord(route, words.trim(), new Map(), domains) !== null,
  );
}
