import type { RawQuestion } from "./raw.ts";

/** What columns and fields are called in the files that people have. */

const NAMES = {
  stem: ["question", "stem", "prompt", "text", "front", "q", "question text", "question title", "frage"],
  key: [
    ...["answer", "correct answer", "correct", "key", "correct option", "right answer", "solution", "ans"],
    ...["correct answers", "answer key", "back", "right", "correct choice", "antwort"],
  ],
  index: [
    "answer index",
    "correct index",
    "correct answer index",
    "correct option index",
    "answer idx",
    "cop",
  ],
  explanation: [
    ...[
      "explanation",
      "explain",
      "rationale",
      "feedback",
      "reason",
      "why",
      "comment",
      "justification",
      "exp",
    ],
    ...["because", "answer explanation", "solution explanation"],
  ],
  difficulty: ["difficulty", "level"],
  tags: ["tags", "tag", "topic", "category", "subject", "section", "chapter"],
  link: ["link", "url", "source", "reference"],
  options: ["options", "choices", "answers", "alternatives", "option list", "possible answers"],
  wrong: ["incorrect answers", "distractors", "wrong answers", "incorrect", "wrong"],
} as const;

export type FieldName = keyof typeof NAMES;

/** "Option_A" is "option a". */
const bare = (name: string) =>
  name
    .replace(/([a-z])([A-Z0-9])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

export type Column =
  | { is: FieldName }
  | { is: "option" | "reason"; place: number }
  | { is: "distractor"; place: number };

const PLACE: Readonly<Record<string, number>> = { a: 0, b: 1, c: 2, d: 3, e: 4, f: 5, g: 6, h: 7 };
const placeOf = (sign: string) => PLACE[sign] ?? Number(sign) - 1;

const NUMBERED =
  /^(?:(option|opt|choice|answer|ans|alternative|response|(wrong|incorrect|distractor)(?: answer| option| choice)?|(why|reason|because|feedback)) )?([a-h]|[1-8])$/;

/** What a column is; null: nothing that a question has. */
export function columnOf(name: string): Column | null {
  const called = bare(name);
  const [, kind, wrong, reason, sign = ""] = NUMBERED.exec(called.replace(/([a-z])(\d)$/, "$1 $2")) ?? [];
  if (sign !== "" && (kind !== undefined || /^[a-h]$/.test(sign))) {
    const place = placeOf(sign);
    if (reason !== undefined) return { is: "reason", place };
    return { is: wrong === undefined ? "option" : "distractor", place };
  }
  const found = (Object.keys(NAMES) as FieldName[]).find((field) =>
    (NAMES[field] as readonly string[]).includes(called),
  );
  return found === undefined ? null : { is: found };
}

const tagsOf = (text: string) =>
  text
    .split(/[,;|]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");

/** Options within one cell: one a line, or parted by strokes. */
export function optionsIn(text: string): string[] {
  const parts = text.includes("\n") ? text.split("\n") : text.split(/\s*\|\s*|\s*;;\s*/);
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** A row of a table by its columns. */
export function rowOf(
  line: number,
  columns: readonly (Column | null)[],
  cells: readonly string[],
): RawQuestion {
  const first = (name: FieldName) =>
    cells.find((cell, i) => columns[i]?.is === name && cell.trim() !== "")?.trim() ?? "";
  const placed = (is: Column["is"]) =>
    columns
      .flatMap((column, i) =>
        column !== null && column.is === is && "place" in column
          ? [{ place: column.place, text: (cells[i] ?? "").trim() }]
          : [],
      )
      .sort((a, b) => a.place - b.place);
  const reasons = new Map(placed("reason").map(({ place, text }) => [place, text]));
  const own = placed("option");
  // What stands behind the last option is no empty one.
  const last = own.reduce((end, { text }, i) => (text === "" ? end : i + 1), 0);
  const listed = own.slice(0, last).map(({ place, text }) => ({ text, because: reasons.get(place) ?? "" }));
  const inOne = first("options") === "" ? [] : optionsIn(first("options"));
  const wrong = [
    ...placed("distractor").map(({ text }) => text),
    ...(first("wrong") === "" ? [] : optionsIn(first("wrong"))),
  ].filter((text) => text !== "");
  const key = first("key");
  const options = listed.length > 0 ? listed : inOne.map((text) => ({ text, because: "" }));
  const isApart = options.length === 0 && wrong.length > 0;
  const index = first("index");
  return {
    line,
    stem: first("stem"),
    options: isApart ? [key, ...wrong].map((text) => ({ text, because: "" })) : options,
    key: key === "" ? index : key,
    ...(key === "" && index !== "" ? { fromZero: true } : {}),
    ...(isApart && key !== "" ? { keyAt: 0 } : {}),
    explanation: first("explanation"),
    difficulty: first("difficulty"),
    tags: tagsOf(first("tags")),
    link: first("link"),
  };
}

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value).trim()
    : "";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether an option says of itself that it is right. */
const isMarked = (value: Record<string, unknown>) =>
  ["correct", "is_correct", "isCorrect", "right", "answer", "is_answer"].some(
    (name) => value[name] === true || value[name] === "true",
  );

function optionOf(value: unknown): { text: string; because: string; isKey: boolean } {
  if (!isRecord(value)) return { text: textOf(value), because: "", isKey: false };
  const named = (...names: string[]) =>
    names.map((name) => textOf(value[name])).find((text) => text !== "") ?? "";
  return {
    text: named("text", "option", "label", "value", "content", "answer"),
    because: named("because", "explanation", "feedback", "reason", "rationale"),
    isKey: isMarked(value),
  };
}

/** An object of JSON or YAML. */
export function objectOf(line: number, object: Record<string, unknown>): RawQuestion {
  const fields = new Map<FieldName, unknown>();
  const single: { place: number; text: string }[] = [];
  for (const [name, value] of Object.entries(object)) {
    const column = columnOf(name);
    if (column === null) continue;
    if (column.is === "option" && "place" in column)
      single.push({ place: column.place, text: textOf(value) });
    else if (!("place" in column) && !fields.has(column.is)) fields.set(column.is, value);
  }
  const listed = fields.get("options");
  const list = Array.isArray(listed)
    ? listed.map(optionOf)
    : isRecord(listed)
      ? Object.keys(listed)
          .sort()
          .map((name) => optionOf(listed[name]))
      : typeof listed === "string"
        ? optionsIn(listed).map(optionOf)
        : single.sort((a, b) => a.place - b.place).map(({ text }) => ({ text, because: "", isKey: false }));
  const wrong = Array.isArray(fields.get("wrong")) ? (fields.get("wrong") as unknown[]).map(optionOf) : [];
  const given = fields.get("key");
  const key = Array.isArray(given) && given.length === 1 ? given[0] : given;
  const right = isRecord(key) ? optionOf(key) : { text: textOf(key), because: "", isKey: true };
  const isApart = list.length === 0 && wrong.length > 0;
  const marked = list.flatMap(({ isKey }, i) => (isKey ? [i] : []));
  const index = textOf(fields.get("index"));
  const tags = fields.get("tags");
  return {
    line,
    stem: textOf(fields.get("stem")),
    options: isApart ? [right, ...wrong] : list,
    key: Array.isArray(key) ? key.map(textOf).join(", ") : right.text === "" ? index : right.text,
    ...(right.text === "" && index !== "" ? { fromZero: true } : {}),
    ...(isApart && right.text !== "" ? { keyAt: 0 } : marked.length === 1 ? { keyAt: marked[0] ?? 0 } : {}),
    explanation: textOf(fields.get("explanation")),
    difficulty: textOf(fields.get("difficulty")),
    tags: Array.isArray(tags) ? tags.map(textOf).filter((tag) => tag !== "") : tagsOf(textOf(tags)),
    link: textOf(fields.get("link")),
  };
}
