// Before `npm start` builds: says that Node is too old, in a sentence, before the compiler or a library fails on it,
// and that building takes a moment. To the standard error, so that a piped log holds nothing but the log.
import { readFileSync } from "node:fs";

const { engines } = JSON.parse(readFileSync("package.json", "utf8"));
const oldest = engines.node.replace(/[^\d.]/g, "");
const [wanted, found] = [oldest, process.versions.node].map((version) => version.split(".").map(Number));
if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error(
    `The bot needs Node ${oldest} or newer, and this is Node ${process.versions.node}. Get a newer one at https://nodejs.org.`,
  );
  process.exit(1);
}
console.error("Building the bot, a few seconds ...");
