import { parseArgs } from "node:util";
import { COMMANDS } from "../../commands/index.ts";
import { createRegistry } from "../command/define.ts";
import { createManifest, type Reach } from "../platforms/slack/manifest.ts";
import { LOCALES, loadLanguages } from "../words/languages.ts";

const USAGE = `Prints the manifest of the Slack app, to be pasted at https://api.slack.com/apps.

  npm run --silent slack:manifest                              Socket Mode
  npm run --silent slack:manifest -- --http https://host       HTTP, several workspaces`;

/** null: the arguments do not fit. */
function reachOf(args: readonly string[]): Reach | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { http: { type: "string" } } });
    if (values.http === undefined) return { by: "socket" };
    const { protocol, origin } = new URL(values.http);
    // Slack refuses addresses without TLS.
    return protocol === "https:" ? { by: "http", origin } : null;
  } catch {
    return null;
  }
}

const reach = reachOf(process.argv.slice(2));
if (reach === null) {
  console.error(USAGE);
  process.exitCode = 1;
} else {
  const words = loadLanguages(LOCALES).of(null);
  console.log(JSON.stringify(createManifest(createRegistry(COMMANDS), reach, words), null, 2));
}
