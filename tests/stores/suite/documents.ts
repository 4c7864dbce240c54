import { describe, expect, it } from "vitest";
import type { Document, DocumentChange } from "../../../src/engine/ports/store.ts";
import { NEVER } from "../../../src/engine/rules/retention.ts";
import type { TeamId } from "../../../src/engine/words/place.ts";
import { DAY, HOUR, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const NAME = { kind: "duel", id: "d1" };
const LEASE = 60_000;
const JOB = { kind: "document", place: { team: TEAM, group: "" }, document: NAME };

export function documentSuite(current: Current): void {
  const read = (name = NAME, team: TeamId = TEAM) => current().store.readDocument(team, name);
  const change = (
    value: string,
    of: readonly string[],
    more: Partial<DocumentChange> = {},
  ): DocumentChange => ({
    ...{ value, of, until: current().now() + DAY, dueAt: null },
    ...more,
  });
  const write = (before: Document | null, made: DocumentChange | null, name = NAME) =>
    current().store.writeDocument(TEAM, name, before, made);

  describe("a document", () => {
    it("is what was written last, under its name, in its team", async () => {
      expect(await read()).toBeNull();
      expect(await write(null, change("one\n“two” 🙂", ["ada", "ben"]))).toBe(true);
      const one = { version: 1, value: "one\n“two” 🙂", of: ["ada", "ben"] };
      expect(await read()).toEqual(one);
      expect(await write(one, change("two", []))).toBe(true);
      expect(await read()).toEqual({ version: 2, value: "two", of: [] });
      expect([await read({ kind: "duel", id: "d2" }), await read({ kind: "live", id: "d1" })]).toEqual([
        null,
        null,
      ]);
      expect(await read(NAME, "slack:T1")).toBeNull();
    });

    it("is changed by one of those who read it at once", async () => {
      const makes = await Promise.all([1, 2, 3].map((i) => write(null, change(`${i}`, ["ada"]))));
      expect(makes.filter(Boolean)).toHaveLength(1);
      const one = await read();
      const changes = await Promise.all(["a", "b", "c"].map((text) => write(one, change(text, ["ada"]))));
      expect(changes.filter(Boolean)).toHaveLength(1);
      expect((await read())?.version).toBe(2);
      expect([await write(one, null), await write(await read(), null), await read()]).toEqual([
        false,
        true,
        null,
      ]);
    });

    it("is found by its kind and by whom it holds something of", async () => {
      await write(null, change("1", ["ada"], { until: current().now() + 2 * DAY }));
      await write(null, change("2", ["ada", "ben"]), { kind: "duel", id: "d2" });
      await write(null, change("3", ["ben"], { until: NEVER }), { kind: "pack", id: "p" });
      const lists = async () => [
        await current().store.listDocuments(TEAM, "duel"),
        await current().store.listDocuments(TEAM, "pack"),
        (await current().store.documentsOf(TEAM, "ada")).map(({ id }) => id),
        (await current().store.documentsOf(TEAM, "ben")).map(({ id }) => id),
      ];
      expect(await lists()).toEqual([["d2", "d1"], ["p"], ["d2", "d1"], ["d2", "p"]]);
      await write(await read({ kind: "duel", id: "d2" }), change("2", ["ben"]), { kind: "duel", id: "d2" });
      await write(await read(), null);
      expect(await lists()).toEqual([["d2"], ["p"], [], ["d2", "p"]]);
      await current().advance(2 * DAY);
      expect(await lists()).toEqual([[], ["p"], [], ["p"]]);
    });

    it("is forgotten in time, and begins anew", async () => {
      await write(null, change("1", ["ada"]));
      await current().advance(DAY + 1000);
      expect([await read(), await current().store.documentsOf(TEAM, "ada")]).toEqual([null, []]);
      expect(await write(null, change("2", ["ada"]))).toBe(true);
      expect((await read())?.version).toBe(1);
    });

    it("is due when it says, until it says another time or none", async () => {
      const { store, now, advance } = current();
      await write(null, change("1", ["ada"], { dueAt: now() + HOUR }));
      await advance(HOUR - 5000);
      expect(await store.claimDue(10, LEASE)).toEqual([]);
      await advance(6000);
      expect(await store.claimDue(10, LEASE)).toEqual([JOB]);
      await advance(LEASE + 1000);
      expect(await store.claimDue(10, LEASE)).toEqual([JOB]);
      await write(await read(), change("2", ["ada"], { dueAt: now() + HOUR }));
      await advance(LEASE + 1000);
      expect(await store.claimDue(10, LEASE)).toEqual([]);
      await advance(HOUR);
      expect(await store.claimDue(10, LEASE)).toEqual([JOB]);
      await write(await read(), change("3", ["ada"]));
      await advance(DAY / 2);
      expect(await store.claimDue(10, LEASE)).toEqual([]);
      await write(await read(), change("4", ["ada"], { dueAt: now() }));
      await write(await read(), null);
      await advance(HOUR);
      expect(await store.claimDue(10, LEASE)).toEqual([]);
    });

    it("goes with the learner where it is theirs alone, with its job, and stays the others' where it is not", async () => {
      const { store, now, advance, tracesOf } = current();
      await write(null, change("own", ["ada"], { dueAt: now() + HOUR }));
      await write(null, change("shared", ["ada", "ben"]), { kind: "duel", id: "d2" });
      await store.forgetLearner(TEAM, "ada");
      expect(await read()).toBeNull();
      expect(await read({ kind: "duel", id: "d2" })).toEqual({ version: 2, value: "shared", of: ["ben"] });
      expect([await tracesOf("ada"), await store.documentsOf(TEAM, "ada")]).toEqual([[], []]);
      await advance(2 * HOUR);
      expect(await store.claimDue(10, LEASE)).toEqual([]);
    });
  });
}
