import type { Scenario } from "../scenario.ts";
import { EVENTS } from "./events.ts";
import { KILLS } from "./kills.ts";
import { LEASES } from "./leases.ts";
import { REDIS_FAULTS } from "./redis.ts";

/** All scenarios, in the order of the tables of docs/reliability.md. */
export const SCENARIOS: readonly Scenario[] = [...KILLS, ...EVENTS, ...LEASES, ...REDIS_FAULTS];
