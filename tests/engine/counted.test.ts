import { beforeEach, expect, it } from "vitest";
import { doJob } from "../../src/engine/bot.ts";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";
import { secretOf } from "../../src/engine/rules/secrets.ts";
import { countDue } from "../../src/engine/uses/counted.ts";
import type { Deps } from "../../src/engine/uses/deps.ts";
import type { Choice, Round } from "../../src/engine/words/round.ts";
import { createWorld, type Posted, type World } from "./world.ts";

const INTERVAL = 3_000;

let world: World;
let daily: Round;

beforeEach(async () => {
  world = createWorld("2026-11-20T07:59:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
  await world.runTo("2026-11-20T08:00:00Z");
  daily = await newest();
  await world.bot.answer(world.as("ada"), 0);
});

async function newest(): Promise<Round> {
  const { current } = await world.store.readGroup(world.place);
  return (await world.store.readRound(world.place.team, current ?? "")) as Round;
}

const count = (round: Round, deps: Deps = world.deps) =>
  countDue(deps, { team: world.place.team, round: round.id }, INTERVAL);
const edits = () =>
  world.platform.edits.map(({ reply }) =>
    reply.kind === "question" ? `count ${reply.answered}` : reply.kind,
  );

/** A question for all that somebody asked for, and that ben has answered. */
async function practice(): Promise<Round> {
  const reply = await world.bot.ask(world.as("ada"), { topic: "cnn", difficulty: "easy" }, false);
  if (reply.kind !== "question") throw new Error(reply.kind);
  await world.handlers.sent(world.place, reply.roundId, { channel: "g1", message: "asked" });
  const action = { verb: "answer", round: reply.roundId, choice: 0 as Choice } as const;
  await world.handlers.button({ ...world.as("ben"), action });
  return (await world.store.readRound(world.place.team, reply.roundId)) as Round;
}

/** The next edit is on its way while something else happens. */
function meanwhile(what: () => Promise<unknown>): void {
  const { edit } = world.platform;
  world.platform.edit = async (...args) => {
    world.platform.edit = edit;
    await what();
    return edit.apply(world.platform, args);
  };
}

const close = async () => {
  await world.bot.daily.close(world.as("admin"));
  await doJob(world.deps, { kind: "close", place: world.place, round: daily.id });
};

/** A question is posted, and the store is away as that is to be noted; the rounds whose count changes from then on. */
async function postedUnnoticed(): Promise<Round[]> {
  const changed: Round[] = [];
  world = createWorld("2026-11-20T07:59:00Z");
  world.deps.countChanged = (round) => void changed.push(round);
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
  const { store } = world;
  const confirmPosted = async () => {
    throw new StoreUnavailable("connect ECONNREFUSED");
  };
  world.sleepTo("2026-11-20T08:00:00Z");
  const [job] = await store.claimDue(10, 60_000);
  world.deps.store = { ...store, confirmPosted };
  await expect(doJob(world.deps, job!)).rejects.toThrow("ECONNREFUSED");
  world.deps.store = store;
  return changed;
}

it("finds that the message is gone which was deleted before the bot knew of it, and the platform names again", async () => {
  const changed = await postedUnnoticed();
  const [{ message }] = world.platform.posts as [Posted];
  await world.handlers.messageGone(world.place.team, message);
  await world.runTo("2026-11-20T08:02:00Z");
  expect((await newest()).message).toEqual(message);
  world.platform.nextEdits = [{ kind: "gone" }];
  for (const one of changed) await count(one);
  expect(await newest()).toMatchObject({ status: "open", lost: 1, message: { message: "m2" } });
});

it("shows who answered before the bot knew that the question is up", async () => {
  const changed = await postedUnnoticed();
  await world.bot.answer(world.as("ada"), 0);
  for (const one of changed.splice(0)) await count(one);
  expect(edits()).toEqual([]);
  await world.runTo("2026-11-20T08:02:00Z");
  for (const one of changed) await count(one);
  expect(edits()).toEqual(["count 1"]);
});

it("shows who answered a practice question before the bot knew that it is up", async () => {
  const reply = await world.bot.ask(world.as("ada"), { topic: "cnn", difficulty: "easy" }, false);
  if (reply.kind !== "question") throw new Error(reply.kind);
  const action = { verb: "answer", round: reply.roundId, choice: 0 as Choice } as const;
  await world.handlers.button({ ...world.as("ben"), action });
  const changed: Round[] = [];
  world.deps.countChanged = (round) => void changed.push(round);
  await world.handlers.sent(world.place, reply.roundId, { channel: "g1", message: "asked" });
  for (const one of changed) await count(one);
  expect(edits()).toEqual(["count 1"]);
});

it("edits nothing where the number is the one that is shown", async () => {
  await count(daily);
  await count(daily);
  expect(edits()).toEqual(["count 1"]);
});

it("leaves a message alone that shows a result", async () => {
  await count(daily);
  await close();
  await count(daily);
  expect(edits()).toEqual(["count 1", "result"]);
});

it("leaves the message of a question alone whose text is gone because the bank was changed since", async () => {
  const { store } = world;
  const changed = { ...daily, question: { ...daily.question, changed: { stem: 1 } } } as Round;
  await count(daily, { ...world.deps, store: { ...store, readRound: async () => changed } });
  expect(edits()).toEqual([]);
});

it("keeps what was asked in a message whose question the bank has changed since, also when its asker wants to know who was right", async () => {
  const round = await practice();
  const { store } = world;
  const changed = { ...round, question: { ...round.question, changed: { stem: 1 } } } as Round;
  world.deps.store = { ...store, readRound: async () => changed };
  world.platform.edits = [];
  await world.handlers.button({ ...world.as("ada"), action: { verb: "who", round: round.id } });
  expect(edits()).toEqual([]);
});

it("is tried again where the platform does not take it, after as long as it wants", async () => {
  world.platform.nextEdits = [{ kind: "failed", detail: "429", retryAfter: 90_000 }];
  await expect(count(daily)).rejects.toMatchObject({ waits: true, after: 90_000 });
  world.platform.nextEdits = [{ kind: "failed", detail: "503", retryAfter: 0 }];
  await expect(count(daily)).rejects.toMatchObject({ waits: true, after: INTERVAL });
  await count(daily);
  expect(edits()).toEqual(["count 1"]);
});

it("shows the result again where the count came after it", async () => {
  meanwhile(close);
  await count(daily);
  expect(edits()).toEqual(["result", "count 1", "result"]);
});

it("goes on until the result is shown again where the platform wants fewer requests just then", async () => {
  meanwhile(async () => {
    await close();
    const failed = { kind: "failed", detail: "429", retryAfter: 7_000 } as const;
    // The count itself comes through, what is to uncover the result does not.
    world.platform.nextEdits = [{ kind: "edited" }, failed, failed];
  });
  // By its own job, which outlives the process.
  for (const _ of ["once", "twice"])
    await expect(count(daily)).rejects.toMatchObject({ name: "TriedInVain", after: 7_000 });
  await count(daily);
  expect(edits().at(-1)).toBe("result");
  const shown = edits().length;
  await count(daily);
  expect(edits()).toHaveLength(shown);
});

it("shows the result again later where it has to wait, since its question is open elsewhere by now", async () => {
  const HOUR = 3_600_000;
  const { store } = world;
  let isOpenElsewhere = false;
  const secrets: typeof store.secrets = async (team) => {
    const known = await store.secrets(team);
    return isOpenElsewhere ? new Map([[secretOf(daily.question), world.now() + HOUR]]) : known;
  };
  const deps = { ...world.deps, store: { ...store, secrets } };
  meanwhile(async () => {
    await close();
    isOpenElsewhere = true;
  });
  await expect(count(daily, deps)).rejects.toMatchObject({ waits: true, after: 900_000 });
  expect(edits()).toEqual(["result", "count 1"]);
  isOpenElsewhere = false;
  await count(daily, deps);
  expect(edits()).toEqual(["result", "count 1", "result"]);
});

it("shows the result again where whoever sent a count after it did not live to see that", async () => {
  let isAway = false;
  const { store } = world;
  const readRound: typeof store.readRound = async (team, id) => {
    if (isAway) throw new StoreUnavailable("the process that edits was killed");
    return store.readRound(team, id);
  };
  meanwhile(async () => {
    await close();
    isAway = true;
  });
  await expect(count(daily, { ...world.deps, store: { ...store, readRound } })).rejects.toThrow("killed");
  expect(edits()).toEqual(["result", "count 1"]);
  await count(daily);
  expect(edits()).toEqual(["result", "count 1", "result"]);
});

it("posts the question again where it finds that its message is gone", async () => {
  world.platform.nextEdits = [{ kind: "gone" }];
  await count(daily);
  expect(world.platform.posts.filter(({ reply }) => reply.kind === "question")).toHaveLength(2);
});

it("shows the result again where whoever asked who was right was answered after its end", async () => {
  const round = await practice();
  meanwhile(() => world.runTo("2026-11-21T08:10:00Z", 600_000));
  world.platform.edits = [];
  const changed: Round[] = [];
  world.deps.countChanged = (one) => void changed.push(one);
  await world.handlers.button({ ...world.as("ada"), action: { verb: "who", round: round.id } });
  for (const one of changed) await count(one);
  const shown = world.platform.edits.filter(({ message }) => message.message === "asked");
  expect(shown.map(({ reply }) => reply.kind)).toEqual(["result", "question", "result"]);
});

it("keeps the key of a practice question back where its own channel has it as the question of the day", async () => {
  await world.runTo("2026-11-20T08:30:00Z");
  const round = await practice();
  const { bank } = world.deps;
  const { itemId } = round.question;
  world.deps.bank = { ...bank, pool: (filter) => bank.pool(filter).filter(({ id }) => id === itemId) };
  meanwhile(() => world.runTo("2026-11-21T08:40:00Z", 600_000));
  const changed: Round[] = [];
  world.deps.countChanged = (one) => void changed.push(one);
  await world.handlers.button({ ...world.as("ada"), action: { verb: "who", round: round.id } });
  expect([(await newest()).question.itemId, changed.length]).toEqual([itemId, 1]);
  await expect(count(round)).rejects.toMatchObject({ waits: true });
  const shown = () =>
    world.platform.edits.flatMap(({ message, reply }) => (message.message === "asked" ? reply.kind : []));
  expect(shown()).not.toContain("result");
  world.deps.bank = bank;
  await world.runTo("2026-11-22T08:20:00Z", 600_000);
  expect(shown()).toContain("result");
});
