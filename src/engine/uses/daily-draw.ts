import { localDate } from "../rules/calendar.ts";
import { dailyPool } from "../rules/daily-pool.ts";
import { drawWeak, weakConcepts } from "../rules/focus.ts";
import { drawPlanned } from "../rules/plan-draw.ts";
import { randomFrom } from "../rules/random.ts";
import { secretOf } from "../rules/secrets.ts";
import { drawNext } from "../rules/selection.ts";
import type { Place } from "../words/place.ts";
import type { Round } from "../words/round.ts";
import type { Opening, Schedule } from "../words/schedule.ts";
import { startRound, startSpoken } from "./ask.ts";
import type { Deps } from "./deps.ts";
import { orderOn } from "./group-plan.ts";
import { knowing } from "./packs/shelf.ts";
import type { Guard } from "./reveal.ts";

/** Characters of a round's seed in its id. */
const SEED_IN_ID = 6;

/**
 * The next question of the day of a channel, by its schedule; null: none is left. `forget`: what it was asked is
 * forgotten of these, so that they may come again. `alone`: no other channel of the team has it open.
 */
export async function drawDaily(
  given: Deps,
  place: Place,
  schedule: Schedule,
  { opening, closesAt }: { opening: Opening; closesAt: number },
  guard: Guard,
): Promise<{ round: Round; forget: readonly string[]; alone: boolean } | null> {
  const deps = await knowing(given, place.team, schedule.topics);
  const pool = deps.bank.pool(dailyPool(schedule));
  const { daily, practised } = await deps.store.askedItems(place);
  const seed = deps.token(16);
  const order = schedule.focus === "plan" ? (orderOn(deps, schedule, opening.date) ?? []) : [];
  const weak =
    schedule.focus === "weak"
      ? weakConcepts(
          await deps.store.groupMemory(place, localDate(await deps.store.now(), schedule.timezone)),
        )
      : null;
  const drawn = (without?: ReadonlySet<string>) => {
    const random = randomFrom(`draw|${seed}`);
    if (weak !== null && weak.length > 0) return drawWeak(pool, weak, daily, practised, random, without);
    return (
      drawPlanned(pool, order, daily, practised, random, without) ??
      drawNext(pool, daily, practised, random, without)
    );
  };
  // What another channel is asked now would be told there when that one closes.
  const apart = drawn(new Set(guard.secrets.keys()));
  const draw = apart ?? drawn();
  const item = draw === null ? null : deps.bank.item(draw.entry.id, seed);
  if (draw === null || item === null) return null;
  const start = item.kind === "open" ? startSpoken(deps, item, seed) : startRound(deps, item, seed);
  return {
    forget: draw.forget,
    alone: apart !== null && guard.until(secretOf(start.question)) === null,
    round: {
      ...start,
      // A date may open again: a press on the message before must not answer this question.
      id: `${place.group}-${opening.date}-${seed.slice(-SEED_IN_ID)}`,
      place,
      mode: "daily",
      onlyFor: null,
      closesAt,
      date: opening.date,
      timezone: schedule.timezone,
      answers: item.kind === "open" ? "buttons" : schedule.answers,
      thread: schedule.thread,
      ping: schedule.ping,
    },
  };
}
