import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";

const BANK = join(import.meta.dirname, "../../questions");
/** Topics with few files: reading the whole bank would be most of a replica's start. */
const TOPICS = ["hyperparameters", "normalization"];

interface Topics {
  topics: { id: string }[];
}

/** A concept without those that come before it, which are in other topics. */
const alone = (concept: string) => concept.replace(/^prerequisites:.*\n( +- .*\n)*/m, "prerequisites: []\n");

/** A folder with a small part of the bank, which a replica reads in no time. */
export function someQuestions(folder: string): string {
  const { topics } = parse(readFileSync(join(BANK, "topics.yaml"), "utf8")) as Topics;
  for (const topic of TOPICS) {
    mkdirSync(join(folder, topic), { recursive: true });
    for (const file of readdirSync(join(BANK, topic)))
      writeFileSync(join(folder, topic, file), alone(readFileSync(join(BANK, topic, file), "utf8")));
  }
  const kept = { topics: topics.filter(({ id }) => TOPICS.includes(id)) };
  writeFileSync(join(folder, "topics.yaml"), stringify(kept));
  return folder;
}
