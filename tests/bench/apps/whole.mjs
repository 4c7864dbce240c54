import { report } from "./report.mjs";

// What the build made: run from its sources through a loader, everything would cost more.
const built = (path) => import(new URL(`../../../dist/src/${path}`, import.meta.url).href);
const [{ startApp }, { readConfig }, { createLog }] = await Promise.all(
  ["app.js", "config.js", "ops/log.js"].map(built),
);

/** The whole bot, as `npm start` runs it. */
const app = await startApp(readConfig(process.env), {
  log: createLog("warn", (line) => process.stderr.write(line)),
  clockOffset: () => 0,
  countInterval: 5_000,
  end: () => {},
});
report(`${app.url}/slack/events`);
