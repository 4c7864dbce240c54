import { startApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config.ts";
import { createLog } from "../../../src/ops/log.ts";
import { report } from "./report.ts";

/** The whole bot, as `npm start` runs it. */
const app = await startApp(readConfig(process.env), {
  log: createLog("warn", (line) => process.stderr.write(line)),
  clockOffset: () => 0,
  countInterval: 5_000,
  end: () => {},
});
report(`${app.url}/slack/events`);
