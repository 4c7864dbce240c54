import { alike } from "./alike.ts";
import { called } from "./called.ts";
import { readDays, writtenDays } from "./days.ts";
import { commandOfWord, optionNamed, type Registry } from "./define.ts";
import { LIMITS } from "./limits.ts";
import { folded, foldedName } from "./lookup.ts";
import { readOffset, zonesWith } from "./offsets.ts";
import { type Domains, namesOf, type Option, type Value } from "./options.ts";
import { readTime } from "./times.ts";

export interface Suggestion {
  name: string;
  value: string;
}

function candidates(option: Option, domains: Domains): readonly Value[] {
  const { type } = option;
  if (type.kind === "enum") return namesOf(type.values, domains);
  if (type.kind === "domain") return domains[type.domain];
  if (type.kind === "flag") return [{ value: "yes", label: "yes" }];
  if (type.kind === "days") return named(["mon-fri", "daily", "weekends", "mon,wed,fri"]);
  if (type.kind === "minutes") return named(["10", "15", "20", "30", "45", "60"]);
  if (type.kind === "time") return named(["08:00", "09:00", "12:00", "17:00"]);
  return type.kind === "duration" ? named(["auto", "4h", "8h", "12h", "24h"]) : [];
}

const named = (values: readonly string[]): Value[] => values.map((value) => ({ value, label: value }));

/** What a text is understood as, where that is written in another way: 9 Uhr as 09:00; zones by their offset. */
function understood({ type }: Option, typed: string, domains: Domains): readonly Value[] {
  if (type.kind === "time") {
    const read = readTime(typed);
    return read !== null && "value" in read ? named([read.value]) : [];
  }
  if (type.kind === "days") {
    const read = readDays(typed, domains.weekday);
    return read === null ? [] : named([writtenDays(read)]);
  }
  const isZone = type.kind === "domain" && type.domain === "timezone";
  const offset = isZone ? readOffset(typed) : null;
  if (offset === null) return [];
  const zones = zonesWith(offset, domains.clock?.() ?? Date.now());
  return zones.flatMap((zone) => domains.timezone.filter(({ value }) => value === zone));
}

/** How well a name fits what was typed: wholly, as its beginning, as that of a part, inside it, or not. */
function closeness(name: string, word: string): number {
  const key = foldedName(name);
  if (key === word) return -1;
  if (key.startsWith(word)) return 0;
  if (key.includes(`/${word}`)) return 1;
  return key.includes(word) ? 2 : Number.POSITIVE_INFINITY;
}

/** Letters from which on a name is looked for that is not the beginning of what is typed for it. */
const SHORTEST = 3;

const isSubject = ({ type }: Option) => type.kind === "domain" && type.domain === "subject";

/** Lines that end with a subject in place of its name, of which the last words are typed: "batch no" for batch-norm. */
function byName(line: string, domains: Domains, limit: number): string[] {
  const starts = [...line.matchAll(/(?<=^|\s)\S/g)].map(({ index }) => index).slice(-LIMITS.joined);
  for (const start of starts) {
    const phrase = line.slice(start);
    if (phrase.length < SHORTEST || phrase.includes(":")) continue;
    const key = folded(phrase);
    const found = domains.subject
      .filter(({ value, label, aliases = [] }) =>
        [value, label, ...aliases].some((name) => foldedName(name).startsWith(key)),
      )
      .map(({ value }) => line.slice(0, start) + value);
    if (found.length > 0) return found.slice(0, limit);
  }
  return [];
}

/** What a person reads for a value, with the other name by which it was found. */
function shown({ value, label }: Value, alias: string | null): string {
  if (alias !== null) return `${label} (${alias})`;
  return label === value ? value : `${label} (${value})`;
}

/**
 * Suggestions for an option: those that begin with what was typed first, then those that contain it, by any of
 * their names, with `_`, a space or nothing between the words.
 */
export function suggest(option: Option, typed: string, domains: Domains, limit: number): Suggestion[] {
  if (typed.length > LIMITS.option) return [];
  const many = option.type.kind === "domain" && option.type.many;
  const cut = many ? typed.lastIndexOf(",") + 1 : 0;
  const before = typed.slice(0, cut);
  const word = folded(
    typed
      .slice(cut)
      .trim()
      .replace(/^\p{Quotation_Mark}/u, ""),
  );
  const meant = understood(option, typed, domains);
  const chosen = new Set(before.split(",").map((w) => w.trim().toLowerCase()));
  const found = candidates(option, domains)
    .filter((one) => !chosen.has(one.value.toLowerCase()) && !meant.some(({ value }) => value === one.value))
    .map((found) => {
      const { value, label, places = [] } = found;
      const aliases = [...(found.aliases ?? []), ...places];
      const own = Math.min(closeness(value, word), closeness(label, word));
      const fits = aliases.map((name) => closeness(name, word));
      const best = Math.min(own, ...fits);
      const alias = best < own ? (aliases[fits.indexOf(best)] ?? null) : null;
      return { found, alias, best };
    })
    .filter(({ best }) => best < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.best - b.best)
    .map(({ found, alias }) => ({ name: before + shown(found, alias), value: before + found.value }));
  const offered = [...meant.map((one) => ({ name: shown(one, null), value: one.value })), ...found];
  if (offered.length > 0 || word.length < SHORTEST || !isSubject(option)) return offered.slice(0, limit);
  return alike(domains.subject, typed, limit).map((near) => ({ name: shown(near, null), value: near.value }));
}

/** The option that a line ends with, and what of its value is typed, spaces included: `timezone:new y`. */
function lastOption(line: string, options: Readonly<Record<string, Option>>) {
  const match = /^(.*\s|)([a-z_]+):((?:[^:]|(?<=\d):(?=\d))*)$/is.exec(line);
  const [, head = "", name = "", typed = ""] = match ?? [];
  const known = optionNamed({ options }, name);
  const option = Object.hasOwn(options, known) ? options[known] : undefined;
  return option === undefined ? null : { head, name, typed, option };
}

/** The command that a line begins, as far as it is named, and which of its parts. */
function begunIn(registry: Registry, words: readonly string[]) {
  const named = words[0] === undefined ? undefined : commandOfWord(registry, words[0]);
  const command = named ?? registry.commands.find((c) => c.word === "");
  const route =
    command?.routes.find((r) => r.subcommand === null) ??
    command?.routes.find((r) => r.subcommand === words[1]?.toLowerCase());
  return { named, route };
}

const wordsIn = (head: string): string[] => head.trim().split(/\s+/).filter(Boolean);

/** Where a line ends with an option for a name that people gave something: what is typed of it, and what is before. */
export function nameTyped(registry: Registry, line: string): { before: string; typed: string } | null {
  if (line.length > LIMITS.line) return null;
  const { route } = begunIn(registry, wordsIn(line));
  const ending = lastOption(line, route?.options ?? {});
  if (ending?.option.type.kind !== "name") return null;
  return { before: `${ending.head}${ending.name}:`, typed: ending.typed };
}

/** Whole lines that continue what was typed, for a command line with completion. */
export function completeLine(registry: Registry, line: string, domains: Domains, limit: number): string[] {
  if (line.length > LIMITS.line) return [];
  const head = line.slice(0, line.lastIndexOf(" ") + 1);
  const last = line.slice(head.length).toLowerCase();
  const words = wordsIn(head);
  const { named, route } = begunIn(registry, words);
  const ending = lastOption(line, route?.options ?? {});
  if (ending !== null) {
    const { name, typed, option } = ending;
    const values = suggest(option, typed, domains, limit);
    if (values.length > 0 || !typed.includes(" "))
      return values.map(({ value }) => `${ending.head}${name}:${value}`);
  }
  const found: string[] = [];
  if (words.length === 0) found.push(...registry.commands.map((c) => c.word).filter(Boolean));
  if (named && !route && words.length === 1) found.push(...named.routes.map((r) => r.subcommand ?? ""));
  // Whoever has named a subject goes on with something else, rather than with a second one.
  const lately = words.slice(-LIMITS.joined);
  const hasSubject = lately.some((_, i) => called(domains.subject, lately.slice(i).join(" ")) !== null);
  const options = Object.entries(route?.options ?? {}).sort(
    ([, one], [, other]) => Number(hasSubject && isSubject(one)) - Number(hasSubject && isSubject(other)),
  );
  for (const [name, o] of options) {
    if (
      words.some(
        (w) => route !== undefined && w.includes(":") && optionNamed(route, w.split(":")[0] ?? "") === name,
      )
    )
      continue;
    if (o.type.kind === "file") continue;
    found.push(`${name}:`);
    if (last !== "" && o.type.kind !== "flag")
      found.push(...suggest(o, last, domains, limit).map((s) => s.value));
  }
  const fits = found
    .filter((word) => word !== "" && word.toLowerCase().startsWith(last))
    .map((word) => head + word);
  const subject = Object.entries(route?.options ?? {}).find(([, option]) => isSubject(option));
  if (subject !== undefined && !words.some((word) => word.startsWith(`${subject[0]}:`)))
    fits.push(...byName(line, domains, limit));
  return [...new Set(fits)].slice(0, limit);
}
