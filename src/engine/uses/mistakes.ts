import { hash32 } from "../rules/random.ts";
import { secretOf } from "../rules/secrets.ts";
import type { Item } from "../words/item.ts";
import { packOf } from "../words/pack.ts";
import type { Actor } from "../words/press.ts";
import { type MistakesReply, notice, type Reply } from "../words/reply.ts";
import { say } from "../words/say.ts";
import { standingOf, studiedOf } from "./choosing.ts";
import type { Deps } from "./deps.ts";
import type { Guard } from "./reveal.ts";
import { newButton, theseButton } from "./session-views.ts";
import { withoutWrong } from "./wrong-keys.ts";

/** Mistakes that one card shows. */
const SHOWN = 5;

function isSecret(item: Item, guard: Guard): boolean {
  const { id: itemId, kind } = item;
  const secret = item.kind === "open" ? itemId : secretOf({ itemId, kind, stem: item.stem });
  return guard.until(secret) !== null;
}

function shownOf(item: Item): MistakesReply["rows"][number]["shown"] {
  if (item.kind === "open") {
    const { prompt, shortAnswer, trap } = item;
    return { stem: prompt, key: shortAnswer, because: null, trap: trap.mistake, drawn: false };
  }
  const { stem, key, trap, kind } = item;
  return { stem, key: key.text, because: key.because, trap: trap ?? null, drawn: kind === "numeric" };
}

/** `/dlq-mistakes`: concepts whose newest answer was wrong, each with the question and the reason. */
export async function mistakes(deps: Deps, { place, person }: Actor): Promise<Reply> {
  const standing = await standingOf(deps, place.team, person.id);
  const { bank, progress, reviews, guard } = standing;
  const about = { topic: null, group: place.group };
  const subjects = studiedOf(standing, null);
  const known = progress.mistakes.filter((concept) => subjects.has(concept));
  if (known.length === 0)
    return { ...notice("info", say("session.no-mistakes")), buttons: [newButton(about)] };
  const found = known.slice(0, SHOWN).map((concept) => {
    const kept = reviews.concepts.get(concept)?.reviews ?? [];
    const newest = kept.reduce(
      (best, review) => (review.at >= best.at ? review : best),
      kept[0] as (typeof kept)[number],
    );
    return { concept, at: newest.at, item: bank.item(newest.item, hash32(newest.id).toString(36)) };
  });
  const items = found.flatMap(({ item }) => item ?? []);
  const told = new Set(await withoutWrong(deps, items));
  const rows = found.map(({ concept, at, item }): MistakesReply["rows"][number] => {
    const isPack = packOf(concept) !== null;
    return {
      // Beside a question of a pack its own words would stand twice.
      concept: isPack && item !== null ? item.topic.name : (subjects.get(concept)?.name ?? concept),
      at,
      // Until its mistake is struck out, too, a key that is wrong is named as right nowhere.
      shown: item === null || !told.has(item) ? "gone" : isSecret(item, guard) ? "waits" : shownOf(item),
    };
  });
  return {
    kind: "mistakes",
    visibility: "private",
    rows,
    more: known.length - rows.length,
    buttons: [theseButton(about)],
  };
}
