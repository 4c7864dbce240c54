import { DIFFICULTIES } from "../engine/words/item.ts";
import type { Allowed } from "../engine/words/reply.ts";
import { type Say, say, type WordId } from "../engine/words/say.ts";
import type { Weekday } from "../engine/words/schedule.ts";
import { readDays } from "./days.ts";
import { LIMITS, quoted } from "./limits.ts";
import { lookUp } from "./lookup.ts";
import { nearest } from "./nearest.ts";
import { readTime } from "./times.ts";
import { readZone } from "./zone-read.ts";

/** An allowed value and what a person reads for it. */
export interface Value {
  value: string;
  label: string;
  /** What else it is called. */
  aliases?: readonly string[];
  /** Of a time zone: cities and countries that live by it. */
  places?: readonly string[];
  /** What it is about, for those who do not know its name. */
  about?: string;
  /** How much of it interviewers ask often. */
  asked?: number;
}

/** A value of a fixed list; `label` null: it is called by its own name. */
export interface Named {
  value: string;
  label: WordId | null;
  /** What it is called for short where the option is named: `role:cv`. */
  short?: readonly string[];
  /** What else it is called, wherever it is typed: `leaderboard day`. */
  also?: readonly string[];
}

/** Values that are known when the bot runs: from the question bank and the runtime. */
export interface Domains {
  topic: readonly Value[];
  /** Topics, concepts, and what several concepts are called together. */
  subject: readonly Value[];
  company: readonly Value[];
  timezone: readonly Value[];
  language: readonly Value[];
  /** Days of the week, "1" for Monday, by their names in every language. */
  weekday: readonly Value[];
  /** What commands are called in other languages than English, by their names. */
  command: readonly Value[];
  /** What choices of fixed lists are called, by the ids of their labels, in every language. */
  shown: readonly Value[];
  /** What time it is, for offsets of zones; by the machine's clock where none is given. */
  clock?: () => number;
}

/** Lists that a value can be one of. */
export type DomainName = Exclude<keyof Domains, "clock">;

/** How an option is entered; platforms derive their own typed option or word from it. */
export type OptionType =
  | { kind: "enum"; values: readonly Named[] }
  | { kind: "domain"; domain: DomainName; many: boolean }
  /** `also`: words that switch it on, besides its name. */
  | { kind: "flag"; also: readonly string[] }
  | { kind: "time" }
  | { kind: "days" }
  | { kind: "duration" }
  | { kind: "date" }
  | { kind: "minutes" }
  | { kind: "text"; maxLength: number }
  /** What somebody gave something; by a bare word only where `bare` says so, and nothing else is meant. */
  | { kind: "name"; maxLength: number; bare: boolean }
  | { kind: "number"; most: number }
  /** Sent along by platforms that can; nothing that is typed. */
  | { kind: "file" }
  | { kind: "channel" }
  | { kind: "role" }
  | { kind: "member" };

/** What may stand there, and which of it was probably meant. */
export interface Choices {
  allowed: readonly Allowed[];
  nearest: string | null;
  /** What is offered in its place, to be pressed. */
  offered?: Offered;
}

/** In place of a word that names nothing: what is like it, by its meaning, and what many begin with. */
export interface Offered {
  near: readonly Value[];
  starts: readonly Value[];
}

/**
 * `why` says what is wrong with what was typed. Choices are worked out only when somebody reads them. `meant`: it
 * was meant for such an option and for no other, as 25:00 is for a time.
 */
export type Parsed<T> = { ok: true; value: T } | { ok: false; why: Say; meant?: boolean; choices(): Choices };

export interface Option<T = unknown> {
  description: WordId;
  type: OptionType;
  required: boolean;
  parse(raw: string, domains: Domains): Parsed<T>;
}

const good = <T>(value: T): Parsed<T> => ({ ok: true, value });
const bad = (why: Say, allowed: readonly Allowed[] = [], typed?: string): Parsed<never> => ({
  ok: false,
  why,
  choices: () => ({ allowed, nearest: typed === undefined ? null : nearest(typed, allowed.map(typedAs)) }),
});

/** What of an allowed value is typed. */
export const typedAs = (one: Allowed): string => (typeof one === "string" ? one : one.value);

/** The values of a fixed list, as a refusal names them. */
export const allowedOf = (list: readonly Named[]): readonly Allowed[] =>
  list.map(({ value, label }) => (label === null ? value : { value, label }));

function define<T>(description: WordId, type: OptionType, parse: Option<T>["parse"]): Option<T> {
  return { description, type, required: false, parse };
}

/** What options are called on a typed line besides their own names, by their kinds. */
export function otherNames(type: OptionType): readonly string[] {
  if (type.kind === "time") return ["at", "time"];
  if (type.kind === "days") return ["day", "days", "on"];
  return type.kind === "domain" && type.domain === "timezone" ? ["zone", "tz", "timezone", "time_zone"] : [];
}

/** The difficulties, for `oneOf`. */
export const LEVELS = DIFFICULTIES.map((value) => ({ value, label: `level.${value}` as const }));

/** Names of fixed lists, by the lists; neither they nor the domains change. */
const NAMES = new WeakMap<readonly Named[], WeakMap<Domains["shown"], readonly Value[]>>();

/** The values of a fixed list by their own names, and by what people read for them in any language. */
export function namesOf(list: readonly Named[], { shown }: Pick<Domains, "shown">): readonly Value[] {
  const known = NAMES.get(list) ?? new WeakMap<Domains["shown"], readonly Value[]>();
  NAMES.set(list, known);
  const names =
    known.get(shown) ??
    list.map(({ value, label, also = [] }) => {
      const called = shown.find((one) => label !== null && one.value === label);
      return {
        value,
        label: value,
        aliases: [...also, ...(called === undefined ? [] : [called.label, ...(called.aliases ?? [])])],
      };
    });
  known.set(shown, names);
  return names;
}

/** One of a fixed list. */
export function oneOf<const V extends string>(
  description: WordId,
  values: readonly (V | (Named & { value: V; label: WordId }))[],
): Option<V> {
  const list = values.map((v) => (typeof v === "string" ? { value: v, label: null } : v));
  return define(description, { kind: "enum", values: list }, (raw, domains) => {
    const [found] = lookUp(namesOf(list, domains), raw);
    return found === undefined ? bad(say("wrong.enum"), allowedOf(list), raw.trim()) : good(found as V);
  });
}

function fromDomain(domain: DomainName, typed: string, domains: Domains): Parsed<string> {
  const word = typed.trim();
  if (domain === "timezone") return readZone(word, domains.timezone, domains.clock?.() ?? Date.now());
  const [found, ...others] = lookUp(domains[domain], word);
  if (found !== undefined && others.length === 0) return good(found);
  if (found !== undefined)
    return bad(say("wrong.ambiguous", { count: others.length + 1 }), [found, ...others]);
  const choices = () => {
    const allowed = domains[domain].map((v) => v.value);
    return { allowed, nearest: nearest(word, allowed) };
  };
  return { ok: false, why: say("wrong.domain", { domain }), choices };
}

/** One value of a domain: a topic, a company, a time zone. */
export function known(description: WordId, domain: DomainName): Option<string> {
  return define(description, { kind: "domain", domain, many: false }, (raw, domains) =>
    fromDomain(domain, raw, domains),
  );
}

/** Several values of a domain, separated by commas; "all" stands for no restriction (an empty list). */
export function knownList(description: WordId, domain: DomainName): Option<readonly string[]> {
  return define(description, { kind: "domain", domain, many: true }, (raw, domains) => {
    const words = raw
      .split(",")
      .map((w) => w.trim())
      .filter(Boolean);
    if (words.length === 1 && words[0]?.toLowerCase() === "all") return good([]);
    if (words.length === 0) return bad(say("wrong.empty"), ["all", ...domains[domain].map((v) => v.value)]);
    if (words.length > LIMITS.listed) return bad(say("wrong.too-many", { most: LIMITS.listed }));
    const found = new Set<string>();
    for (const word of words) {
      const one = fromDomain(domain, word, domains);
      if (!one.ok) return { ...one, why: say("wrong.holds", { word: quoted(word), why: one.why }) };
      found.add(one.value);
    }
    return good([...found]);
  });
}

const YES = ["yes", "true", "on", "1"];
const NO = ["no", "false", "off", "0"];

/** Yes or no. @param also words that mean yes where a line holds them by themselves */
export function flag(description: WordId, also: readonly string[] = []): Option<boolean> {
  return define(description, { kind: "flag", also }, (raw) => {
    const word = raw.trim().toLowerCase();
    if (YES.includes(word)) return good(true);
    if (NO.includes(word)) return good(false);
    return bad(say("wrong.flag"), ["yes", "no"]);
  });
}

const TIME_EXAMPLES = ["09:00", "9am", "9:30 pm", "noon"];

/** A local wall time as people write it; the value is 24-hour `HH:MM`. */
export function time(description: WordId): Option<string> {
  return define(description, { kind: "time" }, (raw) => {
    const read = readTime(raw);
    if (read === null) return bad(say("wrong.time"), TIME_EXAMPLES);
    return "value" in read ? good(read.value) : { ...bad(read.why), meant: true };
  });
}

const DAY_EXAMPLES = ["mon-fri", "mon,wed,fri", "daily", "weekdays", "weekends"];

/** Days of the week as people write them, in many languages: mon-fri, "mon, wed and fri", weekdays, fri-mon. */
export function days(description: WordId): Option<readonly Weekday[]> {
  return define(description, { kind: "days" }, (raw, { weekday }) => {
    const chosen = readDays(raw, weekday);
    return chosen === null ? bad(say("wrong.days"), DAY_EXAMPLES) : good(chosen);
  });
}

const SHORTEST_WINDOW = 10;
const LONGEST_WINDOW = 24 * 60;

const LENGTH =
  /^(?:(\d{1,3})(?:h|hrs?|hours?|std|stunden?))?(?:and|und)?(?:(\d{1,4})(?:m|mins?|minutes?|minuten?))?$/;

/** How long: 30m, 8h, 1h30m, 8 hours; minutes. "auto" for the default. */
export function duration(description: WordId): Option<number | "auto"> {
  return define<number | "auto">(description, { kind: "duration" }, (raw) => {
    const text = raw.trim().toLowerCase().replace(/\s+/g, "");
    if (text === "auto") return good("auto" as const);
    const match = LENGTH.exec(text.replace(/\.$/, ""));
    const minutes = Number(match?.[1] ?? 0) * 60 + Number(match?.[2] ?? 0);
    if (!match || minutes < SHORTEST_WINDOW || minutes > LONGEST_WINDOW) {
      return bad(say("wrong.duration"), ["8h", "90m", "24h", "auto"]);
    }
    return good(minutes);
  });
}

/** A day of the calendar: 2027-02-01, or 1.2.2027. The value is the first form. */
export function date(description: WordId): Option<string> {
  return define(description, { kind: "date" }, (raw) => {
    const typed = raw.trim();
    const [, day = "", month = "", year = ""] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(typed) ?? [];
    const value = year === "" ? typed : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    const at = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : Number.NaN;
    // The 30th of February is read as another day.
    const isDay = !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
    return isDay ? good(value) : bad(say("wrong.date"), ["2027-02-01"]);
  });
}

const FEWEST_MINUTES = 5;
const MOST_MINUTES = 180;

/** Minutes: 15, 15m, 15 min. */
export function minutes(description: WordId, least = FEWEST_MINUTES): Option<number> {
  return define(description, { kind: "minutes" }, (raw) => {
    const value = Number(/^(\d{1,4})\s*(?:m|min|minutes|minuten)?$/i.exec(raw.trim())?.[1] ?? Number.NaN);
    return value >= least && value <= MOST_MINUTES
      ? good(value)
      : bad(say("wrong.minutes", { least, most: MOST_MINUTES }), ["15", "30", "60"]);
  });
}

const written =
  (maxLength: number): Option<string>["parse"] =>
  (raw) => {
    const value = raw.trim();
    if (value === "") return bad(say("wrong.empty"));
    return value.length > maxLength ? bad(say("wrong.long", { most: maxLength })) : good(value);
  };

/** Free text. */
export const text = (description: WordId, maxLength: number): Option<string> =>
  define(description, { kind: "text", maxLength }, written(maxLength));

/** A name that people gave something; other options may stand beside it. */
export const called = (description: WordId, maxLength: number, bare: boolean): Option<string> =>
  define(description, { kind: "name", maxLength, bare }, written(maxLength));

/** A number from 1 on. */
export function number(description: WordId, most: number): Option<number> {
  return define(description, { kind: "number", most }, (raw) => {
    const value = /^\d{1,6}$/.test(raw.trim()) ? Number(raw) : 0;
    return value >= 1 && value <= most ? good(value) : bad(say("wrong.number", { most }));
  });
}

/** A file that is sent along. Its value is the platform's; the file itself comes with the call. */
export const file = (description: WordId): Option<string> => define(description, { kind: "file" }, good);

/** How a typed line names one; where there is a list to pick from, nothing else can be entered. */
const SIGNS = { channel: "#", role: "@", member: "@" } as const;

/** A platform's own id of a channel, role or member. */
function reference(description: WordId, kind: keyof typeof SIGNS): Option<string> {
  return define(description, { kind }, (raw) => {
    const value = kind === "member" ? raw.trim().replace(/^@/, "") : raw.trim();
    return /^[\w-]+$/.test(value) ? good(value) : bad(say("wrong.reference", { kind, sign: SIGNS[kind] }));
  });
}

export const channel = (description: WordId): Option<string> => reference(description, "channel");
export const role = (description: WordId): Option<string> => reference(description, "role");
export const member = (description: WordId): Option<string> => reference(description, "member");

export function required<T>(option: Option<T>): Option<T> & { required: true } {
  return { ...option, required: true };
}
