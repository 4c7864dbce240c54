import { mkdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const ROOT = join(import.meta.dirname, "../..");
const FOLDER = join(ROOT, "node_modules/.cache/soak");

/**
 * Times of the outbox that go by the machine's clock, which nobody can move, and that nothing sets: what a run would
 * otherwise spend waiting for. A text that is not found any more fails the bundle.
 */
const SHORTER: readonly { file: string; times: Readonly<Record<string, string>> }[] = [
  {
    file: "src/dispatch/outbox/bullmq/index.ts",
    times: { "{ lock: 30_000, look: 15_000 }": "{ lock: 1_500, look: 400 }" },
  },
];

function shortened(path: string, source: string): string {
  let made = source;
  const found = SHORTER.find(({ file }) => path.endsWith(file));
  for (const [before, after] of Object.entries(found?.times ?? {})) {
    if (!made.includes(before)) throw new Error(`${path} has no "${before}" to shorten`);
    made = made.replace(before, after);
  }
  return made;
}

/** Files that a source names by its own place (scripts, languages, pages) are found from the bundle, too. */
const keepsPlaces = (areTimesShort: boolean): Plugin => ({
  name: "keeps places",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/(src|commands|tests)\/.*\.ts$/ }, async ({ path }) => {
      if (path.includes("node_modules")) return null;
      const source = areTimesShort
        ? shortened(path, await readFile(path, "utf8"))
        : await readFile(path, "utf8");
      const contents = source.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: "ts" };
    });
  },
});

/**
 * One file with everything that a replica is made of: a process that is killed every second must not read
 * two thousand modules first.
 *
 * @param areTimesShort the outbox waits for less, see above
 * @returns where it is, until this process ends
 */
export async function bundleReplica(areTimesShort = true): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const outfile = join(FOLDER, `replica-${process.pid}-${areTimesShort ? "short" : "real"}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, "replica/entry.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    plugins: [keepsPlaces(areTimesShort)],
    define: { "process.env.SOAK_TIMES": JSON.stringify(areTimesShort ? "short" : "real") },
    logLevel: "error",
    // Packages in the older form ask for others by `require`.
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
  });
  // Fourteen megabytes each.
  process.once("exit", () => rmSync(outfile, { force: true }));
  return outfile;
}
