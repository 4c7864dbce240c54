import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";

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
 * Reads YAML with every scalar a string. Aliases, tags and second documents are refused: a file of the
 * bank says everything once and in full. Lines count from 1.
 */
export function readYaml(source: string): YamlFile {
  const document = parse(source);
  const mistakes = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    line: lineAt(source, pos[0]),
    message: `not YAML as the bank uses it: ${message}`,
  }));
  const value = plainValue(document.contents, (alias) => {
    const message = `*${alias.source} is an alias: write the value out, or quote a text that starts with *`;
    mistakes.push({ line: lineAt(source, alias.range?.[0] ?? 0), message });
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

/** Texts, lists and objects; an alias is reported and left out. Keys are texts, `parse` sees to that. */
function plainValue(node: unknown, onAlias: (alias: Alias) => void): unknown {
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map((item) => plainValue(item, onAlias));
  if (isMap(node))
    return Object.fromEntries(
      node.items.map(({ key, value }) => [scalarText(key), plainValue(value, onAlias)]),
    );
  if (isAlias(node)) onAlias(node);
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
