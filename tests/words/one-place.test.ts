import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { parseAst } from "vitest/node";
import { catalogueOf, sourceFiles } from "./messages.ts";

const ROOT = join(import.meta.dirname, "../..");

type Ast = ReturnType<IntlMessageFormat["getAst"]>;

/** The stretches of a message that are said as they stand. */
function stretches(ast: Ast): string[] {
  return ast.flatMap((element): string[] => {
    if ("options" in element) return Object.values(element.options).flatMap(({ value }) => stretches(value));
    if ("children" in element) return stretches(element.children);
    return element.type === 0 ? [element.value] : [];
  });
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}’'-]+/gu) ?? [];
const line = (text: string) => ` ${wordsOf(text.replaceAll("'", "’")).join(" ")} `;

/** Sentences and halves of sentences that are long enough to be told from any other text, with their ids. */
const SAID = Object.entries(catalogueOf("en")).flatMap(([id, message]) =>
  stretches(new IntlMessageFormat(message, "en").getAst())
    .filter((stretch) => wordsOf(stretch).length >= 3)
    .map((stretch) => [id, line(stretch)] as const),
);

/** What is written to the log is for whoever runs the bot, and always English. */
const isLogging = (node: object) =>
  "callee" in node && /\blog$/.test(nameOf((node.callee as { object?: unknown }).object));

function nameOf(node: unknown): string {
  if (typeof node !== "object" || node === null) return "";
  if ("property" in node) return nameOf(node.property);
  return "name" in node ? String(node.name) : "";
}

/** So is why a platform does not start. */
const FOR_WHOEVER_RUNS_IT = ["src/platforms/slack/workspaces.ts: pause.bot-removed"];

/** Every text that a source writes down, in strings and templates; comments are none. */
function textsIn(source: string): string[] {
  const visit = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(visit);
    if (typeof value !== "object" || value === null || isLogging(value)) return [];
    if ("type" in value && value.type === "Literal" && "value" in value && typeof value.value === "string")
      return [value.value];
    if ("type" in value && value.type === "TemplateLiteral" && "quasis" in value)
      return [
        (value.quasis as { value: { cooked: string | null } }[])
          .map((one) => one.value.cooked ?? "")
          .join(" … "),
        ...Object.values(value).flatMap(visit),
      ];
    return Object.values(value).flatMap(visit);
  };
  return visit(parseAst(source, { lang: "ts" }).body);
}

/** Ids of what a source says itself, though the catalogue says it. */
function repeatedIn(source: string): string[] {
  const own = textsIn(source).map(line);
  return SAID.filter(([, stretch]) => own.some((text) => text.includes(stretch))).map(([id]) => id);
}

describe("what is said", () => {
  it("stands in the catalogue, and in no use case, command or platform a second time", () => {
    const files = sourceFiles().filter(
      (file) => !file.endsWith(".html") && /^(src\/(engine|command|platforms)|commands)\//.test(file),
    );
    const texts = files.map((file) => [file, readFileSync(join(ROOT, file), "utf8")] as const);
    const written = texts.flatMap(([, source]) => textsIn(source)).length;
    console.log(
      `one place: ${files.length} files, ${written} texts, ${SAID.length} stretches of the catalogue`,
    );
    expect(files.length).toBeGreaterThan(150);
    expect(written).toBeGreaterThan(2_000);
    expect(SAID.length).toBeGreaterThan(300);
    const found = texts.flatMap(([file, source]) => repeatedIn(source).map((id) => `${file}: ${id}`));
    expect(found).toEqual(FOR_WHOEVER_RUNS_IT);
  });

  it("would be noticed in a string, in a template, and in the middle of a longer sentence", () => {
    const [whole, part] = [
      "Questions stay in English, as in most interviews.",
      "From now on I talk to you in",
    ];
    expect(repeatedIn(`tell("${whole}")`)).toContain("language.questions");
    expect(repeatedIn(`const line = \`Well. ${part} \${language}.\`;`)).toContain("language.chosen");
    expect(repeatedIn(`deps.log.warn({}, "${whole}")`)).toEqual([]);
    expect(repeatedIn(`// ${whole}\nsay("language.questions");`)).toEqual([]);
  });
});
