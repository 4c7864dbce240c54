import { Redis } from "ioredis";
import type { Bank } from "../../src/engine/ports/bank.ts";
import { addDays, labelsOf, localDate, weekdayOf } from "../../src/engine/rules/calendar.ts";
import { commitmentOf, proofOf } from "../../src/engine/rules/commitment.ts";
import { deal } from "../../src/engine/rules/deal.ts";
import { randomFrom } from "../../src/engine/rules/random.ts";
import { draftOf } from "../../src/engine/rules/reviews.ts";
import { drawNext } from "../../src/engine/rules/selection.ts";
import type { Place } from "../../src/engine/words/place.ts";
import type { Choice, Round } from "../../src/engine/words/round.ts";
import { dealt } from "../dealt.ts";
import type { RedisServer } from "../setup/redis-server.ts";
import { DAY, HOUR, makeRound, NO_CHANGE, SCHEDULE } from "../stores/fixtures.ts";
import { redisHarness } from "../stores/harness.ts";

const LEARNERS = 20;
const DAYS = 365;
const PLACE: Place = { team: "discord:100200300400500600", group: "200300400500600700" };
const PRACTICE = { mode: "practice", salt: "", commitment: "", answers: "buttons", thread: "off" } as const;
const learnerNo = (i: number) => `${300_400_500_600_000 + i * 7_919}123`;

/** Of Redis, as the compose file has them. */
const SETTINGS = [
  ["zset-max-listpack-entries", "512"],
  ["hash-max-listpack-value", "512"],
] as const;

/** What a key holds, by the end of its name. */
const KINDS: readonly [RegExp, string][] = [
  [/:r:p[^:]*(:answers)?$/, "practice rounds and their answers"],
  [/:r:/, "daily rounds and their answers"],
  [/:w:/, "what was earned by day and topic"],
  [/:[bhs]:|:days$|:boards$/, "boards"],
  [/:l:[^:]+:(reviews|seen)$/, "learners: reviews, what was seen"],
  [/:l:[^:]+$/, "learners: accuracy, groups"],
  [/:l:|:spent:/, "learners: their rounds, daily limits"],
  [/:(daily|practised|recent)$/, "questions asked"],
];

/** How much everybody does: the chance of an answer to a question of the day, and of one of practice on a day. */
const YEARS = [
  { who: "everybody answers each question of the day, and one of practice each day", daily: 1, practice: 1 },
  { who: "everybody answers once a week, and practises once a month", daily: 1 / 5, practice: 12 / 365 },
] as const;

/** What a year of a group of 20 keeps in Redis. */
export async function benchSizes(server: RedisServer, bank: Bank): Promise<void> {
  for (const year of YEARS) await benchYear(server, bank, year);
}

async function benchYear(server: RedisServer, bank: Bank, year: (typeof YEARS)[number]): Promise<void> {
  const { store, now, advance, close } = await redisHarness([server.url], bank);
  const client = new Redis(server.url);
  for (const setting of SETTINGS) await client.config("SET", ...setting);
  const used = async () => Number(/used_memory:(\d+)/.exec(await client.info("memory"))?.[1]);
  const before = await used();
  const random = randomFrom("a year");
  const pool = bank.pool({ kinds: ["choice", "numeric"] });
  const streaks = new Map<string, number>();
  let asked: readonly string[] = [];
  let made = 0;

  function round(over: Partial<Round> & { id: string }, entry: string): Round {
    const seed = `${random.next()}`.slice(2, 18);
    const item = bank.item(entry, seed);
    if (item === null || item.kind === "open") throw new Error(`no question ${entry}`);
    const question = deal(item, seed);
    const seal = { salt: seed, commitment: commitmentOf(proofOf(question, seed)) };
    return makeRound({ place: PLACE, opensAt: now(), seed, question, ...seal, ...over });
  }
  const does = (chance: number) => random.next() < chance;
  const chosen = (key: Choice) => (random.next() < 0.7 ? key : (random.int(0, 3) as Choice));

  async function daily(date: string): Promise<void> {
    const draw = drawNext(pool, asked, [], random);
    if (draw === null) throw new Error("the bank is empty");
    asked = [...asked.filter((id) => !draw.forget.includes(id)), draw.entry.id];
    const one = round({ id: `${PLACE.group}-${date}-abcdef`, date }, draw.entry.id);
    await store.openWindow(one, { version: 1, next: null, forget: draw.forget });
    await store.confirmPosted(PLACE.team, one.id, {
      channel: PLACE.group,
      message: `9${made++}00200300400500`,
    });
    for (let i = 0; i < LEARNERS; i++) {
      if (!does(year.daily)) continue;
      const answer = { learner: learnerNo(i), name: `Learner ${i}`, choice: chosen(dealt(one).key) };
      await store.recordAnswer(
        PLACE,
        one.id,
        { ...answer, via: "button", delivery: `d${made++}`, at: now() + i },
        null,
      );
    }
    await store.freezeRound(PLACE.team, one.id, true);
    const { answers, upTo } = await store.readAnswers(PLACE, one.id, 0, 1_000);
    const awards = answers.map(({ learner, choice }) => {
      const right = choice === dealt(one).key;
      const length = (streaks.get(learner) ?? 0) + 1;
      streaks.set(learner, length);
      return { learner, right, points: right ? 30 : 0, streak: { last: length, length, best: length } };
    });
    await store.awardPage(
      PLACE.team,
      one.id,
      { after: 0, upTo, isLast: true, awards },
      labelsOf(date),
      draftOf(one, "daily", now()),
    );
    await store.takeClose(PLACE.team, one.id, "token");
    await store.finishRound(PLACE.team, one.id);
  }

  async function practise(date: string, learner: string): Promise<void> {
    const one = round(
      {
        ...PRACTICE,
        id: `p${`${random.next()}`.slice(2, 17)}`,
        onlyFor: learner,
        date,
        closesAt: now() + DAY,
      },
      random.pick(pool).id,
    );
    await store.addPractice(one);
    const { topic, itemId, key } = dealt(one);
    const terms = {
      secret: itemId,
      topic: topic.id,
      pointsIfRight: 4,
      dailyLimit: 30,
      labels: labelsOf(date),
      review: draftOf(one, "practice", now()),
    };
    const answer = {
      learner,
      name: "Learner",
      provisional: true,
      choice: chosen(key),
      delivery: `d${made++}`,
    };
    await store.recordAnswer(PLACE, one.id, { ...answer, via: "button" }, terms);
  }

  await store.writeGroup(PLACE, 0, { ...NO_CHANGE, schedule: SCHEDULE, managedBy: learnerNo(0) });
  const begins = localDate(now(), "UTC");
  for (let day = 0; day < DAYS; day++) {
    const date = addDays(begins, day);
    if (weekdayOf(date) < 5) await daily(date);
    for (let i = 0; i < LEARNERS; i++) if (does(year.practice)) await practise(date, learnerNo(i));
    await advance(DAY);
  }
  await advance(-DAY + 4 * HOUR);
  const sizes = new Map<string, number>();
  for (const key of await client.keys("dlq:*")) {
    const kind = KINDS.find(([pattern]) => pattern.test(key))?.[1] ?? "the rest";
    sizes.set(kind, (sizes.get(kind) ?? 0) + Number(await client.memory("USAGE", key, "SAMPLES", 0)));
  }
  const kB = (bytes: number) => `${(bytes / 1_000).toFixed(1).padStart(8)} kB`;
  const total = [...sizes.values()].reduce((a, b) => a + b, 0);
  const lines = [...sizes].sort(([, a], [, b]) => b - a).map(([kind, bytes]) => `  ${kB(bytes)}  ${kind}`);
  process.stdout.write(
    `\nSizes: a group of ${LEARNERS} after ${DAYS} days with a question on weekdays; ${year.who}; Redis set as in the compose file\n${lines.join("\n")}\n  ${kB(total)}  together; ${kB(total / LEARNERS).trim()} a learner; used_memory grew by ${kB((await used()) - before).trim()}\n`,
  );
  await client.flushall();
  client.disconnect();
  await close();
}
