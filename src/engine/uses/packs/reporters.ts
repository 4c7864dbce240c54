import type { DocumentChange } from "../../ports/store.ts";
import { packItem, packOf } from "../../words/pack.ts";
import type { TeamId } from "../../words/place.ts";
import type { Actor } from "../../words/press.ts";
import { notice } from "../../words/reply.ts";
import { say } from "../../words/say.ts";
import { quote } from "../../words/text.ts";
import type { Deps } from "../deps.ts";
import { changeDocument, type DocumentRules } from "../documents.ts";
import { loadPack } from "./shelf.ts";

/** Who reported a question of a pack, until a manager decides about it. */

export const PACK_REPORT = "pack-report";
/** How long it is remembered where nobody decides, in milliseconds. */
const KEPT = 90 * 24 * 60 * 60_000;

const nameOf = (item: string) => ({ kind: PACK_REPORT, id: item });

interface Reported {
  item: string;
  /** Until when it is remembered, epoch milliseconds. */
  until: number;
  /** The groups in which they reported it, by learner. */
  by: Readonly<Record<string, string>>;
}

function readReported(text: string | undefined): Reported | null {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return typeof value === "object" && value !== null && "by" in value ? (value as Reported) : null;
  } catch {
    return null;
  }
}

/** null: nobody is left of them. */
const written = (reported: Reported): DocumentChange | null => {
  const of = Object.keys(reported.by);
  return of.length === 0 ? null : { value: JSON.stringify(reported), of, until: reported.until, dueAt: null };
};

const without = (reported: Reported, learners: readonly string[]): Reported => ({
  ...reported,
  by: Object.fromEntries(Object.entries(reported.by).filter(([learner]) => !learners.includes(learner))),
});

export const PACK_REPORT_RULES: DocumentRules = {
  without: ({ value }, learner) => {
    const reported = readReported(value);
    return reported === null ? null : written(without(reported, [learner]));
  },
  shown: (value) => ({ item: readReported(value)?.item ?? null }),
};

export async function noteReporter(deps: Deps, { place, person }: Actor, item: string): Promise<void> {
  const until = (await deps.store.now()) + KEPT;
  await changeDocument(deps, place.team, nameOf(item), (found) => {
    const by = readReported(found?.value)?.by ?? {};
    return { write: written({ item, until, by: { ...by, [person.id]: place.group } }) };
  });
}

/** Tells whoever reported questions of a pack what became of them, once. `questions`: their ids; null: all of them. */
export async function tellReporters(
  deps: Deps,
  team: TeamId,
  pack: string,
  questions: readonly string[] | null,
  what: "released" | "retired",
): Promise<void> {
  const platform = deps.platform(team);
  const all = await deps.store.listDocuments(team, PACK_REPORT);
  const meant = new Set(questions?.map((question) => packItem(pack, question)));
  const items = all.filter((item) => packOf(item) === pack && (questions === null || meant.has(item)));
  if (platform === null || items.length === 0) return;
  const stems = new Map(
    (await loadPack(deps, team, pack))?.questions.map(({ id, stem }) => [packItem(pack, id), stem]),
  );
  for (const item of items) {
    const found = readReported((await deps.store.readDocument(team, nameOf(item)))?.value);
    const told: string[] = [];
    for (const [learner, group] of Object.entries(found?.by ?? {})) {
      const words = notice(
        "info",
        say("reported.about", { quoted: quote(stems.get(item) ?? item) }),
        say(`reported.${what}`),
      );
      const outcome = await platform.tell(team, learner, words, group, `reported-${item}-${learner}-${what}`);
      if (outcome.kind !== "failed") told.push(learner);
    }
    await changeDocument(deps, team, nameOf(item), (now) => {
      const reported = readReported(now?.value);
      return { write: reported === null ? ("as-is" as const) : written(without(reported, told)) };
    });
  }
}
