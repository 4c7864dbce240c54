import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { encodeNamed, luaOf } from "../../src/stores/redis/scripts.ts";

const FOLDER = join(import.meta.dirname, "../../src/stores/redis/lua");
const SCRIPTS = readdirSync(FOLDER).filter((file) => file.endsWith(".lua"));

describe("a script", () => {
  it("of more than six arguments takes them by name, not by place", () => {
    expect(SCRIPTS.length).toBeGreaterThan(20);
    const byPlace = SCRIPTS.filter((file) => {
      const places = [...readFileSync(join(FOLDER, file), "utf8").matchAll(/ARGV\[(\d+)\]/g)];
      // The first one is the clock's offset.
      return places.some(([, place]) => Number(place) > 7);
    });
    expect(byPlace).toEqual([]);
  });

  it("gets numbers as text, since Lua would round them, and nothing for what is not there", () => {
    const args = {
      at: 1_795_165_200_000.123,
      list: [1, "a"],
      inner: { points: 4 },
      on: true,
      none: null,
      not: undefined,
    };
    expect(JSON.parse(encodeNamed(args))).toEqual({
      at: "1795165200000.123",
      list: ["1", "a"],
      inner: { points: "4" },
      on: true,
    });
  });

  it("gets the steps of a round's life that it names, and no others", () => {
    expect(luaOf("finish_round").split("\n")[0]).toBe(
      "local LIFE = {finish={showing='closed',closed='closed'}}",
    );
    expect(luaOf("rename")).not.toContain("LIFE");
  });
});
