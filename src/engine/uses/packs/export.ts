import type { Bank } from "../../ports/bank.ts";
import type { Caller, PackExport } from "../../ports/bot.ts";
import type { StudyCard } from "../../ports/packs.ts";
import type { LearnerReviews } from "../../ports/store.ts";
import { hash32 } from "../../rules/random.ts";
import { secretOf } from "../../rules/secrets.ts";
import type { Item } from "../../words/item.ts";
import { notice, type PackFileReply, type Reply } from "../../words/reply.ts";
import { type Say, say } from "../../words/say.ts";
import { type Standing, standingOf } from "../choosing.ts";
import type { Deps } from "../deps.ts";
import { refuseUnlessManager } from "../managers.ts";
import { withoutWrong } from "../wrong-keys.ts";
import { noteKnower } from "./keep.ts";
import { packNamed } from "./resolve.ts";
import { loadPack, mayBeShown } from "./shelf.ts";

/** What is taken out as a file: a pack, or what one has learned oneself. */

const file = (filename: string, text: string, ...lines: Say[]): PackFileReply => ({
  kind: "pack-file",
  visibility: "private",
  ...{ filename, text, lines },
});

/** Without anything: the template. */
const giveTemplate = (deps: Deps): Reply =>
  file("dlq-pack-template.csv", deps.packs.files.template(), say("pack.template-of"));

/** `pack export pack:`. What is open in the team is left out. */
async function exportPack(deps: Deps, caller: Caller, typed: string, form: "csv" | "json"): Promise<Reply> {
  const refused = await refuseUnlessManager(deps, caller, "packs");
  if (refused !== null) return refused;
  const { team } = caller.place;
  const named = await packNamed(deps, team, { typed });
  if (!named.ok) return named.reply;
  const { id, name } = named.pack;
  const pack = await loadPack(deps, team, id);
  if (pack === null) return notice("trouble", say("pack.broken"));
  const { shown, open } = await mayBeShown(deps, team, pack);
  const left = open === 0 ? [] : [say("pack.left-open", { count: open })];
  if (shown.length === 0) return notice("info", ...left);
  await noteKnower(deps, team, id, caller.person.id);
  const { files } = deps.packs;
  const questions = shown.map(({ question }) => question);
  const text = form === "csv" ? files.csv(questions) : files.json(name, questions);
  return file(
    `dlq-pack-${id}.${form}`,
    text,
    say("pack.exported", { name: { strong: name }, count: questions.length }),
    ...left,
    say("pack.knows"),
  );
}

const isSecret = (item: Item, { guard }: Standing): boolean =>
  guard.until(
    item.kind === "open" ? item.id : secretOf({ itemId: item.id, kind: item.kind, stem: item.stem }),
  ) !== null;

/** The newest answer about a concept, and what it was about. */
function newestOf(bank: Pick<Bank, "item">, reviews: LearnerReviews, concept: string): Item | null {
  const kept = reviews.concepts.get(concept)?.reviews ?? [];
  const newest = kept.reduce(
    (best, one) => (one.at >= best.at ? one : best),
    kept[0] as (typeof kept)[number],
  );
  return newest === undefined ? null : bank.item(newest.item, hash32(newest.id).toString(36));
}

const tagsOf = ({ topic, concept, difficulty }: Item) => [...new Set([topic.name, concept.name, difficulty])];

/** A card with the question on its front; options stand in the order of their texts, the right one among them. */
function cardOf(item: Item): StudyCard {
  if (item.kind === "open")
    return { front: item.prompt, back: `${item.shortAnswer}\n\n${item.workedAnswer}`, tags: tagsOf(item) };
  const options = [item.key, ...item.distractors].map(({ text }) => text).sort();
  return {
    front: [item.stem, ...options.map((text) => `- ${text}`)].join("\n"),
    back: [item.key.text, item.key.because].filter((part) => part !== "").join("\n"),
    tags: tagsOf(item),
  };
}

/** `pack export what:mistakes|reviews`: one's own, for Anki or as a table. What is an open question of the day is left out. */
async function exportStudied(
  deps: Deps,
  { place, person }: Caller,
  what: "mistakes" | "reviews",
  form: "anki" | "csv",
): Promise<Reply> {
  const standing = await standingOf(deps, place.team, person.id);
  const { bank, reviews, progress } = standing;
  const concepts = what === "mistakes" ? progress.mistakes : [...reviews.concepts.keys()];
  const items = concepts.flatMap((concept) => newestOf(bank, reviews, concept) ?? []);
  const told = (await withoutWrong(deps, items)).filter((item) => !isSecret(item, standing));
  if (told.length === 0) return notice("info", say(`pack.no.${what}`));
  const cards = told.map(cardOf);
  const { files } = deps.packs;
  return form === "anki"
    ? file(`dlq-${what}.txt`, files.anki(cards), say("pack.cards", { count: cards.length }), say("pack.anki"))
    : file(`dlq-${what}.csv`, files.table(cards), say("pack.cards", { count: cards.length }));
}

/** `pack export`. */
export function exportAny(deps: Deps, caller: Caller, { pack, what, form }: PackExport): Promise<Reply> {
  if (pack !== undefined && what !== undefined)
    return Promise.resolve(notice("refusal", say("pack.one-of-both")));
  if (what !== undefined) return exportStudied(deps, caller, what, form === "csv" ? "csv" : "anki");
  if (pack === undefined) return Promise.resolve(giveTemplate(deps));
  return form === "anki"
    ? Promise.resolve(notice("refusal", say("pack.not-anki")))
    : exportPack(deps, caller, pack, form ?? "csv");
}
