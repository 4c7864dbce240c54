import type { Log, Meter } from "../../src/engine/ports/log.ts";

export const LOG: Log = { debug() {}, info() {}, warn() {}, error() {} };
export const METER: Meter = { count() {}, took() {}, timed: (_event, _labels, work) => work() };
