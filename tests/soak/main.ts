import { readOptions } from "./options.ts";
import type { Outcome, Scenario } from "./scenario.ts";
import { SCENARIOS } from "./scenarios/index.ts";
import { createKit } from "./stage.ts";

/**
 * `npm run soak`: the bot under load and faults, as docs/reliability.md tells of it. Real clients, stand-ins for
 * the platforms, a real Redis, replicas as processes. Ends with code 1 where an invariant is broken.
 */
const DEFAULT_MINUTES = 120;
/** Lines of replicas' logs that are shown where something is wrong. */
const LOG_SHOWN = 20;

const say = (line: string) => process.stdout.write(`${line}\n`);

function tell(scenario: Scenario, outcome: Outcome, seconds: number): void {
  const verdict = outcome.wrong.length === 0 ? "well" : "BROKEN";
  say(`${scenario.name}: ${outcome.done.toLocaleString("en")} ${scenario.unit} in ${seconds} s, ${verdict}`);
  for (const note of outcome.notes) say(`  ${note}`);
  for (const line of outcome.wrong.slice(0, LOG_SHOWN)) say(`  - ${line}`);
  if (outcome.wrong.length > 0)
    for (const line of outcome.log?.slice(-LOG_SHOWN) ?? []) say(`  > ${line.trim().slice(0, 400)}`);
}

const options = readOptions(process.argv.slice(2));
const chosen = SCENARIOS.filter(
  ({ name }) => options.only.length === 0 || options.only.some((part) => name.includes(part)),
);
const flags = options.isLong ? " --long" : "";
say(`seed ${options.seed}: npm run soak --${flags} --seed ${options.seed}`);
const kit = await createKit(options.seed, { mutant: options.mutant, say });
let broken = 0;
for (const scenario of chosen) {
  const begun = Date.now();
  const count = options.counts[scenario.unit] ?? (options.isLong ? scenario.long : scenario.short);
  // Some take too long for a short run.
  if (count === 0) continue;
  const outcome = await scenario.run(kit, {
    count,
    until: begun + (options.minutes ?? DEFAULT_MINUTES) * 60_000,
  });
  tell(scenario, outcome, Math.round((Date.now() - begun) / 1_000));
  broken += outcome.wrong.length;
}
kit.close();
process.exit(broken > 0 ? 1 : 0);
