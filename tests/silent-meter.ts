import type { Meter } from "../src/engine/ports/log.ts";

/** Keeps nothing of what it is told. */
export const silentMeter: Meter = {
  count: () => undefined,
  took: () => undefined,
  timed: (_event, _labels, work) => work(),
};
