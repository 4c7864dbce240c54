import { packItem } from "../../words/pack.ts";
import type { Place } from "../../words/place.ts";
import type { Actor } from "../../words/press.ts";
import { notice } from "../../words/reply.ts";
import { type Say, say } from "../../words/say.ts";
import { quote } from "../../words/text.ts";
import type { Deps } from "../deps.ts";
import { noteReporter } from "./reporters.ts";
import { loadPack } from "./shelf.ts";

/** Managers who are told of a report. */
const MANAGERS = 5;

/** Those who manage here, as far as they are known, then whoever has brought the pack in or looked through it. */
async function managersOf({ store }: Deps, place: Place, knows: readonly string[]): Promise<string[]> {
  const [{ managedBy }, here, named] = await Promise.all([
    store.readGroup(place),
    store.managers(place.team, place.group),
    store.managers(place.team),
  ]);
  return [...new Set([...(managedBy === null ? [] : [managedBy]), ...here, ...named, ...knows])];
}

/**
 * Tells those who can do something about a question of a pack that it was reported, and remembers who did. Where none of them can be reached,
 * the channel reads that there is something to look at, and not what.
 */
export async function tellOfPack(
  deps: Deps,
  actor: Actor,
  { pack: id, item, stem, reason }: { pack: string; item: string; stem: string; reason: string },
): Promise<void> {
  const { place, person } = actor;
  const { team, group } = place;
  await noteReporter(deps, actor, item);
  const [platform, pack] = [deps.platform(team), await loadPack(deps, team, id)];
  if (platform === null || pack === null) return;
  const number = 1 + pack.questions.findIndex((one) => packItem(id, one.id) === item);
  const about = { name: { strong: pack.name }, number };
  const command = (act: "retire" | "release") => ({ command: `pack ${act} pack:${id} question:${number}` });
  const decide = say("reports.decide-pack", { retire: command("retire"), release: command("release") });
  const words = (line: Say, ...more: Say[]) => notice("info", line, ...more, decide);
  const direct = words(
    say("reports.new-pack", { ...about, quoted: quote(stem) }),
    say("reports.reason", { reason: { strong: reason } }),
  );
  const managers = await managersOf(deps, place, pack.knows);
  if (managers.includes(person.id) && managers.length === 1) return;
  const others = managers.filter((manager) => manager !== person.id).slice(0, MANAGERS);
  const key = `report-${item}-${person.id}`;
  const told = await Promise.all(
    others.map((manager) => platform.tell(team, manager, direct, group, `${key}-${manager}`)),
  );
  // Whoever is unsure says nothing twice.
  if (told.some(({ kind }) => kind === "told" || kind === "unsure")) return;
  const aloud = { ...words(say("reports.pack-aloud", about)), visibility: "channel" } as const;
  const outcome = await platform.post(place, aloud, { key, repeat: false });
  if (outcome.kind !== "posted" && outcome.kind !== "unsure")
    deps.log.warn({ place, item }, "nobody could be told that a question of a pack was reported");
}
