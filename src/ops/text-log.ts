interface Line {
  level: string;
  time: string;
  msg?: string;
  err?: { message?: string; stack?: string };
  [field: string]: unknown;
}

/** Signs that would move a terminal's cursor or colour it: names and messages come from anybody. */
const CONTROL = /\p{Cc}/gu;
export const visible = (text: string) =>
  text.replace(CONTROL, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);

const shown = (value: unknown) => visible(typeof value === "string" ? value : JSON.stringify(value));

/** A line of the JSON log as a person reads it on a terminal: `09:00:01 warning: what happened (field: value)`. */
export function asText(json: string): string {
  const { level, time, msg = "", err, ...fields } = JSON.parse(json) as Line;
  const clock = new Date(time).toTimeString().slice(0, 8);
  const urgency = level === "info" ? "" : `${level === "warn" ? "warning" : level}: `;
  const details = Object.entries(fields).map(([name, value]) => `${visible(name)}: ${shown(value)}`);
  const trace = (err?.stack ?? err?.message)?.split("\n").map((line) => `\n  ${visible(line)}`) ?? [];
  const more = details.length > 0 ? ` (${details.join(", ")})` : "";
  return `${clock} ${urgency}${visible(msg)}${more}${trace.join("")}\n`;
}
