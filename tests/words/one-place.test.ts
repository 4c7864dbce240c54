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

/** What is thrown ends in the log, or stops the bot before anybody reads what it says. */
const isThrown = (node: object) =>
  "type" in node &&
  node.type === "NewExpression" &&
  "callee" in node &&
  /(Error|Unavailable|InVain)$/.test(nameOf(node.callee));

/** Where a module comes from, and the names of fields in a type. */
const isNaming = (node: object) =>
  "type" in node &&
  (node.type === "TSLiteralType" ||
    (/^(Import|Export(Named|All))/.test(String(node.type)) && "source" in node && node.source !== null));

/** Every text that a source writes down, in strings and templates; comments are none. */
function textsIn(source: string, isLeftOut: (node: object) => unknown = isLogging): string[] {
  const visit = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(visit);
    if (typeof value !== "object" || value === null || isLeftOut(value)) return [];
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

/** Texts of several words that nobody reads as a sentence of the bot, by what they are for. */
const NO_SENTENCES: readonly { why: string; files: RegExp; text?: RegExp }[] = [
  {
    why: "lines as they are typed, which are the same in every language",
    files: /^(commands|src\/engine\/uses)\/|^src\/platforms\/web\/(index|intake)\.ts$/,
    text: /^(daily|duel|explain|help|leaderboard|language|link|live|mock|pack|pair|plan|privacy|remind|report|review|sheet|topic:|kind:|cnn)( ?[\w:.,@/…-]+)+ ?$/,
  },
  {
    why: "names of time zones and places",
    files: /^src\/command\/(zones|offsets|cities|countries)\.ts$/,
  },
  {
    why: "roles for short, as they are typed",
    files: /^src\/command\/jobs\.ts$/,
    text: /^(machine|deep) learning$|^computer vision$/,
  },
  { why: "everyday words that are names as well", files: /^src\/command\/mentioned\.ts$/ },
  { why: "words for times and days that are typed, never said", files: /^src\/command\/(times|days)\.ts$/ },
  {
    why: "why the bot does not start, or a try failed: for the log",
    files:
      /^src\/(engine\/(fence|uses\/(duel-job|link-job|pair-job|show|documents))|platforms\/(pace|discord\/(command-limits|errors|lifecycle)|slack\/(api|index|kept|membership|outcomes|posting|reactions|search|sockets|vault|workspaces)))\.ts$/,
  },
  { why: "the table of a round's life, for the documents", files: /^src\/engine\/rules\/life\.ts$/ },
  { why: "a comment that keeps a stream open", files: /^src\/platforms\/web\/streams\.ts$/, text: /^: / },
  {
    why: "classes, selectors and relations of the page",
    files: /^src\/platforms\/web\/public\//,
    text: /^\(?[a-z]+[a-z,:… -]*\)?$/,
  },
  {
    why: "how long a browser may keep a file",
    files: /^src\/platforms\/web\/\w+\.ts$/,
    text: /, max-age=\d+$/,
  },
  { why: "kinds of files", files: /^src\/platforms\/(slack|web)\/\w+\.ts$/, text: /; charset=utf-8$/ },
  {
    why: "the frame of a page, without a word",
    files: /^src\/platforms\/slack\/install\.ts$/,
    text: /^<!doctype/,
  },
];

/** Two words side by side, or one that ends a sentence. */
const SENTENCE = /\p{L}{2,}[,.:;]? +\p{L}{2,}|^\p{Lu}\p{L}+[.!?…]$/u;

/** Texts of a source that read like sentences, and that nothing excuses. */
function sentencesIn(file: string, source: string): string[] {
  return textsIn(source, (node) => isLogging(node) || isThrown(node) || isNaming(node))
    .filter((text) => SENTENCE.test(text))
    .filter((text) => !NO_SENTENCES.some((one) => one.files.test(file) && (one.text?.test(text) ?? true)));
}

/** Words that somebody is called by, or that stand alone: one of the catalogue, written down where cards are drawn. */
const WORDS = new Map(
  Object.entries(catalogueOf("en"))
    .filter(([, message]) => /^\p{L}{4,}$/u.test(message))
    .map(([id, message]) => [message, id] as const),
);

const spokenFiles = () =>
  sourceFiles()
    .filter((file) => !file.endsWith(".html") && /^(src\/(engine|command|platforms)|commands)\//.test(file))
    .map((file) => [file, readFileSync(join(ROOT, file), "utf8")] as const);

describe("what is said", () => {
  it("is no sentence that a use case, a command or a platform writes down itself", () => {
    const found = spokenFiles().flatMap(([file, source]) =>
      sentencesIn(file, source).map((text) => `${file}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it("is no single word of the catalogue that a platform's drawing or what it knows of people holds", () => {
    const found = spokenFiles()
      .filter(([file]) =>
        /^src\/platforms\/(\w+\/draw\/|\w+\/(actor|people|permissions|install)\.ts$)/.test(file),
      )
      .flatMap(([file, source]) =>
        textsIn(source, isNaming)
          .filter((text) => WORDS.has(text))
          .map((text) => `${file}: ${text}`),
      );
    expect(found).toEqual([]);
    expect(WORDS.get("someone")).toBe("name.someone");
  });

  it("would be noticed though the catalogue does not have it: a refusal, a page, a channel without a name", () => {
    expect(sentencesIn("src/platforms/web/routes.ts", 'refuse("The bot is not running.");')).toHaveLength(1);
    expect(sentencesIn("src/platforms/slack/draw/text.ts", 'token("this conversation");')).toHaveLength(1);
    expect(
      sentencesIn("src/platforms/slack/install.ts", 'endPage(res, 403, "Not installed", x);'),
    ).toHaveLength(1);
    expect(sentencesIn("src/platforms/discord/permissions.ts", 'named("View Channel");')).toHaveLength(1);
    expect(
      sentencesIn("src/platforms/slack/home.ts", 'log.warn({}, "It broke."); throw new Error("It broke");'),
    ).toEqual([]);
  });

  it("is excused for reasons that there are", () => {
    const texts = spokenFiles().flatMap(([file, source]) =>
      textsIn(source).map((text) => [file, text] as const),
    );
    const idle = NO_SENTENCES.filter(
      ({ files, text }) =>
        !texts.some(([file, one]) => files.test(file) && SENTENCE.test(one) && (text?.test(one) ?? true)),
    );
    expect(idle.map(({ why }) => why)).toEqual([]);
  });

  it("stands in the catalogue, and in no use case, command or platform a second time", () => {
    const texts = spokenFiles();
    const written = texts.flatMap(([, source]) => textsIn(source)).length;
    console.log(
      `one place: ${texts.length} files, ${written} texts, ${SAID.length} stretches of the catalogue`,
    );
    expect(texts.length).toBeGreaterThan(150);
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
