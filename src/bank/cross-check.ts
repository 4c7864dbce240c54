import { basename, dirname } from "node:path";
import { checkAliases } from "./alias-check.ts";
import { prerequisiteCycles } from "./cycles.ts";
import type { NumericFamily } from "./families/family.ts";
import type { Folder } from "./folder.ts";
import type { ConceptFile } from "./schema.ts";
import type { Problem } from "./source.ts";
import type { Path } from "./yaml.ts";

type Report = (path: Path, message: string) => void;

/** What can only be seen by looking at all files together: ids that clash, references that lead nowhere. */
export function crossCheck(folder: Folder, families: readonly NumericFamily<unknown>[]): Problem[] {
  const topics = folder.topics && new Set(folder.topics.data.topics.map(({ id }) => id));
  const sections = new Set(folder.topics?.data.sections.map(({ id }) => id));
  const names = new Set(folder.files.map((file) => basename(file, ".yaml")));
  const byId = new Map(families.map((family) => [family.id, family]));
  const seen = new Map<string, string>();
  const concepts = new Map<string, string>();
  const problems = folder.topics ? duplicateTopics(folder.topics) : [];
  problems.push(...prerequisiteCycles(folder.concepts), ...checkAliases(folder));
  for (const source of folder.concepts) {
    const { data, file } = source;
    const report: Report = (path, message) => problems.push(source.problem(path, message));
    const claim = (path: Path, id: string, ids = seen) => {
      const other = ids.get(id);
      if (other === undefined) ids.set(id, file);
      else report(path, `the id ${id} is also used in ${other}: ids are unique in the whole bank`);
    };
    const name = basename(file, ".yaml");
    if (data.id !== name) report(["id"], `the id must be the file's name, ${name}`);
    if (data.topic !== dirname(file))
      report(["topic"], `the topic must be the folder's name, ${dirname(file)}`);
    if (topics && !topics.has(data.topic))
      report(["topic"], `unknown topic ${data.topic}: topics.yaml has ${[...topics].join(", ")}`);
    claim(["id"], data.id, concepts);
    checkItems(data, claim, report);
    if (sections.size > 0) checkSections(data, sections, report);
    checkMisconceptions(data, report);
    for (const [i, id] of data.prerequisites.entries()) {
      if (id === data.id) report(["prerequisites", i], "a concept is not its own prerequisite");
      else if (!names.has(id))
        report(["prerequisites", i], `unknown prerequisite ${id}: no file has that name`);
    }
    for (const [i, id] of data.numeric.entries()) {
      const family = byId.get(id);
      if (!family) report(["numeric", i], `unknown numeric family ${id}`);
      else if (family.concept !== data.id)
        report(["numeric", i], `the numeric family ${id} belongs to the concept ${family.concept}`);
      claim(["numeric", i], id);
    }
  }
  return problems;
}

function duplicateTopics(source: NonNullable<Folder["topics"]>): Problem[] {
  return (["topics", "sections"] as const).flatMap((list) => {
    const ids = source.data[list].map(({ id }) => id);
    return ids.flatMap((id, i) =>
      ids.indexOf(id) < i ? [source.problem([list, i, "id"], `${id} is listed twice`)] : [],
    );
  });
}

function checkItems(data: ConceptFile, claim: Report, report: Report): void {
  for (const kind of ["open", "choice"] as const) {
    for (const [i, { id }] of data[kind].entries()) {
      claim([kind, i, "id"], id);
      if (!id.startsWith(`${data.id}.`))
        report([kind, i, "id"], `the id must begin with the concept's: ${data.id}.${id.split(".")[1]}`);
    }
  }
}

function checkSections(data: ConceptFile, known: ReadonlySet<string>, report: Report): void {
  for (const [i, id] of data.sections.entries())
    if (!known.has(id)) report(["sections", i], `unknown section ${id}: topics.yaml does not list it`);
  for (const [i, { section }] of data.choice.entries())
    if (!data.sections.includes(section))
      report(
        ["choice", i, "section"],
        `section ${section} is not one of the concept's (${data.sections.join(", ")})`,
      );
}

function checkMisconceptions(data: ConceptFile, report: Report): void {
  const ids = data.misconceptions.map(({ id }) => id);
  for (const [i, id] of ids.entries())
    if (ids.indexOf(id) < i) report(["misconceptions", i, "id"], `the misconception ${id} is listed twice`);
  for (const [i, item] of data.choice.entries())
    for (const [j, { misconception }] of item.distractors.entries())
      if (misconception !== undefined && !ids.includes(misconception))
        report(
          ["choice", i, "distractors", j, "misconception"],
          `unknown misconception ${misconception}: this concept has ${ids.join(", ")}`,
        );
}
