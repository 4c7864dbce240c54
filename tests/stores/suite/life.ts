import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/engine/ports/store.ts";
import { type LifeEvent, next } from "../../../src/engine/rules/life.ts";
import { ROUND_STATUSES, type RoundMode, type RoundStatus } from "../../../src/engine/words/round.ts";
import { answerOf, award, book, draft, HOUR, labels, makeRound, PLACE, practice, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const ID = "r1";
const DATE = "2026-11-18";
const TOKEN = "token";
const UP = { channel: "g1", message: "m1" };
const OTHER = { channel: "g1", message: "m2" };

type Step = (store: Store) => Promise<unknown>;

/** How each step that a store takes is asked for, by whoever takes it. */
const STEPS: Readonly<Record<RoundMode, { readonly [Event in LifeEvent]?: Step }>> = {
  daily: {
    answer: (store) => store.recordAnswer(PLACE, ID, answerOf("ben", 2), null),
    confirm: (store) => store.confirmPosted(TEAM, ID, UP),
    lose: (store) => store.loseMessage(TEAM, ID, UP),
    void: (store) => store.voidRound(TEAM, ID),
    freeze: (store) => store.freezeRound(TEAM, ID, true),
    book: (store) =>
      store.awardPage(TEAM, ID, { after: 0, upTo: 0, isLast: false, awards: [] }, labels(DATE), draft(DATE)),
    settle: (store) => book(store, ID, [award("ada", 21, 1)], DATE),
    show: (store) => store.takeClose(TEAM, ID, TOKEN),
    finish: (store) => store.finishRound(TEAM, ID),
  },
  practice: {
    answer: (store) => store.recordAnswer(PLACE, ID, answerOf("ben", 2), practice(DATE)),
    confirm: (store) => store.confirmPosted(TEAM, ID, UP),
    lapse: (store) => store.freezeRound(TEAM, ID, false),
    show: (store) => store.takeClose(TEAM, ID, TOKEN),
    finish: (store) => store.finishRound(TEAM, ID),
  },
};

/** The steps that lead to a state, with a message up at first. */
const WAYS: Readonly<Record<RoundMode, { readonly [Status in RoundStatus]?: readonly LifeEvent[] }>> = {
  daily: {
    posting: [],
    open: ["confirm"],
    closing: ["confirm", "freeze"],
    showing: ["confirm", "freeze", "settle"],
    closed: ["confirm", "freeze", "settle", "finish"],
    void: ["void"],
  },
  practice: {
    open: ["confirm"],
    showing: ["confirm", "lapse"],
    closed: ["confirm", "lapse", "finish"],
  },
};

/** What a refused step is answered with, if it says anything. */
const REFUSED: { readonly [Event in LifeEvent]?: unknown } = {
  confirm: null,
  lose: null,
  void: "refused",
  freeze: null,
  lapse: null,
};

export function lifeSuite(current: Current): void {
  const take = async (mode: RoundMode, event: LifeEvent) => {
    const { store, advance } = current();
    if (event === "lapse") await advance(9 * HOUR);
    const step = STEPS[mode][event];
    if (step === undefined) throw new Error(`no store takes the step ${event}`);
    return step(store);
  };
  const found = async () => current().store.readRound(TEAM, ID);

  async function bring(mode: RoundMode, status: RoundStatus, isUp: boolean): Promise<void> {
    const { store, now } = current();
    const round = makeRound({ id: ID, opensAt: now(), date: DATE, mode });
    if (mode === "practice") await store.addPractice(round);
    else await store.openWindow(round, { version: 0, next: null, forget: [] });
    for (const event of WAYS[mode][status] ?? []) await take(mode, event);
    if (!isUp && (await found())?.message != null) await store.loseMessage(TEAM, ID, UP);
  }

  describe("the life of a round", () => {
    for (const mode of ["daily", "practice"] as const) {
      for (const status of ROUND_STATUSES.filter((one) => WAYS[mode][one] !== undefined)) {
        // A window that takes answers is open because its message is up; a close may have lost it.
        const ups = ["closing", "showing"].includes(status) && mode === "daily" ? [true, false] : [null];
        for (const event of Object.keys(STEPS[mode]) as LifeEvent[]) {
          for (const isUp of ups) {
            const where = isUp === false ? `${status} without a message` : status;
            it(`of a ${mode} question that is ${where}: ${event} does what the table says`, async () => {
              await bring(mode, status, isUp ?? status !== "posting");
              const before = await found();
              expect([before?.status, before?.message]).toEqual([
                status,
                isUp === false || status === "posting" || status === "void" ? null : UP,
              ]);
              const told = await take(mode, event);
              const to = next(status, event, before?.message != null);
              expect((await found())?.status).toBe(to ?? status);
              if (to === null && event in REFUSED) expect(told).toEqual(REFUSED[event]);
              if (event === "answer") {
                const { kind } = told as { kind: string };
                expect(["taken", "judged"].includes(kind), kind).toBe(to !== null);
              }
              const isChanged = event === "confirm" || event === "lose";
              if (to === null) expect(await found()).toEqual(before);
              // What may be repeated leads to the same once more.
              if (to === status && !isChanged) {
                await take(mode, event);
                expect((await found())?.status).toBe(status);
              }
            });
          }
        }
      }
    }

    it("of a message that another one stands for changes nothing", async () => {
      await bring("daily", "open", true);
      expect(await current().store.loseMessage(TEAM, ID, OTHER)).toBeNull();
      expect((await current().store.confirmPosted(TEAM, ID, OTHER))?.message).toEqual(UP);
    });
  });
}
