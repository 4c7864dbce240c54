import { tooOld } from "./node-version.ts";

// Nothing else is imported before this is known: a library that needs a newer Node fails with an error of its own.
const problem = tooOld(process.versions.node);
if (problem !== null) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
await import("./start.ts");
