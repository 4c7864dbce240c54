/**
 * Text that a platform marks up, as runs of units. A unit is never cut, and a run that is cut or split is
 * closed and opened again: no cut ends inside an escape, a character or a style.
 */
export interface Run {
  open: string;
  units: readonly string[];
  close: string;
  /** All units. */
  text: string;
}

export function runOf(units: readonly string[], open = "", close = ""): Run {
  return { open, units, close, text: units.join("") };
}

export type Text = readonly Run[];

/** One unit and the run whose style it has. */
interface Unit {
  run: Run;
  text: string;
}

const INVISIBLE = "\u200B";
/** How far back a line is broken at white space rather than inside a word. */
const LOOK_BACK = 300;

const endsWord = (text: string) => /[\p{L}\p{N}_]$/u.test(text);
const beginsWord = (text: string) => /^[\p{L}\p{N}_]/u.test(text);

const isSeen = (text: string) => /[^\s\p{C}]/u.test(text);

const flatten = (text: Text): Unit[] => text.flatMap((run) => run.units.map((unit) => ({ run, text: unit })));

/** An upper bound of what a unit adds to the length. */
function cost(unit: Unit, before: Unit | undefined): number {
  if (unit.run === before?.run) return unit.text.length;
  const { open, close } = unit.run;
  return unit.text.length + open.length + close.length + (before === undefined ? 0 : INVISIBLE.length);
}

/** Whether all of it has this much room, by an upper bound that looks at no single unit. */
function fits(text: Text, limit: number): boolean {
  let length = 0;
  for (const run of text) length += run.open.length + run.text.length + run.close.length + INVISIBLE.length;
  return length <= limit;
}

/** Where the part that begins at `from` ends: as late as it fits, at one of these where it is near. */
function endOfPart(all: readonly Unit[], from: number, limit: number, breaks: readonly RegExp[]): number {
  let length = 0;
  let end = from;
  for (; end < all.length; end++) {
    const unit = all[end] as Unit;
    length += cost(unit, end === from ? undefined : all[end - 1]);
    if (length > limit && end > from) break;
  }
  if (end === all.length) return end;
  for (const space of breaks) {
    for (let i = end; i > from && i > end - LOOK_BACK; i--) {
      if (space.test(all[i - 1]?.text ?? "")) return i;
    }
  }
  return end;
}

/** Writes, splits and cuts text in a platform's markup. */
export interface Flow {
  /** All of it. */
  write(text: Text): string;
  /** In parts of at most `limit` UTF-16 units; nothing that can be seen is lost. */
  split(text: Text, limit: number): string[];
  /** At most `limit` UTF-16 units, ended with an ellipsis where that is not enough. */
  cut(text: Text, limit: number): string;
}

/**
 * Marks of two runs that touch would be read as one longer mark, so something invisible stands between.
 *
 * @param marksWords a mark that touches a letter is none, either
 */
export function createFlow(marksWords: boolean): Flow {
  function seam(out: string, from: Run | null, { run, text }: Unit): string {
    const isOpen = run.open !== "";
    if ((from?.close ?? "") !== "") return isOpen || (marksWords && beginsWord(text)) ? INVISIBLE : "";
    return marksWords && isOpen && endsWord(out.slice(-2)) ? INVISIBLE : "";
  }

  function written(units: readonly Unit[]): string {
    let out = "";
    let run: Run | null = null;
    for (const unit of units) {
      if (unit.run !== run) {
        out += run?.close ?? "";
        out += seam(out, run, unit) + unit.run.open;
        run = unit.run;
      }
      out += unit.text;
    }
    return out + (run?.close ?? "");
  }

  /** As `written` of all units, run by run: most texts are never cut. */
  function whole(text: Text): string {
    let out = "";
    let before: Run | null = null;
    for (const run of text) {
      if (run.text === "") continue;
      out += before?.close ?? "";
      out += seam(out, before, { run, text: run.text }) + run.open + run.text;
      before = run;
    }
    return out + (before?.close ?? "");
  }

  return {
    write: whole,

    split(text, limit) {
      if (fits(text, limit)) {
        const all = whole(text);
        return isSeen(all) ? [all] : [];
      }
      const all = flatten(text);
      const parts: string[] = [];
      for (let from = 0; from < all.length; ) {
        const end = endOfPart(all, from, limit, [/\n$/, /\s$/]);
        const part = written(all.slice(from, end));
        if (isSeen(part)) parts.push(part);
        from = end;
      }
      return parts;
    },

    cut(text, limit) {
      if (fits(text, limit)) return whole(text);
      const all = flatten(text);
      if (endOfPart(all, 0, limit, [/\s$/]) === all.length) return written(all);
      return `${written(all.slice(0, endOfPart(all, 0, limit - 1, [/\s$/]))).trimEnd()}…`;
    },
  };
}
