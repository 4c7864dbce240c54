import { type Say, say } from "../engine/words/say.ts";

/** A time of day as `HH:MM`; or why a text that was meant as one is none; null where it is something else. */
export type ReadTime = { value: string } | { why: Say } | null;

/** Nothing that names a time is longer. */
const LONGEST = 40;

const NOON = words("noon midday mittag mittags mediodia midi meiodia 正午 中午 दोपहर");
const MIDNIGHT = words("midnight mitternacht medianoche minuit meianoite 午夜 零时 零時 आधीरात");

/** What stands before or behind a number of hours, by language. */
const MORNING = ["am", "a", "inthemorning", "morgens", "vormittags", "fruh", "delamanana", "dumatin"];
const MORNING_TOO = ["damanha", "上午", "早上", "凌晨", "午前", "सबह"];
const EVENING = ["pm", "p", "intheafternoon", "intheevening", "nachmittags", "abends", "delatarde"];
const EVENING_TOO = [
  "delanoche",
  "delapresmidi",
  "dusoir",
  "datarde",
  "danoite",
  "下午",
  "晚上",
  "午後",
  "शम",
  "दपहर",
];
const AM = new Set([...MORNING, ...MORNING_TOO]);
const PM = new Set([...EVENING, ...EVENING_TOO]);
const ofHalf = (half: Set<string>) => [...half].sort((a, b) => b.length - a.length).join("|");
const HALF = new RegExp(
  `^(${ofHalf(AM)}|${ofHalf(PM)})(?=\\d)|(?<=[\\d\\p{L}])(${ofHalf(AM)}|${ofHalf(PM)})$`,
  "u",
);

const LEADING = /^(?:at|um|gegen|alas|ala|as|a|kl|@)(?=\d)/;
const UNIT = "hs?|hrs?|oclock|uhr|horas?|heures?|時|时|点|點|बज";
const HOURS = new RegExp(
  `^(\\d{1,2})(?:(?:[:.]|${UNIT})(?:(\\d{2})(?:[:.]00)?|(半)))?(?:${UNIT}|分|min)?$`,
  "u",
);
/** 0900, 930: digits alone. */
const DIGITS = /^(\d{2}|[1-9])(\d{2})(?:hs?|hrs?|hours?|uhr)?$/;

/** Names as `plainly` leaves them: Hindi loses its vowel signs with the accents. */
function words(text: string): Set<string> {
  return new Set(text.normalize("NFKD").replace(/\p{M}/gu, "").split(" "));
}

/** Digits of other scripts that stand for 0 to 9. */
const ZEROS = [0x0660, 0x06f0, 0x0966];
const digit = (char: string) => {
  const code = char.charCodeAt(0);
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? char : String(code - zero);
};

/** Without case, accents, spaces and what people put between the letters of a.m. */
const plainly = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .trim()
    .replace(/[٠-٩۰-۹०-९]/g, digit)
    .replace(/(?<=[ap])\.\s*(?=m)|(?<=m)\.$/g, "")
    .replace(/[\s'’]+|(?<=\p{L})-(?=\p{L})/gu, "");

/** What an hour is in 24, of which half of the day; null where the half has no such hour. */
function inFull(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (AM.has(half)) return hour > 12 ? null : hour % 12;
  return hour < 1 || hour > 12 ? null : (hour % 12) + 12;
}

/** Reads 9, 9am, 9:00 AM, 9 Uhr, 9h30, 9.30, 0900, noon and the like. */
export function readTime(text: string): ReadTime {
  if (text.length > LONGEST) return null;
  const typed = plainly(text);
  const named = typed.replace(/^12(?=\D)|^(?:at|um|a|al|ao|zu)(?=\D)/, "");
  if (NOON.has(typed) || NOON.has(named)) return { value: "12:00" };
  if (MIDNIGHT.has(typed) || MIDNIGHT.has(named)) return { value: "00:00" };
  const found = HALF.exec(typed);
  const half = found?.[1] ?? found?.[2];
  const bare = half === undefined ? typed : typed.replace(HALF, "");
  const rest = bare.replace(LEADING, "");
  const match = HOURS.exec(rest) ?? DIGITS.exec(rest);
  if (match === null) return null;
  const minute = match[3] === undefined ? Number(match[2] ?? 0) : 30;
  const hour = inFull(Number(match[1]), half);
  if (hour === 24 && minute === 0) return { why: say("wrong.day-end") };
  if (hour === null || hour > 23) return { why: say("wrong.hour") };
  if (minute > 59) return { why: say("wrong.minute") };
  return { value: `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}` };
}
