import { createPlaces } from "../../src/command/places.ts";
import type { Bank } from "../../src/engine/ports/bank.ts";
import type { Store } from "../../src/engine/ports/store.ts";
import type { RoundCache } from "../../src/engine/uses/cache.ts";
import type { Deps } from "../../src/engine/uses/deps.ts";
import { createPackShelf } from "../../src/engine/uses/packs/shelf.ts";
import { createPackFiles } from "../../src/packs/index.ts";
import { silentMeter } from "../silent-meter.ts";

export const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** What use cases work with, where nothing is sent anywhere. */
export const benchDeps = (store: Store, bank: Bank, rounds: RoundCache): Deps => ({
  ...{ store, bank, opinions: null, rounds, log: SILENT, meter: silentMeter },
  packs: { files: createPackFiles(), shelf: createPackShelf(1_000) },
  places: createPlaces({ timezone: [] }),
  clock: Date.now,
  languages: {
    all: [],
    ofLearner: async () => null,
    choose: async () => {},
    forgotten() {},
    groupReads() {},
  },
  token: () => "",
  outbox: { add: async () => "kept" as const },
  platform: () => null,
  hostManagers: [],
  countChanged() {},
  countClosed() {},
  leftBehind() {},
});
