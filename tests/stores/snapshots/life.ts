import { spanOf } from "../../../src/engine/rules/calendar.ts";
import { PERIODS } from "../../../src/engine/words/board.ts";
import type { Place } from "../../../src/engine/words/place.ts";
import type { Choice, Round } from "../../../src/engine/words/round.ts";
import type { Schedule } from "../../../src/engine/words/schedule.ts";
import { dealt } from "../../dealt.ts";
import { DAY, HOUR, type World } from "../../engine/world.ts";

const TEAM = "web:local";
export const FIRST: Place = { team: TEAM, group: "g1" };
const SECOND: Place = { team: TEAM, group: "g2" };
const ELSEWHERE: Place = { team: "web:elsewhere", group: "g9" };
/** The last one leaves the team after three days. */
const LEARNERS = ["ada", "ben", "chidi", "dora", "elle"];
const STAYING = LEARNERS.slice(0, 4);

export const BEGINNING = "2026-11-12T06:00:00Z";
const MORNING = "T08:30:00Z";
const EVENING = "T20:00:00Z";
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;

const dateAfter = (days: number) => new Date(Date.parse(BEGINNING) + days * DAY).toISOString().slice(0, 10);

export async function currentRound({ store }: World, place: Place): Promise<Round | null> {
  const { current } = await store.readGroup(place);
  return current === null ? null : store.readRound(place.team, current);
}

/** The key, or for some learners on some days the option after it. */
const choiceOf = (round: Round, who: number, day: number): Choice =>
  ((dealt(round).key + ((who + day) % 3 === 0 ? 1 : 0)) % 4) as Choice;

async function answerAll(
  world: World,
  place: Place,
  learners: readonly string[],
  day: number,
): Promise<void> {
  const round = await currentRound(world, place);
  if (round === null) return;
  for (const [i, id] of learners.entries()) {
    const press = (choice: Choice) =>
      world.handlers.button({
        ...world.as(id, { place }),
        action: { verb: "answer", round: round.id, choice },
      });
    // Some change their minds.
    if (i === 1) await press(((choiceOf(round, i, day) + 1) % 4) as Choice);
    await press(choiceOf(round, i, day));
  }
}

async function practise(
  world: World,
  place: Place,
  id: string,
  isPrivate: boolean,
  others: readonly string[],
) {
  const asked = await world.bot.ask(world.as(id, { place }), { kind: "choice" }, isPrivate);
  if (asked.kind !== "question") return;
  const message = { channel: place.group, message: `practice-${asked.roundId}` };
  if (!isPrivate) await world.handlers.sent(place, asked.roundId, message);
  const round = await world.store.readRound(place.team, asked.roundId);
  if (round === null) return;
  for (const one of others) {
    const action = { verb: "answer", round: round.id, choice: dealt(round).key } as const;
    await world.handlers.button({ ...world.as(one, { place }), action });
  }
}

/** Ten days of three channels in two teams, with everything that is ever stored, ending in the middle of a round. */
export async function live(world: World): Promise<void> {
  const { bot, as, store } = world;
  const admin = (place: Place) => as("admin", { place });
  const schedule = { timezone: "Europe/Berlin", days: EVERY_DAY };
  await bot.daily.set(admin(FIRST), { ...schedule, time: "09:00" });
  await bot.daily.set(admin(SECOND), { ...schedule, time: "09:10", topics: ["rnn"], language: "de" });
  await bot.daily.set(admin(ELSEWHERE), { ...schedule, time: "09:00" });
  await bot.daily.manager(admin(FIRST), { add: "dora" });
  await store.setManager(TEAM, "ben", true, "g2");
  for (let day = 0; day < 10; day++) {
    await world.runTo(`${dateAfter(day)}${MORNING}`, HOUR / 2);
    await answerAll(world, FIRST, day < 3 ? LEARNERS : STAYING, day);
    await answerAll(world, SECOND, day % 2 === 0 ? ["ada", "dora"] : ["ben"], day);
    await answerAll(world, ELSEWHERE, ["ada"], day);
    await practise(world, FIRST, "ada", false, ["ada", "ben"]);
    await practise(world, SECOND, "chidi", true, ["chidi"]);
    if (day === 4) await bot.privacy.hide(as("chidi"));
    if (day === 5) await bot.language(as("ada"), "de");
    if (day === 6) await bot.report(as("ben"), "the key is doubtful");
    if (day === 3) {
      world.platform.left = ["elle"];
      await bot.daily.pause(admin(ELSEWHERE));
    }
    // Somebody looks at boards, which keeps the rolling ones.
    for (const scope of ["group", "team", "groups"] as const)
      await bot.board(as("ada"), { period: "rolling", scope, topic: null, previous: false });
    await world.runTo(`${dateAfter(day)}${EVENING}`, HOUR);
  }
  // One question not taken by its key, one private and open, one round closed and not shown, one open.
  await practise(world, FIRST, "ben", true, []);
  await practise(world, FIRST, "ada", false, ["dora"]);
  await bot.daily.close(admin(SECOND));
  await bot.daily.propose(as("admin", { place: { team: TEAM, group: "g3" } }), { time: "10:00" });
  await store.claimOnce("web:delivery", HOUR);
  await store.installations.save("T1", '{"token":"x"}');
}

async function boardsOf({ store }: World, place: Place, on: string) {
  const found: Record<string, unknown> = {};
  for (const period of PERIODS)
    for (const previous of [false, true])
      for (const group of [place.group, null])
        for (const topic of [null, "cnn", "rnn"]) {
          const span = spanOf(period, on, previous);
          const { rows, own, total } = await store.standings(place.team, { group, topic }, span, 10, "chidi");
          if (own === null && total === 0) continue;
          const lines = rows.map(
            ({ learner, points, rank, name }) => `${rank}. ${learner} (${name}) ${points}`,
          );
          found[[period, previous ? "before" : "now", group ?? "team", topic ?? "all"].join(" ")] = [
            ...lines,
            `of ${total}`,
            `chidi ${own?.points ?? "-"} ${own?.rank ?? "-"}`,
          ];
        }
  return found;
}

/** A schedule without what was added since: that is not set in the snapshots. */
function asItWas(schedule: Schedule | null) {
  if (schedule === null) return null;
  const { kinds, plan, focus, ...rest } = schedule;
  return kinds.join() === "quiz" && plan === null && focus === "balanced" ? rest : schedule;
}

/** What must be the same in every shape. */
export async function look(world: World): Promise<unknown> {
  const { store } = world;
  const on = new Date(world.now()).toISOString().slice(0, 10);
  const learners: Record<string, unknown> = {};
  for (const id of LEARNERS)
    for (const place of [FIRST, SECOND]) {
      const { streak, topics, hidden, groups } = await store.readLearner(place, id);
      const language = await store.readLanguage(place.team, id);
      const topicsInOrder = [...topics].sort((a, b) => (a.topic < b.topic ? -1 : 1));
      learners[`${id} ${place.group}`] = { streak, topics: topicsInOrder, hidden, groups, language };
    }
  const totals: Record<string, unknown> = {};
  for (const period of PERIODS)
    totals[period] = [...(await store.groupTotals(TEAM, spanOf(period, on, false)))].sort((a, b) =>
      a.group < b.group ? -1 : 1,
    );
  const groups: Record<string, unknown> = {};
  for (const place of [FIRST, SECOND, ELSEWHERE]) {
    const { schedule, paused, next, lastDate, windows, recap } = await store.readGroup(place);
    const round = await currentRound(world, place);
    groups[place.group] = {
      ...{ schedule: asItWas(schedule), paused: paused?.reason ?? null, next, lastDate, windows, recap },
      asked: await store.askedItems(place),
      round: round && {
        id: round.id,
        date: round.date,
        windowNo: round.windowNo,
        message: round.message,
        question: round.question,
      },
      answered: round && (await store.answeredCount(place.team, round.id)),
      answers: round && (await Promise.all(LEARNERS.map((id) => store.answerOf(place.team, round.id, id)))),
    };
  }
  const { reports, manages } = await store.exportLearner(TEAM, "ben");
  return JSON.parse(
    JSON.stringify({
      boards: { ...(await boardsOf(world, FIRST, on)), elsewhere: await boardsOf(world, ELSEWHERE, on) },
      totals,
      learners,
      groups,
      reports: reports.map(({ item, reason, group }) => ({ item, reason, group })),
      manages,
      managers: await store.managers(TEAM),
      absent: await store.absent(TEAM),
      installation: await store.installations.fetch("T1"),
    }),
  );
}
