import { packsMeant, placeInName } from "../../rules/pack-names.ts";
import type { PackHeader } from "../../rules/packs.ts";
import type { TeamId } from "../../words/place.ts";
import { type NoticeReply, notice } from "../../words/reply.ts";
import { say } from "../../words/say.ts";
import type { Deps } from "../deps.ts";
import { packsOf } from "./shelf.ts";

/** Packs whose names begin with what is typed, then those that have it in the middle. */
export async function completePack(
  deps: Deps,
  team: TeamId,
  typed: string,
  limit: number,
): Promise<{ name: string; value: string }[]> {
  const at = ({ name }: PackHeader) => placeInName(name, typed);
  const found = (await packsOf(deps, team)).filter((pack) => at(pack) !== -1);
  return [...found.filter((pack) => at(pack) === 0), ...found.filter((pack) => at(pack) > 0)]
    .slice(0, limit)
    .map(({ name }) => ({ name, value: name }));
}

export type Named = { ok: true; pack: PackHeader & { id: string } } | { ok: false; reply: NoticeReply };

export const NO_PACKS = notice("info", say("pack.none", { command: { command: "pack import" } }));

/** Which pack is meant. */
export type Which = { typed: string } | { id: string };

/**
 * The pack that is meant: by what is typed, its name, or what it alone begins with; by a button, that pack and no other,
 * since another one may begin so once that is gone.
 */
export async function packNamed(deps: Deps, team: TeamId, which: Which): Promise<Named> {
  const packs = await packsOf(deps, team);
  const meant = "id" in which ? packs.filter(({ id }) => id === which.id) : packsMeant(packs, which.typed);
  const found = meant.length === 1 ? meant[0] : undefined;
  if (found !== undefined) return { ok: true, pack: found };
  if ("id" in which) return { ok: false, reply: notice("info", say("pack.gone")) };
  if (packs.length === 0) return { ok: false, reply: NO_PACKS };
  const names = packs.map(({ name }) => name);
  return {
    ok: false,
    reply: { ...notice("refusal", say("pack.unknown", { name: which.typed })), allowed: names },
  };
}
