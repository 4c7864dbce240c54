import { IntlMessageFormat } from "intl-messageformat";
import { isOne } from "../engine/words/place.ts";
import type { Piece, Say, WordId } from "../engine/words/say.ts";
import type { Weekday } from "../engine/words/schedule.ts";
import { isBlank } from "../engine/words/written.ts";
import { clean, code, type Inline, link, plainOf, type Rich, strong, text } from "./inline.ts";

/** One language's entries as written in `locales/<language>.json`; English has all of them. */
export type Catalogue = Readonly<Partial<Record<WordId, string>>>;

/** The words of one language. */
export interface Words {
  /** BCP 47, as the catalogue's file is named. */
  readonly language: string;
  /** The sentence with its parts. Throws where a value that the message has a place for is not given. */
  rich(say: Say): Rich;
  /** The sentence as plain text, for titles, labels and names. Throws like `rich`. */
  plain(id: WordId, values?: Say["values"]): string;
  /** A person by name; somebody without one is someone. */
  name(value: string): Inline;
  /** A channel by its id. */
  group(id: string): Inline;
  /** A local date: "20 Nov 2026". */
  date(date: string): string;
  /** A day of the week, long and short: Monday, Mon. */
  dayNames(day: Weekday): readonly string[];
  /** Messages whose ids begin so, as they stand, for a page that puts its own values in. */
  starting(prefix: string): Readonly<Record<string, string>>;
}

type Part = Inline | Rich;

const WEEK = 7;

/** What `<strong>` encloses; the one tag that messages may use. */
const TAGS = {
  strong: (chunks: readonly (string | Part)[]): Part =>
    strong(
      chunks
        .map((chunk) => (typeof chunk === "string" ? chunk : plainOf("type" in chunk ? [chunk] : chunk)))
        .join(""),
    ),
};

/** Compiled messages of one language; a message is compiled when it is said for the first time. */
function compiler(language: string, own: Catalogue, english: Catalogue): (id: WordId) => IntlMessageFormat {
  const compiled = new Map<WordId, IntlMessageFormat>();
  return (id) => {
    const known = compiled.get(id);
    if (known !== undefined) return known;
    const message = own[id];
    const made =
      message === undefined
        ? new IntlMessageFormat(english[id] ?? id, "en")
        : new IntlMessageFormat(message, language);
    compiled.set(id, made);
    return made;
  };
}

/** What speakers of a language call it: Deutsch, español, 日本語. */
export function languageName(language: string): string {
  return new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
}

/** The words of a language, with English for what it lacks. */
export function createWords(language: string, own: Catalogue, english: Catalogue): Words {
  const formatOf = compiler(language, own, english);
  const conjunction = new Intl.ListFormat(language, { type: "conjunction" });
  /** What stands between two of several things: a comma, or 、. */
  const comma = conjunction.formatToParts(["1", "2", "3"])[1]?.value ?? ", ";
  const regions = new Intl.DisplayNames(language, { type: "region" });

  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  /** 1 January 2024 was a Monday. */
  const dayName = (day: Weekday) => weekday.format(Date.UTC(2024, 0, day));
  const longWeekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });

  // English without a country, read anywhere: the day first, and the month in letters.
  const day = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const date = (value: string) => day.format(Date.parse(value));

  const plain = (id: WordId, values?: Say["values"]) =>
    plainOf(rich(values === undefined ? { id } : { id, values }));

  const name = (value: string): Inline => ({
    type: "name",
    text: isBlank(value) ? plain("name.someone") : clean(value),
  });

  const group = (id: string): Inline => {
    const direct = plain(isOne(id) ? "name.alone" : "name.direct");
    return { type: "mention", to: "group", id, direct };
  };

  function listed(pieces: readonly Piece[]): Inline[] {
    const marks = pieces.map((_, i) => String(i));
    return conjunction.formatToParts(marks).flatMap(({ type, value }) => {
      if (type === "literal") return [text(value)];
      const piece = pieces[Number(value)];
      return piece === undefined ? [] : inlines(piece);
    });
  }

  function inlines(piece: Piece): Rich {
    if (typeof piece === "string") return [text(piece)];
    if (typeof piece === "number") return [text(piece.toLocaleString(language))];
    if ("id" in piece) return rich(piece);
    if ("list" in piece) return listed(piece.list);
    if ("language" in piece) return [text(languageName(piece.language))];
    if ("region" in piece) return [text(regions.of(piece.region) ?? piece.region)];
    if ("days" in piece)
      return [
        text(piece.days.length === WEEK ? plain("schedule.every-day") : piece.days.map(dayName).join(comma)),
      ];
    if ("time" in piece) return [{ type: "time", at: piece.time, style: piece.style }];
    if ("group" in piece) return [group(piece.group)];
    if ("date" in piece) return [text(date(piece.date))];
    if ("member" in piece) return [{ type: "mention", to: "member", id: piece.member }];
    if ("role" in piece) return [{ type: "mention", to: "role", id: piece.role }];
    if ("name" in piece) return [name(piece.name)];
    if ("link" in piece)
      return [link(typeof piece.link === "string" ? piece.link : plainOf(rich(piece.link)), piece.url)];
    if ("code" in piece) return [code(piece.code)];
    if ("command" in piece) return [{ type: "command", line: clean(piece.command) }];
    return [strong(piece.strong)];
  }

  /** Strings and numbers go in as they are, so that plurals and choices work on them; the rest as parts. */
  function rich({ id, values = {} }: Say): Rich {
    const parts = formatOf(id).formatToParts<Part>({
      ...Object.fromEntries(
        Object.entries(values).map(([key, piece]) => [
          key,
          typeof piece === "string" || typeof piece === "number" ? piece : inlines(piece),
        ]),
      ),
      ...TAGS,
    });
    return parts.flatMap((part): Rich => {
      const { value } = part;
      if (typeof value === "string") return [text(value)];
      return "type" in value ? [value] : value;
    });
  }

  return {
    language,
    rich,
    starting: (prefix) =>
      Object.fromEntries(Object.entries({ ...english, ...own }).filter(([id]) => id.startsWith(prefix))),
    plain,
    name,
    group,
    date,
    dayNames: (day) => [longWeekday.format(Date.UTC(2024, 0, day)), dayName(day).replace(/\.$/, "")],
  };
}
