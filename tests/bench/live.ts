import { Redis } from "ioredis";
import { createHandlers } from "../../src/engine/handlers.ts";
import type { Bank } from "../../src/engine/ports/bank.ts";
import { liveRoundId } from "../../src/engine/rules/live.ts";
import { createRoundCache } from "../../src/engine/uses/cache.ts";
import { LIVE, liveChange, PLAYER, playerId } from "../../src/engine/uses/live-documents.ts";
import { bookHeld } from "../../src/engine/uses/live-table.ts";
import type { LiveGame } from "../../src/engine/words/live.ts";
import { hasOptions, type Round } from "../../src/engine/words/round.ts";
import { createRedisStore } from "../../src/stores/redis/index.ts";
import type { RedisServer } from "../setup/redis-server.ts";
import { makeRound, PLACE, TEAM } from "../stores/fixtures.ts";
import { benchDeps, SILENT } from "./deps.ts";
import { interleaved, table, timed } from "./figures.ts";
import { latency } from "./load.ts";

const ROUNDS = 7;
const MEMBERS = 100;
const SECONDS = 2;
const SPAN = 60_000;
const MESSAGE = { channel: PLACE.group, message: "m1" };
const GAME = "g";

const members = Array.from({ length: MEMBERS }, (_, i) => `member${i}`);

/** A live round that has come to its first question, which waits for all. */
function game(at: number): LiveGame {
  return {
    ...{ game: GAME, host: "member0", asked: {}, length: 10, seconds: 60, speed: false, timezone: "UTC" },
    ...{ phase: "open", since: at, at: at + SPAN, lobby: MESSAGE, joined: MEMBERS, started: true },
    ...{ rounds: [liveRoundId(GAME, 1)], early: false, silent: 0, ended: false },
  };
}

/** Milliseconds to the acknowledgement where a hundred members answer within two seconds, and to the booking of all. */
export async function benchLive(server: RedisServer, bank: Bank): Promise<void> {
  const store = createRedisStore({ urls: [server.url] }, SILENT);
  await store.connect();
  const client = new Redis(server.url);
  const rounds = createRoundCache(100);
  const deps = benchDeps(store, bank, rounds);
  const handlers = createHandlers(deps);

  const daily = async (): Promise<Round> => {
    await client.flushall();
    const round = makeRound({ id: "r1", opensAt: Date.now() });
    await store.openWindow(round, { version: 0, next: null, forget: [] });
    rounds.put(round);
    return round;
  };
  const live = async (): Promise<Round> => {
    await client.flushall();
    const now = Date.now();
    const part = { game: GAME, span: SPAN, awaited: MEMBERS, number: 1, of: 10, speed: false };
    const round = makeRound({
      ...{ id: liveRoundId(GAME, 1), opensAt: now, mode: "practice", live: part },
      ...{ closesAt: now + SPAN, answers: "buttons", thread: "off" },
    });
    await store.addPractice(round);
    await store.confirmPosted(TEAM, round.id, MESSAGE);
    await store.writeDocument(TEAM, { kind: LIVE, id: PLACE.group }, null, liveChange(game(now)));
    for (const who of members) {
      const player = { value: "{}", of: [who], until: now + SPAN, dueAt: null };
      await store.writeDocument(TEAM, { kind: PLAYER, id: playerId(GAME, who) }, null, player);
    }
    rounds.put(round);
    return round;
  };
  /** p99 of all that press within the two seconds; nothing counts unless every answer was taken. */
  const pressed = async ({ id }: Round): Promise<number> => {
    const press = async (i: number) => {
      const who = members[i] ?? "";
      const person = { id: who, name: "Somebody" };
      const action = { verb: "answer", round: id, choice: i % 2 === 0 ? 1 : 0 } as const;
      const actor = { place: PLACE, person, isAdmin: false, locale: "en" };
      const acknowledged = await timed(() => handlers.button({ ...actor, action, delivery: who }));
      return { acknowledged, done: Promise.resolve() };
    };
    const p99 = await latency(press, { presses: MEMBERS, perSecond: MEMBERS / SECONDS });
    const answered = await store.answeredCount(TEAM, id);
    if (answered !== MEMBERS) throw new Error(`only ${answered} of ${MEMBERS} answers were taken`);
    return p99;
  };

  const booked: number[] = [];
  const figures = await interleaved(ROUNDS, {
    "a question of the day": async () => pressed(await daily()),
    "a question of a live round": async () => {
      const round = await live();
      const p99 = await pressed(round);
      await store.freezeRound(TEAM, round.id, true);
      if (hasOptions(round)) booked.push(await timed(() => bookHeld(deps, round)));
      return p99;
    },
  });
  const setting = `${MEMBERS} members within ${SECONDS} s, use case and store, median of ${ROUNDS} rounds`;
  table("An answer: acknowledged within (p99)", "ms", figures, setting);
  table(`The close of a question: ${MEMBERS} answers booked`, "ms", [{ name: "whole", values: booked }]);
  await client.flushall();
  client.disconnect();
  await store.close();
}
