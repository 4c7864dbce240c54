import type { Folder } from "./folder.ts";
import type { Problem } from "./source.ts";

/** Circles of prerequisites: nobody could begin with any of their concepts. Each is reported once. */
export function prerequisiteCycles(concepts: Folder["concepts"]): Problem[] {
  const needs = new Map(concepts.map(({ data }) => [data.id, data.prerequisites]));
  const done = new Set<string>();
  const cycles: string[][] = [];
  const walk = (id: string, path: string[]): void => {
    const start = path.indexOf(id);
    if (start >= 0) cycles.push(path.slice(start));
    if (start >= 0 || done.has(id)) return;
    for (const next of needs.get(id) ?? []) if (next !== id) walk(next, [...path, id]);
    done.add(id);
  };
  for (const id of needs.keys()) walk(id, []);
  return cycles.flatMap((cycle) => {
    const source = concepts.find(({ data }) => data.id === cycle[0]);
    const circle = [...cycle, cycle[0]].join(" needs ");
    return source === undefined ? [] : [source.problem(["prerequisites"], `is a circle: ${circle}`)];
  });
}
