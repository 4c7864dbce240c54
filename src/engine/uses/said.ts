import { secretOf } from "../rules/secrets.ts";
import { readSaid, type SaidBest } from "../words/explained.ts";
import { packOf } from "../words/pack.ts";
import type { Place, TeamId } from "../words/place.ts";
import type {
  OpenPartReply,
  OpenResultReply,
  RecapReply,
  ResultReply,
  Said,
  VerdictReply,
} from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import type { Deps } from "./deps.ts";
import { changeDocument } from "./documents.ts";
import { keptSaid, nameOfSaid, SAID } from "./explained-state.ts";
import { shownName } from "./explained-views.ts";
import { guardOf } from "./reveal.ts";
import { isFoundWrong } from "./wrong-keys.ts";

/** "How our group says it": the explanation that was voted best, beside the question it is about. */

/** Whoever hides from boards is not named. */
async function shownSaid({ store }: Pick<Deps, "store">, team: TeamId, said: SaidBest): Promise<Said> {
  return { name: await shownName(store, team, said), text: said.text };
}

/** Of a question that may be told. Nobody misses a verdict because this cannot be read now. */
async function saidOf(deps: Deps, place: Place, secret: string): Promise<Said | undefined> {
  try {
    const said = readSaid((await deps.store.readDocument(place.team, nameOfSaid(place, secret)))?.value);
    return said === null ? undefined : await shownSaid(deps, place.team, said);
  } catch (error) {
    deps.log.debug({ place, err: error }, "how the group says it could not be read");
    return undefined;
  }
}

/** What is told of a round, with how its group says it; a verdict, too, once its key turned out wrong. */
export async function withSaid<R extends VerdictReply | ResultReply | OpenResultReply>(
  deps: Deps,
  round: Round,
  reply: R,
): Promise<R> {
  if (reply.kind === "verdict" && (await isFoundWrong(deps, round))) return { ...reply, withdrawn: true };
  const said = await saidOf(deps, round.place, secretOf(round.question));
  return reply.kind === "verdict" ? { ...reply, said, seen: isSeen(reply, round) } : { ...reply, said };
}

/** Only whoever has seen the keys of a pack earns nothing on a right answer before the day's limit. */
const isSeen = ({ right, points, capped }: VerdictReply, { question }: Round) =>
  right && points === 0 && !capped && question.kind !== "open" && packOf(question.itemId) !== null;

/** The worked answer of an open question, with how the group says it. */
export async function withSaidOfItem(
  deps: Deps,
  place: Place,
  item: string,
  reply: OpenPartReply,
): Promise<OpenPartReply> {
  return { ...reply, said: await saidOf(deps, place, item) };
}

/** The newest of a group that are looked at for a recap. */
const LOOKED_AT = 20;

/** What a week's recap shows: the one with the most votes of what came since, that no other recap showed. */
export async function saidInRecap(
  deps: Deps,
  place: Place,
  week: string,
  since: number,
): Promise<RecapReply["said"]> {
  const { team, group } = place;
  const ids = (await deps.store.listDocuments(team, SAID)).filter((id) => id.startsWith(`${group}.`));
  const guard = await guardOf(deps, team);
  const found: { id: string; said: SaidBest }[] = [];
  for (const id of ids.slice(-LOOKED_AT)) {
    const said = readSaid((await deps.store.readDocument(team, { kind: SAID, id }))?.value);
    if (said === null || guard.until(id.slice(group.length + 1)) !== null) continue;
    if (said.named === week || (said.named === null && said.at >= since)) found.push({ id, said });
  }
  const [best] = found.toSorted(
    (a, b) =>
      Number(b.said.named === week) - Number(a.said.named === week) ||
      b.said.votes - a.said.votes ||
      a.said.at - b.said.at,
  );
  if (best === undefined) return undefined;
  await changeDocument(deps, team, { kind: SAID, id: best.id }, (now) => {
    const said = readSaid(now?.value);
    if (said === null || said.named === week) return { write: "as-is" as const };
    return { write: keptSaid({ ...said, named: week }) };
  });
  return { ...(await shownSaid(deps, team, best.said)), about: best.said.about };
}
