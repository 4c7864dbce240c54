import { afterAll, describe, expect, it } from "vitest";
import { createPackFiles } from "../../src/packs/index.ts";
import { readPack } from "../../src/packs/read.ts";
import { amiss, mutation } from "./mutations.ts";
import { bytesOf, FORMATS } from "./samples.ts";

/** Some in each run of the tests; `npm run soak -- --only imports --imports 100000` tries many. */
const MUTATIONS = 1_500;

describe("a file that was broken on purpose", () => {
  it("never breaks the reader, and gives nothing that cannot be asked", () => {
    const kinds = new Set<string>();
    for (let i = 0; i < MUTATIONS; i++) {
      const { name, bytes } = mutation("ci", i);
      const read = readPack(name, bytes);
      kinds.add(read.kind === "read" ? `read ${read.questions.length > 0}` : read.code);
      expect(amiss(read), `${i} ${name}`).toEqual([]);
    }
    expect(kinds.size).toBeGreaterThan(6);
  });
});

describe("the thread that reads", () => {
  const files = createPackFiles();
  afterAll(() => files.end());

  it("reads one file after the other", async () => {
    const reads = await Promise.all(
      Object.entries(FORMATS).map(([name, text]) => files.read({ name, bytes: bytesOf(text) })),
    );
    for (const read of reads) expect(read).toMatchObject({ kind: "read", found: 2 });
  });

  it("is not even started for a file of 50 MB, and leaves a file's bytes to whoever has them", async () => {
    const bytes = new Uint8Array(50 * 1024 * 1024);
    expect(await files.read({ name: "q.csv", bytes })).toMatchObject({ kind: "refused", code: "large" });
    expect(bytes.length).toBe(50 * 1024 * 1024);
  });

  it("is ended where a file takes too long, and another reads the next", async () => {
    const hasty = createPackFiles(1);
    const slow = { name: "q.csv", bytes: bytesOf(FORMATS["quiz.csv"] ?? "") };
    expect(await hasty.read(slow)).toEqual({ kind: "refused", code: "complicated", values: {} });
    await hasty.end();
    expect(await files.read(slow)).toMatchObject({ kind: "read", found: 2 });
  });
});
