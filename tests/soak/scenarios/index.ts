import type { Scenario } from "../scenario.ts";
import { CLOCKS } from "./clocks.ts";
import { EVENTS } from "./events.ts";
import { FAN_OUT } from "./fan-out.ts";
import { FUZZ } from "./fuzz.ts";
import { IMPORTS } from "./imports.ts";
import { KILLS } from "./kills.ts";
import { LEASES } from "./leases.ts";
import { REDIS_FAULTS } from "./redis.ts";
import { SIMULATED_DAY } from "./simulated-day.ts";

/** All scenarios, in the order of the tables of docs/reliability.md. */
export const SCENARIOS: readonly Scenario[] = [
  ...KILLS,
  ...REDIS_FAULTS,
  ...EVENTS,
  ...FAN_OUT,
  ...LEASES,
  CLOCKS,
  FUZZ,
  IMPORTS,
  SIMULATED_DAY,
];
