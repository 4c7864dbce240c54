import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

/** Imports of a file: static, re-exports and dynamic ones. The first group says whether it is of types alone. */
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b(\s+type\b)?[^"';]*?from\s*["']([^"']+)["']|(?:^|\n)\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

export function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

export interface Import {
  /** The path from the top of the project for a file of ours, else the package's name. */
  name: string;
  /** Nothing of it is left when the program runs. */
  isType: boolean;
}

/** What the text of a file imports. */
export function importsIn(text: string, file: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, from, bare, dynamic]) => {
    const name = from ?? bare ?? dynamic ?? "";
    const path = name.startsWith(".") ? normalize(relative(ROOT, join(ROOT, dirname(file), name))) : name;
    return { name: path, isType: type !== undefined };
  });
}

export const importsOf = (file: string) => importsIn(readFileSync(join(ROOT, file), "utf8"), file);
export const namesOf = (file: string) => importsOf(file).map(({ name }) => name);
