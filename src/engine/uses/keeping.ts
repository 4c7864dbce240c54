import type { Progress } from "../../learning/session.ts";
import { KEPT_MOST, readKept, withItem, withoutItem } from "../rules/kept-list.ts";
import { NEVER } from "../rules/retention.ts";
import type { TeamId } from "../words/place.ts";
import type { Action, Actor, Button, KeepAct } from "../words/press.ts";
import { type KeptReply, notice, type Reply } from "../words/reply.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { changeDocument } from "./documents.ts";

const nameOf = (learner: string) => ({ kind: "kept", id: learner });

/** What a learner put aside and the bank still has, the newest first. */
export async function keptOf(
  { store, bank }: Pick<Deps, "store" | "bank">,
  team: TeamId,
  learner: string,
): Promise<Progress["kept"]> {
  const found = await store.readDocument(team, nameOf(learner));
  return (found === null ? [] : readKept(found.value)).flatMap((item) => {
    const entry = bank.find(item);
    return entry === null ? [] : [{ item, concept: entry.concept.id }];
  });
}

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
  const { bank, store } = deps;
  const round = bank.find(target) === null ? await store.readRound(place.team, target) : null;
  const item = round?.question.itemId ?? target;
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
  const { length: count } = await keptOf(deps, place.team, person.id);
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
