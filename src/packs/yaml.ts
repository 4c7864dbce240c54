import { showText } from "../bank/tex.ts";
import { readYaml } from "../bank/yaml.ts";
import { objectOf } from "./fields.ts";
import { listIn } from "./json.ts";
import type { RawQuestion, Rows } from "./raw.ts";

/** YAML: a list of questions like JSON's, or a concept's file as the bank has it. */

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = (value: unknown) => (typeof value === "string" ? value.trim() : "");

/** A choice of the bank: its key stands beside its distractors, and formulas between dollars. */
function choiceOf(
  line: number,
  choice: Record<string, unknown>,
  concept: Record<string, unknown>,
): RawQuestion {
  let unshown: string | undefined;
  const shown = (value: unknown) => {
    const made = showText(text(value));
    if (!made.ok) unshown ??= made.problem;
    return made.ok ? made.text : text(value);
  };
  const distractors = Array.isArray(choice.distractors) ? choice.distractors.filter(isRecord) : [];
  const [source] = Array.isArray(concept.references) ? concept.references.filter(isRecord) : [];
  const row = {
    ...{ line, stem: shown(choice.stem), key: shown(choice.key), keyAt: 0 },
    options: [
      { text: shown(choice.key), because: shown(choice.rationale) },
      ...distractors.map((one) => ({ text: shown(one.text), because: shown(one.because) })),
    ],
    explanation: shown(choice.rationale),
    difficulty: text(choice.difficulty),
    tags: Array.isArray(concept.tags) ? concept.tags.map(text).filter((tag) => tag !== "") : [],
    link: text(source?.url),
  };
  return { ...row, unshown };
}

export function readYamlQuestions(source: string): Rows {
  const file = readYaml(source);
  if (!file.ok) {
    const [first] = file.mistakes;
    return { ok: false, code: "broken", values: { line: first?.line ?? 1, why: first?.message ?? "YAML" } };
  }
  const { value } = file;
  if (isRecord(value) && Array.isArray(value.choice)) {
    const rows = value.choice.map((one, i) =>
      isRecord(one) ? choiceOf(file.line(["choice", i]), one, value) : null,
    );
    return { ok: true, rows: rows.filter((row) => row !== null), unreadable: [] };
  }
  const found = listIn(value);
  if (found === null) return { ok: false, code: "none", values: {} };
  const line = (i: number) => file.line([...found.path, i]);
  return {
    ok: true,
    rows: found.list.flatMap((one, i) => (isRecord(one) ? [objectOf(line(i), one)] : [])),
    unreadable: found.list.flatMap((one, i) => (isRecord(one) ? [] : [{ line: line(i), why: typeof one }])),
  };
}
