import { basename } from "node:path";
import { loosely } from "../engine/words/spelling.ts";
import type { Folder } from "./folder.ts";
import type { Problem } from "./source.ts";

/** Names that lead nowhere, to two things, or to what they would find without being listed. */
export function checkAliases({ aliases, concepts, files, topics }: Folder): Problem[] {
  if (aliases === null) return [];
  const problems: Problem[] = [];
  const known = {
    topics: new Set<string>(),
    concepts: new Set(files.map((file) => basename(file, ".yaml"))),
  };
  const own = new Map<string, string>();
  const claim = (name: string, of: string) => own.set(loosely(name), own.get(loosely(name)) ?? of);
  for (const { id, name } of topics?.data.topics ?? []) {
    known.topics.add(id);
    for (const one of [id, name]) claim(one, `the topic ${id}`);
  }
  const tagged = new Map<string, string[]>();
  for (const { data } of concepts) {
    for (const one of [data.id, data.name]) claim(one, `the concept ${data.id}`);
    for (const tag of new Set(data.tags.map(loosely))) tagged.set(tag, [...(tagged.get(tag) ?? []), data.id]);
  }
  const seen = new Map<string, string>();
  for (const [i, entry] of aliases.data.aliases.entries()) {
    const report = (field: "names" | "topics" | "concepts", at: number, message: string) =>
      problems.push(aliases.problem(["aliases", i, field, at], message));
    if (entry.topics.length + entry.concepts.length === 0)
      problems.push(aliases.problem(["aliases", i], "an alias stands for at least one topic or concept"));
    for (const field of ["topics", "concepts"] as const)
      for (const [at, id] of entry[field].entries())
        if (!known[field].has(id)) report(field, at, `unknown ${field.slice(0, -1)} ${id}`);
    for (const [at, name] of entry.names.entries()) {
      const spelled = loosely(name);
      const other = seen.get(spelled);
      const bearer = own.get(spelled);
      if (spelled === "") report("names", at, `the alias “${name}” holds no letter and no digit`);
      else if (other !== undefined)
        report("names", at, `the alias “${name}” is the same name as “${other}”: aliases are unique`);
      else if (bearer !== undefined)
        report("names", at, `the alias “${name}” is the name of ${bearer}, which it always stands for`);
      else if (entry.topics.length === 0 && tagged.get(spelled)?.join() === entry.concepts.join())
        report("names", at, `the alias “${name}” is a tag of ${entry.concepts.join(", ")}: leave it out`);
      seen.set(spelled, other ?? name);
    }
  }
  return problems;
}
