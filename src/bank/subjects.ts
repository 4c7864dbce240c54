import type { Subject } from "../engine/ports/bank.ts";
import { loosely } from "../engine/words/spelling.ts";
import type { AliasEntry, ConceptFile, TopicsFile } from "./schema.ts";

/** Buttons carry the id of a subject, within what the platforms take. */
const LONGEST_ID = 40;

/** A name as an id: words joined by hyphens. */
const slug = (name: string) =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");

/** An id that none of the others has, made of a name. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const wanted = slug(name).slice(0, LONGEST_ID);
  for (let number = 1; ; number++) {
    const tail = number === 1 ? "" : `-${number}`;
    const id = wanted.slice(0, LONGEST_ID - tail.length) + tail;
    if (!taken.has(id)) return id;
  }
}

/**
 * What can be asked about by name. A topic goes before a concept of the same name, both before an alias, and an alias
 * before a tag; a tag of one concept is another name of that concept.
 */
export function subjectsOf(
  topics: TopicsFile["topics"],
  concepts: readonly ConceptFile[],
  aliases: readonly AliasEntry[],
): readonly Subject[] {
  const full = topics.filter(({ id }) => concepts.some(({ topic }) => topic === id));
  const ids = new Set<string>();
  const named = new Set<string>();
  const found: (Subject & { aliases: string[] })[] = [];
  const add = (subject: Subject) => {
    ids.add(subject.id);
    for (const name of [subject.id, subject.name, ...subject.aliases]) named.add(loosely(name));
    found.push({ ...subject, aliases: [...subject.aliases] });
  };
  const call = (subject: Subject & { aliases: string[] }, names: readonly string[]) => {
    for (const name of names) {
      if (named.has(loosely(name))) continue;
      named.add(loosely(name));
      subject.aliases.push(name);
    }
  };

  for (const { id, name, about } of full) add({ id, name, aliases: [], about, filter: { topics: [id] } });
  const byConcept = new Map<string, Subject & { aliases: string[] }>();
  for (const { id, name, tags, open } of concepts) {
    const own = named.has(loosely(id)) || id.length > LONGEST_ID ? freeId(name, ids) : id;
    const about = [...tags, ...open.map(({ prompt }) => prompt)].join(" ");
    add({
      id: own,
      name,
      aliases: own === id || named.has(loosely(id)) ? [] : [id],
      about,
      filter: { concepts: [id] },
    });
    byConcept.set(id, found.at(-1) as Subject & { aliases: string[] });
  }

  const shared = (names: readonly string[], about: readonly string[]) => {
    const fresh = names.filter((name) => !named.has(loosely(name)));
    const [name, ...others] = fresh;
    if (name === undefined) return;
    const text = about.map((id) => byConcept.get(id)?.name ?? id).join(" ");
    add({ id: freeId(name, ids), name, aliases: others, about: text, filter: { concepts: about } });
  };
  for (const { names, topics: whole, concepts: single } of aliases) {
    const [topic, ...more] = whole;
    const one = single.length === 1 ? byConcept.get(single[0] as string) : undefined;
    const ofTopic =
      topic !== undefined && more.length === 0 && single.length === 0
        ? found.find(({ id, filter }) => id === topic && "topics" in filter)
        : undefined;
    const only = ofTopic ?? (whole.length === 0 ? one : undefined);
    if (only !== undefined) call(only, names);
    else {
      const inside = concepts.filter((concept) => whole.includes(concept.topic)).map(({ id }) => id);
      shared(names, [...new Set([...inside, ...single])]);
    }
  }

  const tagged = new Map<string, string[]>();
  for (const { id, tags } of concepts)
    for (const tag of tags) tagged.set(tag, [...(tagged.get(tag) ?? []), id]);
  for (const [tag, about] of tagged) {
    const name = tag.replaceAll("-", " ");
    const one = about.length === 1 ? byConcept.get(about[0] as string) : undefined;
    if (one !== undefined) call(one, [name]);
    else shared([name], about);
  }
  return found;
}
