import { type Document, isMap, isScalar, isSeq, type Node, parseDocument, visit } from "yaml";

/** Where in a file: field names and list places, from the top. */
export type Path = readonly PropertyKey[];

export type YamlFile =
  | { ok: true; value: unknown; line(path: Path): number }
  | { ok: false; mistakes: readonly { line: number; message: string }[] };

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
  if (mistakes.length > 0) return { ok: false, mistakes: mistakes.slice(0, MOST_MISTAKES) };
  let parsed: Document.Parsed | null = null;
  try {
    return {
      ok: true,
      value: document.toJS({ maxAliasCount: 0 }),
      // Lines are asked for when something is wrong: the document is parsed again then, not kept.
      line: (path) => {
        parsed ??= parse(source);
        return lineAt(source, offsetOf(parsed.contents, path));
      },
    };
  } catch (error) {
    const found = error instanceof ReferenceError ? aliases(document, source) : [];
    if (found.length === 0) throw error;
    return { ok: false, mistakes: found.slice(0, MOST_MISTAKES) };
  }
}

/** Without pretty errors: they quote the source, at a cost that grows with the square of their number. */
function parse(source: string): Document.Parsed {
  return parseDocument(source, { schema: "failsafe", stringKeys: true, prettyErrors: false });
}

/** An alias makes `toJS` throw; this says where they are. */
function aliases(document: Document.Parsed, source: string): { line: number; message: string }[] {
  const found: { line: number; message: string }[] = [];
  visit(document, {
    Alias: (_, alias) => {
      found.push({
        line: lineAt(source, alias.range?.[0] ?? 0),
        message: `*${alias.source} is an alias: write the value out, or quote a text that starts with *`,
      });
    },
  });
  return found;
}

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
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
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
