import type { Weekday } from "../engine/words/schedule.ts";
import { TYPED_IN } from "./countries.ts";
import { lookUp } from "./lookup.ts";
import type { Value } from "./options.ts";

/** Monday first, as ISO counts. */
const NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const ALL: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const WORKING: readonly Weekday[] = [1, 2, 3, 4, 5];
const FREE: readonly Weekday[] = [6, 7];
/** Letters of the shortest name: mo. */
const SHORTEST = 2;
/** Nothing that names days is longer. */
const LONGEST = 200;

/** Without case, accents and dots, and with one kind of dash. */
const plainly = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[.'’]/g, "")
    .replace(/[\u2010-\u2015\u2212~\u301c]/g, "-")
    .replace(/[- ]?feiras?\b/g, "");

const listed = (text: string) => text.split(",").map((phrase) => plainly(phrase).trim());

/** What several days are called together. */
const SETS: readonly (readonly [readonly Weekday[], readonly string[]])[] = [
  [
    ALL,
    listed(
      "daily,everyday,every day,every single day,each day,all,all days,all week,always,any day,7 days a week,taglich,taeglich,jeden tag,alle tage,immer,diario,diariamente,a diario,todos los dias,cada dia,tous les jours,chaque jour,quotidien,todos os dias,todo dia,每天,毎日,हर दिन,रोज़,प्रतिदिन",
    ),
  ],
  [
    WORKING,
    listed(
      "weekdays,weekday,week days,every weekday,workdays,workday,working days,work days,business days,during the week,werktags,werktage,wochentags,arbeitstags,arbeitstage,unter der woche,entre semana,dias laborables,dias habiles,en semaine,jours ouvres,jours ouvrables,dias uteis,dias da semana,m-f,mtwtf,工作日,平日",
    ),
  ],
  [
    FREE,
    listed(
      "weekends,weekend,week-end,week-ends,every weekend,the weekend,wochenende,wochenenden,am wochenende,fin de semana,fines de semana,le week-end,le weekend,fim de semana,fins de semana,周末,週末,सप्ताहांत",
    ),
  ],
  [
    [1, 3, 5],
    ["mwf", "m/w/f"],
  ],
  [
    [2, 4],
    ["tth", "tuth", "t/th"],
  ],
];

/** Longest first, so that "every weekday" is not an "every" before "weekday". */
const PHRASES = SETS.flatMap(([days, phrases]) => phrases.map((phrase) => ({ phrase, days }))).sort(
  (a, b) => b.phrase.length - a.phrase.length,
);

const setOf = (words: string) => new Set(words.split(" "));
const FILLERS = setOf(
  "on every each only just from the von vom jeden jede nur immer du de le les el los das cada chaque todo todos todas tous zwischen between तक 每",
);
const TO = setOf("- to til till until through thru bis a al au ate hasta jusqua स");
const AND = setOf("and und sowie plus y e et और तथ & +");
const EXCEPT = setOf("except but not without ausser außer ohne nicht excepto menos salvo exceto sauf");

/** 1 January 2024 was a Monday. */
const monday = (day: number) => Date.UTC(2024, 0, day);

/** Names of days in the languages that are typed, long and short; what means two days means none. */
const KNOWN = (() => {
  const found = new Map<string, Weekday | null>();
  const add = (name: string, day: Weekday) => {
    const key = plainly(name).trim();
    found.set(key, (found.get(key) ?? day) === day ? day : null);
  };
  for (const language of TYPED_IN)
    for (const weekday of ["long", "short"] as const) {
      const format = new Intl.DateTimeFormat(language, { weekday, timeZone: "UTC" });
      for (const day of ALL) add(format.format(monday(day)), day);
    }
  for (const day of ALL) {
    add(`${"月火水木金土日"[day - 1]}曜`, day);
    for (const week of ["周", "週", "星期", "礼拜", "禮拜"]) add(`${week}${"一二三四五六日"[day - 1]}`, day);
  }
  for (const week of ["周", "週", "星期", "礼拜"]) add(`${week}天`, 7);
  add("sonnabend", 6);
  return found;
})();

/** tu, tue, tues, tuesday and tuesdays, or a day's name in another language; nothing that only begins like a day. */
function dayOf(word: string, weekdays: readonly Value[]): Weekday | null {
  if (word.length < SHORTEST && !KNOWN.has(word)) return null;
  for (const name of word.endsWith("s") ? [word, word.slice(0, -1)] : [word]) {
    const index = name.length < SHORTEST ? -1 : NAMES.findIndex((one) => one.startsWith(name));
    if (index >= 0) return (index + 1) as Weekday;
    const known = KNOWN.get(name);
    if (known !== undefined) return known;
  }
  const [found, ...others] = lookUp(weekdays, word);
  return found === undefined || others.length > 0 ? null : (Number(found) as Weekday);
}

type Part = "to" | "and" | "except" | readonly Weekday[] | Weekday;

/** The words of a text as days, sets of days, and what joins them; null where one is none of these. */
function partsOf(text: string, weekdays: readonly Value[]): Part[] | null {
  let left = ` ${plainly(text)
    .replace(/[,;/、，・]/g, " ")
    .replace(/至|到|から/g, " - ")
    .replace(/和|及|与|と/g, " & ")
    .replace(/(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]/g, " $& ")
    .replace(/まで/g, " ")} `;
  const sets = new Map<string, readonly Weekday[]>();
  for (const { phrase, days } of PHRASES) {
    const at = phrase.replaceAll("/", " ");
    if (!left.includes(` ${at} `)) continue;
    const mark = `#${sets.size}`;
    sets.set(mark, days);
    left = left.replaceAll(` ${at} `, ` ${mark} `);
  }
  const parts: Part[] = [];
  for (const word of left.replace(/-/g, " - ").replace(/[&+]/g, " $& ").split(/\s+/)) {
    if (word === "" || FILLERS.has(word)) continue;
    const joint = TO.has(word) ? "to" : AND.has(word) ? "and" : EXCEPT.has(word) ? "except" : null;
    const part = joint ?? sets.get(word) ?? dayOf(word, weekdays);
    if (part === null) return null;
    parts.push(part);
  }
  return parts;
}

/** The days of the week that a text names, ascending; null where it names anything else, or nothing. */
export function readDays(text: string, weekdays: readonly Value[]): readonly Weekday[] | null {
  if (text.length > LONGEST) return null;
  const parts = partsOf(text, weekdays);
  if (parts === null) return null;
  const chosen = new Set<Weekday>();
  const left = new Set<Weekday>();
  let into = chosen;
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as Part;
    const next = parts[at + 2];
    if (part === "and") {
      // A word that joins stands between two things.
      if (at === 0 || at === parts.length - 1) return null;
    } else if (part === "except") into = left;
    else if (part === "to") return null;
    else if (typeof part !== "number") for (const day of part) into.add(day);
    else if (parts[at + 1] !== "to") into.add(part);
    else if (typeof next !== "number") return null;
    else {
      for (const day of range(part, next)) into.add(day);
      at += 2;
    }
  }
  if (into === left && (left.size === 0 || chosen.size === 0)) return null;
  const days = [...chosen].filter((day) => !left.has(day));
  return days.length === 0 ? null : days.sort((a, b) => a - b);
}

/** fri-mon goes over the weekend. */
function range(from: Weekday, to: Weekday): Weekday[] {
  const found = [from];
  for (let day = from; day !== to; ) {
    day = ((day % 7) + 1) as Weekday;
    found.push(day);
  }
  return found;
}

/** Days as they are typed: mon-fri, daily, or their names with commas. */
export function writtenDays(days: readonly Weekday[]): string {
  const short = (day: Weekday) => (NAMES[day - 1] ?? "").slice(0, 3);
  if (days.length === ALL.length) return "daily";
  const first = days[0];
  const last = days.at(-1);
  const isRun = first !== undefined && last !== undefined && last - first === days.length - 1;
  return isRun && days.length > 2 ? `${short(first)}-${short(last)}` : days.map(short).join(",");
}
