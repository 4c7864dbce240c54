import { expect, it } from "vitest";
import { createHeard } from "../../src/command/heard.ts";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const [ONE, OTHER] = ["discord:1", "discord:2"] as const;

it("does what happened in a team in its order, also where the first takes longer, and another team's beside it", async () => {
  const done: string[] = [];
  const heard = createHeard(SILENT);
  let letGo = () => {};
  const left = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const note = (what: string) => async () => void done.push(what);
  const all = [
    heard("left", ONE, () => left.then(note("left"))),
    heard("joined", ONE, note("joined")),
    heard("joined", OTHER, note("other")),
  ];
  await all[2];
  expect(done).toEqual(["other"]);
  letGo();
  await Promise.all(all);
  expect(done).toEqual(["other", "left", "joined"]);
});

it("waits while the store is away, longer each time, saying so once, and does it then", async () => {
  const [waited, said, done]: [number[], string[], string[]] = [[], [], []];
  const log = { ...SILENT, warn: (_: object, line: string) => void said.push(line) };
  const heard = createHeard(log, async (ms) => void waited.push(ms));
  let tries = 0;
  const joined = heard("joined", ONE, async () => {
    if (++tries < 8) throw new StoreUnavailable("away");
    done.push("joined");
  });
  const next = heard("arrived", ONE, async () => void done.push("arrived"));
  await Promise.all([joined, next]);
  expect(done).toEqual(["joined", "arrived"]);
  expect(waited).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  expect(said).toHaveLength(1);
});

it("goes on after what failed for another reason, which whoever told it hears", async () => {
  const heard = createHeard(SILENT);
  const failed = heard("left", ONE, async () => {
    throw new Error("a mistake");
  });
  await expect(failed).rejects.toThrow("a mistake");
  await heard("joined", ONE, async () => {});
});
