import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const ROOT = join(import.meta.dirname, "../..");
const FOLDER = join(ROOT, "node_modules/.cache/soak");

/** Files that a source names by its own place (scripts, languages, pages) are found from the bundle, too. */
const keepsPlaces: Plugin = {
  name: "keeps places",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/(src|commands|tests)\/.*\.ts$/ }, async ({ path }) => {
      if (path.includes("node_modules")) return null;
      const source = await readFile(path, "utf8");
      const contents = source.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: "ts" };
    });
  },
};

/**
 * One file with everything that a replica is made of: a process that is killed every second must not read
 * two thousand modules first.
 *
 * @returns where it is
 */
export async function bundleReplica(): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const outfile = join(FOLDER, `replica-${process.pid}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, "replica/entry.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    plugins: [keepsPlaces],
    logLevel: "error",
    // Packages in the older form ask for others by `require`.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  return outfile;
}
