import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** How far down a folder is looked into: one level more than questions lie. Links may lead in circles. */
const DEEPEST = 3;

function isFolder(path: string): boolean {
  try {
    // Follows links: a mounted ConfigMap is made of them.
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function walk(folder: string, inside: string, depth: number, files: string[], hidden: string[]): void {
  for (const name of readdirSync(join(folder, inside)).sort()) {
    const path = inside === "" ? name : `${inside}/${name}`;
    if (name.startsWith(".")) {
      // `..data` and its like are how a ConfigMap is mounted; what is in them is there by another name, too.
      if (!name.startsWith("..")) hidden.push(path);
    } else if (!isFolder(join(folder, path))) files.push(path);
    else if (depth < DEEPEST) walk(folder, path, depth + 1, files, hidden);
  }
}

/**
 * The files of a folder of questions by their paths from it, with `/` between the parts. What begins with a dot
 * belongs to other tools and is told apart. null where the folder cannot be read.
 */
export function listFiles(folder: string): { files: string[]; hidden: string[] } | null {
  const files: string[] = [];
  const hidden: string[] = [];
  try {
    walk(folder, "", 1, files, hidden);
  } catch {
    return null;
  }
  return { files: files.sort(), hidden };
}
