import { setTimeout as sleep } from "node:timers/promises";
import { allZones } from "../../../src/command/zones.ts";
import { openingAfter } from "../../../src/engine/rules/openings.ts";
import { isOver, type Lesson, steadily } from "../course.ts";
import type { Outcome, Scenario } from "../scenario.ts";
import { type Stage, setStage } from "../stage.ts";
import { DiscordTown } from "../towns/discord.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Clocks go forward in Cairo, in Beirut and in all of Europe in the days after. */
const FROM = "2027-03-26T00:00:00Z";
const DAYS = 3;
/** Zones whose clocks have surprised somebody. */
const CURIOUS = [
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "America/Havana",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Africa/Cairo",
  "America/Santiago",
  "Asia/Kathmandu",
  "America/Scoresbysund",
  "Asia/Beirut",
];
/** Times of the day that a change of clocks may leave out, and one that it does not. */
const TIMES = ["00:30", "02:30", "23:30", "09:00"];
/**
 * Groups of one server: in a larger one two would be asked the same of the few questions, and the result of one wait for
 * the other.
 */
const GROUPS = 8;
/** How often everybody is away for hours, at most. */
const MISSES = 6;
/** How long a question is open, in minutes. */
const OPEN_FOR = 120;

/** Steps of all clocks, in the middle of whatever is due at that instant. */
async function unsettle({ fleet, random }: Stage, steps: Map<string, number>): Promise<void> {
  const offset = fleet.offset();
  const kinds: Readonly<Record<string, () => Promise<void>>> = {
    none: async () => {},
    back: async () => {
      await sleep(random.int(0, 300));
      await fleet.setOffset(offset - random.int(1, 10) * MINUTE);
      await sleep(random.int(200, 1_500));
      await fleet.setOffset(Math.max(offset, fleet.offset()));
    },
    forward: async () => {
      await sleep(random.int(0, 300));
      await fleet.setOffset(offset + random.int(1, 10) * MINUTE);
    },
    "one ahead of the other": async () => {
      random.pick(fleet.replicas).order({ kind: "clock", offset: offset + random.int(-30, 30) * 1_000 });
    },
  };
  const name = random.pick(Object.keys(kinds));
  steps.set(name, (steps.get(name) ?? 0) + 1);
  await kinds[name]?.();
}

/** Everybody is away for some hours. */
async function miss({ fleet, random }: Stage): Promise<void> {
  for (const replica of fleet.replicas) replica.signal("SIGKILL");
  await Promise.all(fleet.replicas.map((replica) => replica.ended()));
  await fleet.setOffset(fleet.offset() + random.int(1, 6) * HOUR);
  await fleet.fill();
}

/** No more questions open, and those that are open end. */
async function endAll(
  { course, store }: Stage,
  planned: Map<string, { date: string; at: number }>,
): Promise<void> {
  for (const { place } of course.places()) {
    for (let isEnded = false; !isEnded; ) {
      const group = await steadily(() => store.readGroup(place));
      if (group.next !== null) planned.set(place.group, group.next);
      const ended = { ...group, schedule: null, next: null, recap: null };
      isEnded = (await steadily(() => store.writeGroup(place, group.version, ended))).kind === "written";
    }
  }
  await course.until("questions that are on their way", async () => {
    const noted = course.places().map(async ({ town, place }) => {
      const { current } = await store.readGroup(place);
      return current === null || (await course.note(town, place, ""));
    });
    return (await Promise.all(noted)).every((isNoted) => isNoted);
  });
  await course.close();
}

/** Groups in many zones over the days on which clocks change, while clocks step and everybody is away for hours. */
export const CLOCKS: Scenario = {
  name: "clocks",
  about:
    "every zone, clocks that change and step, in the middle of closes too, and hours in which nobody is there",
  unit: "zones",
  short: 6,
  long: 1_000,
  async run(kit, { count, until }): Promise<Outcome> {
    const every = allZones().map(({ value }) => value);
    const zones = [...CURIOUS, ...every.filter((zone) => !CURIOUS.includes(zone))].slice(0, count);
    const first = await DiscordTown.start({ groups: Math.min(GROUPS, zones.length), learners: 2 });
    const towns = [first];
    for (let left = zones.length - GROUPS; left > 0; left -= GROUPS)
      towns.push(first.beside({ groups: Math.min(GROUPS, left), learners: 2 }));
    const from = Date.parse(FROM);
    const stage = await setStage(kit, this.name, {
      towns,
      replicas: 2,
      spare: 2,
      from,
      schedule: (i) => ({
        timezone: zones[i] as string,
        time: TIMES[i % TIMES.length] as string,
        openFor: OPEN_FOR,
      }),
    });
    const { fleet, course, store, random } = stage;
    const steps = new Map<string, number>();
    let missed = 0;
    try {
      const open = new Map<string, Lesson>();
      const planned = new Map<string, { date: string; at: number }>();
      const look = async () => {
        const read = course.places().map(async ({ place }) => {
          const { next } = await steadily(() => store.readGroup(place));
          if (next !== null) planned.set(place.group, next);
        });
        await Promise.all(read);
      };
      await look();
      const dated = new Map([...planned].map(([group, { date }]) => [group, date]));
      const end = from + DAYS * DAY;
      while (Date.now() < until && course.stuck.length === 0 && fleet.now() <= end) {
        const closes = [...open.values()].map(({ round }) => round.closesAt);
        const openings = [...planned.values()].map(({ at }) => at).filter((at) => at <= end);
        const instant = Math.min(...closes, ...openings);
        if (!Number.isFinite(instant)) break;
        await fleet.moveTo(Math.max(instant + 20, fleet.now()));
        const isAway = missed < MISSES && random.next() < 0.08;
        if (isAway) {
          await miss(stage);
          missed++;
        } else await unsettle(stage, steps);
        // What becomes due while the clocks are moved on is waited for in its turn.
        const due = isAway ? fleet.now() : instant;
        fleet.phase = "clocks";
        await course.until(`what is due at ${new Date(instant).toISOString()}`, async () => {
          await look();
          const read = course.places().map(async ({ town, place }) => {
            await course.note(town, place, dated.get(place.group) ?? "");
          });
          await Promise.all(read);
          const lessons = course.current().map(async (lesson) => {
            const now = await store.readRound(lesson.place.team, lesson.round.id);
            if (now === null || isOver(now)) open.delete(lesson.round.id);
            else open.set(now.id, lesson);
          });
          await Promise.all(lessons);
          const isTime = [...open.values()].some(({ round }) => round.closesAt <= due);
          return !isTime && [...planned.values()].every(({ at }) => at > due);
        });
        const fresh = [...open.values()].filter(({ tries }) => tries.size === 0);
        await course.answer(0.9, fresh);
        for (const town of towns) town.tidy();
      }
      await endAll(stage, planned);
      await stage.observer.noteClosed();
      for (const [i, { place }] of course.places().entries()) {
        const { group } = place;
        const rule = {
          time: TIMES[i % TIMES.length] as string,
          timezone: zones[i] as string,
          days: [1, 2, 3, 4, 5, 6, 7],
        };
        const dates = new Set<string>();
        for (let date = dated.get(group) ?? ""; date < (planned.get(group)?.date ?? ""); ) {
          dates.add(date);
          date = openingAfter({ ...rule, skipped: [] } as Parameters<typeof openingAfter>[0], date).date;
        }
        course.dates.set(group, dates);
      }
      const { seen, wrong } = await stage.verdict();
      const left = seen.windows.filter(({ round }) => round === null).length;
      return {
        done: zones.length,
        wrong,
        notes: [
          `${seen.windows.length} windows from ${FROM.slice(0, 10)} on, of which ${left} were left out and told of`,
          `clock steps: ${[...steps].map(([name, times]) => `${name} ${times}`).join(", ")}; away for hours: ${missed} times`,
        ],
        log: fleet.log,
      };
    } finally {
      await stage.stop();
    }
  },
};
