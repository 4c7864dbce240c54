import { el } from "./dom.js";

/** Times in the browser's own zone and language. */
const locale = navigator.languages;
const MOMENT = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const CLOCK = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
const RELATIVE = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

/** Seconds of each unit, the longest first. */
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

function relative(at) {
  const seconds = Math.round((at - Date.now()) / 1000);
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return unit === "second" && Math.abs(seconds) < 10
    ? RELATIVE.format(0, "second")
    : RELATIVE.format(Math.round(seconds / length), unit);
}

function written(at, style) {
  if (style === "relative") return relative(at);
  return style === "clock" ? CLOCK.format(at) : MOMENT.format(at);
}

export function timeNode(at, style) {
  const date = new Date(at);
  return el(
    "time",
    { datetime: date.toISOString(), title: MOMENT.format(date), "data-at": at, "data-style": style },
    written(at, style),
  );
}

/** Brings "in 3 hours" up to date. */
export function refreshTimes() {
  for (const node of document.querySelectorAll("time[data-style=relative]"))
    node.textContent = relative(Number(node.dataset.at));
}
