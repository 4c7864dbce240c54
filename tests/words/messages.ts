import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";

const ROOT = join(import.meta.dirname, "../..");

type Ast = ReturnType<IntlMessageFormat["getAst"]>;

/** Kinds of the parser's elements, by their numbers. */
const KIND = { literal: 0, argument: 1, number: 2, date: 3, time: 4, select: 5, plural: 6, pound: 7, tag: 8 };

export interface Shape {
  /** Places for values, and tags. */
  names: Set<string>;
  /** Kinds of values by place: a plural wants a number. */
  plurals: Map<string, Set<string>>;
  selects: Map<string, Set<string>>;
  /** Tags, each with the places that it encloses: "strong: command, group". */
  tags: Set<string>;
}

const emptyShape = (): Shape => ({
  names: new Set(),
  plurals: new Map(),
  selects: new Map(),
  tags: new Set(),
});

function walk(ast: Ast, shape: Shape): Shape {
  for (const element of ast) {
    if (element.type === KIND.literal || element.type === KIND.pound) continue;
    if ("value" in element && typeof element.value === "string") shape.names.add(element.value);
    if ("options" in element) {
      const into = element.type === KIND.plural ? shape.plurals : shape.selects;
      const known = into.get(element.value) ?? new Set<string>();
      for (const [key, option] of Object.entries(element.options)) {
        known.add(key);
        walk(option.value, shape);
      }
      into.set(element.value, known);
    }
    if ("children" in element) {
      const inside = walk(element.children, emptyShape());
      shape.tags.add(`${element.value}: ${[...inside.names].sort().join(", ")}`);
      walk(element.children, shape);
    }
  }
  return shape;
}

/** What a message has places for. Throws where it is malformed. */
export function shapeOf(message: string, language: string): Shape {
  const ast = new IntlMessageFormat(message, language).getAst();
  return walk(ast, emptyShape());
}

/** How long the parts come to where each choice takes its longest way; a value counts as long as its place. */
function lengthOf(ast: Ast): number {
  return ast.reduce((sum, element) => {
    if ("options" in element)
      return sum + Math.max(...Object.values(element.options).map(({ value }) => lengthOf(value)));
    if ("children" in element) return sum + lengthOf(element.children);
    if (!("value" in element)) return sum + 1;
    return sum + element.value.length + (element.type === KIND.literal ? 0 : 2);
  }, 0);
}

/** Characters of the longest text that a message comes to. Throws where it is malformed. */
export function longestOf(message: string, language: string): number {
  return lengthOf(new IntlMessageFormat(message, language).getAst());
}

export function catalogueOf(language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(ROOT, `locales/${language}.json`), "utf8"));
}

export const LANGUAGES = readdirSync(join(ROOT, "locales"))
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -".json".length));

/** Paths of every source of ours, from the root. */
export function sourceFiles(): string[] {
  return ["src", "commands"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") || name.endsWith(".js") || name.endsWith(".html"))
      .map((name) => join(folder, name)),
  );
}

/** Every source of ours, as one text. */
export function sources(): string {
  return sourceFiles()
    .map((name) => readFileSync(join(ROOT, name), "utf8"))
    .join("\n");
}
