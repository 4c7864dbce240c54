import { expect, it } from "vitest";
import { documentDue, documentKinds, exportDocuments, forgetWhole } from "../../src/engine/uses/documents.ts";
import { memoryHarness, START } from "../stores/harness.ts";
import { createWorld } from "./world.ts";

const ADA = "adalovelace";
const side = (learner: string) => ({ learner, name: `Name of ${learner}`, questions: [], answers: [] });
const explanation = (number: number, by: string, votes: readonly string[]) => ({
  ...{ number, by, name: `Name of ${by}`, text: `By ${by}.`, revision: 0, at: START, votes },
  ...{
    state: "up",
    cleared: false,
    asked: false,
    message: { channel: "g1", message: `m${number}` },
    shown: "",
  },
});

/** One of each kind in which the learner has a part, with what names them wherever it can. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  kept: ["cnn.c0"],
  pack: {
    ...{
      name: "Numbers",
      state: "released",
      version: 1,
      set: "s",
      parts: 1,
      count: 1,
      retired: [],
      at: START,
    },
    knows: [ADA, "ben"],
  },
  "pack-report": { item: "pk.numbers.x.1", until: Number.MAX_SAFE_INTEGER, by: { [ADA]: "g1", ben: "g1" } },
  live: {
    ...{ game: "game", host: ADA, asked: {}, length: 3, seconds: 30, speed: false, timezone: "UTC" },
    ...{ phase: "open", since: START, at: START, lobby: null, joined: 1, started: true, rounds: [] },
    ...{ early: false, silent: 0, ended: false },
  },
  "live-player": {},
  interview: {},
  scorecards: { cards: [] },
  pair: {
    ...{ run: "run", group: "g1", by: "ben", invited: "cleo", observer: ADA, name: "Ben", missing: ADA },
    ...{ wanted: { level: "mid", minutes: 45 }, drawn: true, state: "running", at: START, message: null },
    ...{ shown: "invited", room: null, rounds: [] },
  },
  interviewing: { refuses: false, given: 1, counted: [], invited: [] },
  "weekly-mock": {
    ...{ day: 5, time: "17:00", timezone: "UTC", at: START, date: "2026-11-20", message: null, invited: 1 },
    ...{
      shown: ADA,
      signed: [{ id: ADA, name: "Ada" }],
      drawn: [{ one: "ben", other: "cleo", observer: ADA }],
    },
    ...{ met: { [`${ADA}.ben`]: { times: 1, last: START } }, listened: { [ADA]: 1 } },
  },
  duel: {
    ...{ id: "ab", run: "run", group: "g1", topic: null, difficulty: null, own: false, state: "running" },
    ...{ at: START, shown: "invited", message: null, told: false, waits: null, marks: null },
    ...{ booked: false, counted: false, posted: false, sides: [side(ADA), side("ben")] },
  },
  link: {
    ...{ run: "run", stage: "offered", until: START, group: "g1", name: ADA, place: null, code: null },
    ...{ other: null, told: false },
  },
  badges: [],
  explained: {
    ...{ round: "r1", group: "g1", secret: "cnn.c0", about: "CNN", ends: START, over: false, best: null },
    ...{ kept: false, counted: false, waits: null, silent: false, told: false },
    texts: [explanation(1, ADA, ["ben"]), explanation(2, "ben", [ADA])],
  },
  said: {
    ...{
      round: "r1",
      number: 1,
      about: "CNN",
      by: ADA,
      name: ADA,
      text: ADA,
      votes: 1,
      at: START,
      named: null,
    },
  },
  explaining: { best: 1, counted: [] },
  duels: { won: 1, lost: 0, drawn: 0, counted: [] },
};
/** Those that are named after their learner. */
const OWN = [
  "kept",
  "live-player",
  "interview",
  "scorecards",
  "interviewing",
  "link",
  "badges",
  "explaining",
  "duels",
];

it("every kind of what is kept is exported to whoever has a part in it, and forgets them", async () => {
  expect(Object.keys(SAMPLES).sort()).toEqual(documentKinds().sort());
  const harness = memoryHarness();
  const world = createWorld(new Date(START).toISOString(), () => harness.store);
  const { team } = world.place;
  for (const [kind, sample] of Object.entries(SAMPLES)) {
    const id = OWN.includes(kind) ? ADA : "one";
    const change = { value: JSON.stringify(sample), of: [ADA], until: Number.MAX_SAFE_INTEGER, dueAt: START };
    expect(await world.store.writeDocument(team, { kind, id }, null, change), kind).toBe(true);
  }
  const exported = await exportDocuments(world.deps, team, ADA);
  expect(Object.keys(exported).sort()).toEqual(documentKinds().sort());
  expect(await harness.tracesOf(ADA)).not.toEqual([]);
  await forgetWhole(world.deps, team, ADA);
  expect(await harness.tracesOf(ADA)).toEqual([]);
  for (const kind of ["pack", "pack-report", "live", "pair", "weekly-mock", "duel", "explained"])
    expect(await world.store.listDocuments(team, kind), kind).toEqual(["one"]);
  await harness.close();
});

it.each([true, false])(
  "has the work of a document that is gone dropped, and not what is planned anew just then (planned: %s)",
  async (isPlanned) => {
    const { deps, store } = createWorld("2026-11-20T07:59:00Z");
    const team = "web:local" as const;
    const document = { kind: "duel", id: "ab" };
    const until = deps.clock() + 60_000;
    const plan = () => store.writeDocument(team, document, null, { value: "{}", of: [], until, dueAt: 1 });
    await plan();
    const [job] = await store.claimDue(10, 0);
    await store.writeDocument(team, document, await store.readDocument(team, document), null);
    const readDocument: typeof store.readDocument = async (...name) => {
      const found = await store.readDocument(...name);
      if (isPlanned) await plan();
      return found;
    };
    if (job?.kind !== "document") throw new Error("no job");
    await documentDue({ ...deps, store: { ...store, readDocument } }, job);
    expect((await store.claimDue(10, 0)).map(({ kind }) => kind)).toEqual(isPlanned ? ["document"] : []);
  },
);
