import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAst } from "vitest/node";
import { catalogueOf, shapeOf, sourceFiles } from "./messages.ts";

const ENGLISH = catalogueOf("en");
const ROOT = join(import.meta.dirname, "../..");

/** A node of a syntax tree, as far as it is looked at here. */
interface Node {
  type: string;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** A string that is written there as it is. */
const literalOf = (node: Node | undefined): string | null =>
  node?.type === "Literal" && typeof node.value === "string" ? node.value : null;

/** The values that a call hands in, by name; null where they are not written there. */
function keysOf(node: Node | undefined): string[] | null {
  if (node === undefined) return [];
  if (node.type !== "ObjectExpression") return null;
  const keys = (node.properties as Node[]).map(({ type, key }) => {
    if (type !== "Property" || !isNode(key)) return null;
    return key.type === "Identifier" ? String(key.name) : literalOf(key);
  });
  return keys.every((key) => key !== null) ? keys : null;
}

/** What a call of `say`, `words.plain` or `rich` gets wrong. */
function faultOf(call: Node): string[] {
  const callee = call.callee as Node;
  const name = callee.type === "MemberExpression" ? (callee.property as Node).name : callee.name;
  if (!["say", "plain", "rich"].includes(String(name))) return [];
  const given = call.arguments as Node[];
  const at = given.findIndex((one) => (literalOf(one) ?? "") in ENGLISH);
  const id = literalOf(given[at]);
  const keys = keysOf(given[at + 1]);
  if (id === null || keys === null) return [];
  const { names } = shapeOf(ENGLISH[id] ?? "", "en");
  names.delete("strong");
  const missing = [...names].filter((one) => !keys.includes(one));
  const idle = keys.filter((one) => !names.has(one));
  return [
    ...missing.map((one) => `${id} has a place for ${one}`),
    ...idle.map((one) => `${id} has none for ${one}`),
  ];
}

/** Every place in a source where an entry of the catalogue is said with values, and what is wrong there. */
function faultsIn(source: string): string[] {
  const visit = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(visit);
    if (!isNode(value)) return [];
    const own = value.type === "CallExpression" ? faultOf(value) : [];
    return [...own, ...Object.values(value).flatMap(visit)];
  };
  return visit(parseAst(source, { lang: "ts" }) as unknown);
}

describe("whoever says something", () => {
  it("hands in the values that it has places for, and no others", () => {
    const faults = sourceFiles()
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) =>
        faultsIn(readFileSync(join(ROOT, name), "utf8")).map((fault) => `${name}: ${fault}`),
      );
    expect(faults).toEqual([]);
  });

  it("is found out where it does not", () => {
    const [id, message] = Object.entries(ENGLISH).find(([, text]) => text.includes("{asker}")) ?? ["", ""];
    expect(message).toContain("{asker}");
    expect(faultsIn(`say("${id}", { asker })`)).toEqual([]);
    expect(faultsIn(`say("${id}")`)).toHaveLength(1);
    expect(faultsIn(`say("${id}", { asker, idle: 1 })`)).toHaveLength(1);
  });
});
