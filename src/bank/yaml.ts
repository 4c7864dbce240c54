import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from "yaml";

/** Where in a file: field names and list places, from the top. */
export type Path = readonly PropertyKey[];

export type YamlFile =
  | { ok: true; value: unknown; line(path: Path): number }
  | { ok: false; mistakes: readonly Mistake[] };

interface Mistake {
  line: number;
  message: string;
}

/** A broken file can break in thousands of places: the first few say enough. */
const MOST_MISTAKES = 10;

/**
 * Reads YAML with every scalar a string. Aliases, anchors, tags and second documents are refused: a file of
 * the bank says everything once and in full. So is what YAML would drop from a text without a word, such as
 * all that follows a # behind a space. Lines count from 1.
 */
export function readYaml(source: string): YamlFile {
  const document = parse(source);
  const mistakes = [...document.errors, ...document.warnings].map(({ code, pos, message }) => ({
    line: lineAt(source, pos[0]),
    message: `not YAML as the bank uses it: ${message}${MENDS[code] ?? ""}`,
  }));
  const value = plainValue(document.contents, (node) => {
    const message = droppedFrom(node, source);
    if (message) mistakes.push({ line: lineAt(source, node.range?.[0] ?? 0), message });
  });
  if (mistakes.length > 0) return { ok: false, mistakes: mistakes.slice(0, MOST_MISTAKES) };
  let parsed: Document.Parsed | null = null;
  return {
    ok: true,
    value,
    // Lines are asked for when something is wrong: the document is parsed again then, not kept.
    line: (path) => {
      parsed ??= parse(source);
      return lineAt(source, offsetOf(parsed.contents, path));
    },
  };
}

/** Without pretty errors: they quote the source, at a cost that grows with the square of their number. */
function parse(source: string): Document.Parsed {
  return parseDocument(source, { schema: "failsafe", stringKeys: true, prettyErrors: false });
}

/** What the parser's own words leave open. */
const MENDS: Readonly<Record<string, string>> = {
  BAD_SCALAR_START: ': put the whole text between quotation marks, "...", or start it with another word',
  TAG_RESOLVE_FAILED: ': quote a text that starts with !, "!..."',
};

/** What YAML takes away from what is written, and how to keep it; null where all of it is read. */
function droppedFrom(node: Node, source: string): string | null {
  if (isAlias(node))
    return `*${node.source} is an alias: write the value out, or quote a text that starts with *`;
  const { anchor, tag } = node as Scalar;
  if (anchor !== undefined)
    return `&${anchor} is an anchor and would be lost: quote a text that starts with &, "&${anchor} ..."`;
  if (tag === "!") return 'the ! is a tag and would be lost: quote a text that starts with !, "! ..."';
  const [, end, last] = node.range ?? [0, 0, 0];
  const behind = /^[ \t]+#.*/.exec(source.slice(end, last))?.[0].trim();
  return isScalar(node) && node.type === "PLAIN" && behind !== undefined
    ? `"${behind}" would be lost, as # begins a comment behind a space: quote the text, or give the comment a line of its own`
    : null;
}

/** Texts, lists and objects. Each node is looked at on the way; keys are texts, `parse` sees to that. */
function plainValue(node: unknown, look: (node: Node) => void): unknown {
  if (isScalar(node) || isSeq(node) || isMap(node) || isAlias(node)) look(node);
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map((item) => plainValue(item, look));
  if (isMap(node))
    return Object.fromEntries(node.items.map(({ key, value }) => [scalarText(key), plainValue(value, look)]));
  return null;
}

const scalarText = (key: unknown) => (isScalar(key) ? String(key.value) : "");

function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf("\n"); at >= 0 && at < offset; at = source.indexOf("\n", at + 1)) line++;
  return line;
}

/** Where the field at a path starts: its key, or the place in a list; what is missing is at its parent. */
function offsetOf(root: Node | null, path: Path): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => scalarText(key) === step);
      if (!pair) break;
      offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | undefined;
      if (!item) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return offset;
}
