import type { Progress } from "../../learning/session.ts";
import type { Bank } from "../ports/bank.ts";
import { KEPT_MOST, readKept, withItem, withoutItem } from "../rules/kept-list.ts";
import { NEVER } from "../rules/retention.ts";
import { packOf } from "../words/pack.ts";
import type { TeamId } from "../words/place.ts";
import type { Action, Actor, Button, KeepAct } from "../words/press.ts";
import { type KeptReply, notice, type Reply } from "../words/reply.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { changeDocument } from "./documents.ts";
import { knowing } from "./packs/shelf.ts";

const nameOf = (learner: string) => ({ kind: "kept", id: learner });

/** Items that a learner put aside, the newest first. */
export async function readKeptList(
  { store }: Pick<Deps, "store">,
  team: TeamId,
  learner: string,
): Promise<readonly string[]> {
  const found = await store.readDocument(team, nameOf(learner));
  return found === null ? [] : readKept(found.value);
}

/** Those of them that a bank still has. */
export const keptIn = (bank: Pick<Bank, "find">, list: readonly string[]): Progress["kept"] =>
  list.flatMap((item) => {
    const entry = bank.find(item);
    return entry === null ? [] : [{ item, concept: entry.concept.id }];
  });

/** A button that puts a question aside. While its key is a secret it is named by its round, else by its item. */
export const keepButton = (item: string): Button => button(item, "keep");

const LABELS = { keep: "button.keep", drop: "button.keep-drop", back: "button.keep" } as const;

const button = (item: string, act: KeepAct): Button => ({
  label: say(LABELS[act]),
  action: { verb: "keep", item, act },
});

/** A press on "Keep", or on what came of one. */
export async function pressKeep(
  deps: Deps,
  { place, person }: Actor,
  { item: target, act }: Extract<Action, { verb: "keep" }>,
): Promise<Reply> {
  const isItem = packOf(target) !== null || deps.bank.find(target) !== null;
  const round = isItem ? null : await deps.store.readRound(place.team, target);
  const item = round?.question.itemId ?? target;
  const { bank } = await knowing(deps, place.team, [item]);
  const on = act !== "drop";
  // What the bank has lost can still be taken off.
  if (on && bank.find(item) === null) return notice("refusal", say("report.gone"));
  const { changed } = await changeDocument(deps, place.team, nameOf(person.id), (now) => {
    const list = now === null ? [] : readKept(now.value);
    const next = on ? withItem(list, item) : withoutItem(list, item);
    if (next.length === list.length && next[0] === list[0])
      return { write: "as-is" as const, changed: false };
    const value = JSON.stringify(next);
    const write = next.length === 0 ? null : { value, of: [person.id], until: NEVER, dueAt: null };
    return { write, changed: true };
  });
  const list = await readKeptList(deps, place.team, person.id);
  const { length: count } = keptIn((await knowing(deps, place.team, list)).bank, list);
  return {
    kind: "kept",
    visibility: "private",
    ...{ on, changed, count, most: KEPT_MOST, inPlace: act !== "keep" },
    buttons: [
      button(target, on ? "drop" : "back"),
      ...(count > 0
        ? [
            {
              label: say("button.review-kept"),
              action: { verb: "review", source: "kept", topic: null, group: null } as const,
            },
          ]
        : []),
    ],
  } satisfies KeptReply;
}
