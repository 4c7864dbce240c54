import { readRef } from "../words/asked.ts";
import type { OpenItem } from "../words/item.ts";
import type { Actor } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import type { OpenQuestion } from "./open-views.ts";
import { guardOf, waits } from "./reveal.ts";

/** What somebody reads of an open question that the bank does not hold any more. */
const GONE = notice("refusal", say("ask.gone", { command: { command: "" } }));

/** The open question that a button names; null where the bank has none. */
export function openItem(deps: Deps, ref: string): OpenItem | null {
  const item = deps.bank.item(readRef(ref).itemId, "");
  return item?.kind === "open" ? item : null;
}

/** Shows something of the answer of an open question, where it is there and may be told. */
export async function shown(
  deps: Deps,
  { place }: Actor,
  ref: string,
  of: (item: OpenQuestion) => Reply | null | Promise<Reply>,
): Promise<Reply> {
  const item = openItem(deps, ref);
  if (item === null) return GONE;
  const until = (await guardOf(deps, place.team)).until(item.id);
  return until === null ? ((await of({ ...item, ref })) ?? GONE) : waits(until);
}
