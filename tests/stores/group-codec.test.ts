import { describe, expect, it } from "vitest";
import type { TeamId } from "../../src/engine/words/place.ts";
import { decodeGroup } from "../../src/stores/redis/group-codec.ts";
import { SCHEDULE } from "./fixtures.ts";

describe("a schedule that an earlier version wrote", () => {
  it.each<[TeamId, string]>([
    ["slack:T1", "channel"],
    ["discord:1", "thread"],
  ])("of %s shows its results in the %s", (team, results) => {
    const { results: _, ...schedule } = SCHEDULE;
    const settings = JSON.stringify({ schedule, paused: null });
    const group = decodeGroup({ team, group: "g1" }, { settings });
    expect(group.schedule).toEqual({ ...SCHEDULE, results });
  });
});
