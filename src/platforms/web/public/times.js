import { el } from "./dom.js";

/** Times in the browser's own zone, and in the language of the page, as the reader's country writes it. */
const made = new Map();
function formats() {
  const { lang } = document.documentElement;
  if (!made.has(lang)) {
    const own = navigator.languages.filter((one) => one.split("-")[0] === lang.split("-")[0]);
    const locale = [...own, lang];
    made.set(lang, {
      moment: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }),
      day: new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }),
      clock: new Intl.DateTimeFormat(locale, { timeStyle: "short" }),
      relative: new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
    });
  }
  return made.get(lang);
}

/** Seconds of each unit, the longest first. */
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Milliseconds by which the playground's clock is ahead of the browser's. */
let ahead = 0;

/** From now on times are seen from the playground's own. */
export function setClock(now) {
  ahead = now - Date.now();
  // A browser's clock that is a little off is no other day.
  if (Math.abs(ahead) < 60_000) ahead = 0;
}

/** The date there, in words. */
export const today = () => formats().day.format(Date.now() + ahead);

/** Midnights between two instants: "tomorrow" is the next day, however many hours away. */
function daysBetween(from, to) {
  const midnight = (at) => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

function relative(at) {
  const now = Date.now() + ahead;
  const seconds = Math.round((at - now) / 1000);
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  if (unit === "day") return formats().relative.format(daysBetween(now, at), "day");
  return unit === "second" && Math.abs(seconds) < 10
    ? formats().relative.format(0, "second")
    : formats().relative.format(Math.round(seconds / length), unit);
}

function written(at, style) {
  if (style === "relative") return relative(at);
  return formats()[style === "clock" ? "clock" : "moment"].format(at);
}

export function timeNode(at, style) {
  const date = new Date(at);
  return el(
    "time",
    {
      datetime: date.toISOString(),
      title: formats().moment.format(date),
      "data-at": at,
      "data-style": style,
    },
    written(at, style),
  );
}

/** Brings "in 3 hours" up to date. */
export function refreshTimes() {
  for (const node of document.querySelectorAll("time[data-style=relative]"))
    node.textContent = relative(Number(node.dataset.at));
}
