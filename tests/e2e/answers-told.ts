import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank } from "../../src/bank/load.ts";
import { pairId, readPair } from "../../src/engine/words/pair.ts";
import type { TeamId } from "../../src/engine/words/place.ts";
import type { TestBot } from "./bot.ts";

const loaded = loadBank("questions", FAMILIES);
if (loaded.kind !== "loaded") throw new Error("the bank is refused");
const { bank } = loaded;

/** A text as its letters alone, however a platform writes, escapes or cuts it. */
const letters = (text: string) => text.replace(/\\[nrtu"]/g, "").replace(/[^\p{L}\p{N}]+/gu, "");
/** Letters by which a text is known, since some are cut to what a menu holds. */
const KNOWN_BY = 40;
/** Fewer letters may stand in a question by chance. */
const FEWEST = 12;

/** What of the answers of the questions that a pair is asked stands in a text: key points, flags, model answers, those of follow-ups. */
export async function toldOf(
  { app }: TestBot,
  team: TeamId,
  [one, other]: readonly [string, string],
  text: string,
): Promise<string[]> {
  const found = await app.store.readDocument(team, { kind: "pair", id: pairId(one, other) });
  const round = found === null ? null : readPair(found.value)?.rounds.at(-1);
  if (!round) throw new Error("the two are in no interview");
  const shown = letters(text);
  const secrets = round.questions.flatMap(({ item: id }) => {
    const item = bank.item(id, "");
    if (item?.kind !== "open") throw new Error(`${id} is no open question`);
    return [
      ...item.keyPoints.map(({ point }) => point),
      ...item.interviewer.redFlags,
      ...Object.values(item.modelAnswers).map(({ answer }) => answer),
      ...item.followUps.map(({ answer }) => answer),
      ...[item.workedAnswer, item.shortAnswer],
    ];
  });
  return secrets.filter((secret) => {
    const known = letters(secret).slice(0, KNOWN_BY);
    return known.length >= FEWEST && shown.includes(known);
  });
}
