import type { Scenario } from "../scenario.ts";
import { KILLS } from "./kills.ts";

/** All scenarios, in the order of the tables of docs/reliability.md. */
export const SCENARIOS: readonly Scenario[] = [...KILLS];
