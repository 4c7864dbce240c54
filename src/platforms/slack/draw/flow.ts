import type { Run } from "./text.ts";

/** One unit that is never cut, and the run whose style it has. */
interface Unit {
  run: Run;
  text: string;
}

const INVISIBLE = "\u200B";
/** How far back a line is broken at white space rather than inside a word. */
const LOOK_BACK = 300;

const isWord = (text: string | undefined) => text !== undefined && /[\p{L}\p{N}_]$/u.test(text);
const beginsWord = (text: string) => /^[\p{L}\p{N}_]/u.test(text);

/** Writes units out. A style that touches a letter needs something between, or Slack does not see it. */
function write(units: readonly Unit[]): string {
  let out = "";
  let open: Run | null = null;
  for (const { run, text } of units) {
    if (run !== open) {
      if (open) out += open.close;
      if (open?.close && (run.open || beginsWord(text))) out += INVISIBLE;
      if (run.open && !open?.close && isWord(out.slice(-2))) out += INVISIBLE;
      out += run.open;
      open = run;
    }
    out += text;
  }
  return open ? out + open.close : out;
}

/** An upper bound of what a unit adds to the length, behind a unit of another run or of its own. */
function cost(unit: Unit, before: Unit | undefined): number {
  const style = unit.run === before?.run ? 0 : unit.run.open.length + unit.run.close.length + 2;
  return unit.text.length + style;
}

/** Where the part that begins at `from` ends: as late as it fits, at white space where some is near. */
function endOfPart(all: readonly Unit[], from: number, limit: number): number {
  let length = 0;
  let end = from;
  for (; end < all.length; end++) {
    const unit = all[end] as Unit;
    length += cost(unit, end === from ? undefined : all[end - 1]);
    if (length > limit && end > from) break;
  }
  if (end === all.length) return end;
  for (const space of [/\n/, /\s/]) {
    for (let i = end; i > from && i > end - LOOK_BACK; i--) {
      if (space.test(all[i - 1]?.text ?? "")) return i;
    }
  }
  return end;
}

const flatten = (runs: readonly Run[]): Unit[] =>
  runs.flatMap((run) => run.units.map((text) => ({ run, text })));

/** The runs as texts of at most `limit` UTF-16 units; nothing is lost, no style or entity is cut. */
export function split(runs: readonly Run[], limit: number): string[] {
  const all = flatten(runs);
  const parts: string[] = [];
  for (let from = 0; from < all.length; ) {
    const end = endOfPart(all, from, limit);
    const part = write(all.slice(from, end));
    if (/[^\s\p{C}]/u.test(part)) parts.push(part);
    from = end;
  }
  return parts;
}

/** The runs as one text, ended with an ellipsis where `limit` is not enough. */
export function cut(runs: readonly Run[], limit: number): string {
  const all = flatten(runs);
  const whole = endOfPart(all, 0, limit);
  if (whole === all.length) return write(all);
  return `${write(all.slice(0, endOfPart(all, 0, limit - 1))).trimEnd()}…`;
}
