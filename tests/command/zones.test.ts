import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank } from "../../src/bank/load.ts";
import { CITIES } from "../../src/command/cities.ts";
import { completeLine, suggest } from "../../src/command/complete.ts";
import { COUNTRIES } from "../../src/command/countries.ts";
import { createRegistry } from "../../src/command/define.ts";
import { parseLine } from "../../src/command/line.ts";
import { readOffset, zonesWith } from "../../src/command/offsets.ts";
import { type Domains, known } from "../../src/command/options.ts";
import { allZones } from "../../src/command/zones.ts";
import { sentence } from "../engine/world.ts";

const registry = createRegistry(COMMANDS);
const zones = allZones();
const domains: Domains = {
  topic: [{ value: "cnn", label: "CNN" }],
  subject: [{ value: "cnn", label: "CNN" }],
  company: [],
  timezone: zones,
  command: [],
  weekday: [],
  shown: [],
  language: [],
};
const zone = known("option.timezone", "timezone");

const stored = (typed: string) => {
  const parsed = zone.parse(typed, domains);
  return parsed.ok ? parsed.value : sentence(parsed.why);
};
const found = (typed: string) => suggest(zone, typed, domains, 25).map(({ value }) => value);

/** Names in the zone database of this machine, where it has one, besides those of the runtime. */
function namesOfDatabase(): string[] {
  const file = "/usr/share/zoneinfo/tzdata.zi";
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const words = lines.map((line) => line.split(" "));
  return words.flatMap(([kind, a = "", b = ""]) => (kind === "Z" ? [a] : kind === "L" ? [b] : []));
}
/** No place at all; and what means the clock of one place to the database, and of several to people. */
const NOWHERE = ["Factory"];
const ASKED_BACK = ["EST", "MST"];

const clockOf = (timeZone: string) => {
  const at = new Intl.DateTimeFormat("en", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)].map((time) => at.format(time)).join();
};

describe("a time zone", () => {
  it.each([
    ["Asia/Kolkata", "Asia/Kolkata"],
    ["asia/kolkata", "Asia/Kolkata"],
    ["Asia/Calcutta", "Asia/Kolkata"],
    ["kolkata", "Asia/Kolkata"],
    ["kyiv", "Europe/Kyiv"],
    ["Kiev", "Europe/Kyiv"],
    ["new_york", "America/New_York"],
    ["New York", "America/New_York"],
    ["newyork", "America/New_York"],
    ["america/new york", "America/New_York"],
    ["port au prince", "America/Port-au-Prince"],
    ["PST", "America/Los_Angeles"],
    ["EDT", "America/New_York"],
    ["utc", "UTC"],
    ["GMT", "UTC"],
    ["etc/gmt-5", "Etc/GMT-5"],
    ["US/Pacific", "America/Los_Angeles"],
    ["Buenos Aires", "America/Argentina/Buenos_Aires"],
  ])("%s is understood and kept as %s", (typed, value) => {
    expect(stored(typed)).toBe(value);
    expect(found(typed)).toContain(value);
  });

  it("that could be several places is not guessed: which they are is said, with their countries", () => {
    expect(stored("IST")).toBe(
      "stands for several time zones, so say which: Asia/Kolkata (India), Asia/Jerusalem (Israel), and Europe/Dublin (Ireland)",
    );
    expect(stored("eastern")).toContain("America/New_York (United States) and America/Toronto (Canada)");
    expect(stored("Brazil")).toContain("which: America/Sao_Paulo, America/Manaus, America/Noronha");
    expect(found("IST")).toEqual(expect.arrayContaining(["Asia/Kolkata", "Europe/Dublin"]));
  });

  it("is found by every name that the runtime or the zone database knows, however its words are joined", () => {
    const names = [...Intl.supportedValuesOf("timeZone"), ...namesOfDatabase()];
    expect(names.length).toBeGreaterThan(400);
    const values = new Set(zones.map(({ value }) => value));
    for (const name of names.filter((one) => ![...NOWHERE, ...ASKED_BACK].includes(one))) {
      const value = stored(name);
      expect([name, values.has(value)]).toEqual([name, true]);
      for (const typed of [name.replaceAll("_", " "), name.replaceAll("_", ""), name.toLowerCase()])
        expect([typed, stored(typed), found(typed).includes(value)]).toEqual([typed, value, true]);
    }
  });

  it("keeps its clock when it is kept under today's name", () => {
    // These mean the clock of a place to people, and a fixed offset to the database.
    const others = namesOfDatabase().filter((name) => ![...NOWHERE, ...ASKED_BACK].includes(name));
    for (const name of others) expect([name, clockOf(stored(name))]).toEqual([name, clockOf(name)]);
  });

  it("may be typed with a space on a line, named or not, and is completed there", () => {
    const options = (line: string) => {
      const parsed = parseLine(registry, line, domains);
      return parsed.ok ? parsed.options : parsed.reply.lines;
    };
    expect(options("daily set timezone:new york time:9 am")).toEqual({ timezone: "new york", time: "9 am" });
    expect(options("daily set los angeles 9am mon-fri")).toEqual({
      timezone: "los angeles",
      time: "9am",
      days: "mon-fri",
    });
    expect(completeLine(registry, "daily set timezone:new y", domains, 5)).toEqual([
      "daily set timezone:America/New_York",
    ]);
    expect(completeLine(registry, "daily set 9am timezone:kolk", domains, 5)).toEqual([
      "daily set 9am timezone:Asia/Kolkata",
    ]);
  });

  it("is refused as an offset, with the places that have it at that time of the year", () => {
    const winter = { ...domains, clock: () => Date.UTC(2026, 0, 15) };
    const summer = { ...domains, clock: () => Date.UTC(2026, 6, 15) };
    const said = (typed: string, now: Domains) => {
      const parsed = zone.parse(typed, now);
      return parsed.ok ? parsed.value : sentence(parsed.why);
    };
    expect(said("UTC+5:30", winter)).toContain("There now: Asia/Kolkata (India)");
    expect(said("UTC-4", winter)).not.toContain("America/New_York");
    expect(said("UTC-4", summer)).toContain("America/New_York");
    // To the database GMT+2 is two hours behind UTC; nobody who types it means that.
    expect(said("GMT+2", winter)).toContain("Europe/Kyiv");
    expect(said("UTC+5:17", winter)).toBe(
      "is an offset that no time zone has now, so name a city or a country",
    );
    expect(said("+00:00", winter)).toBe("UTC");
  });

  it("is named for every offset that any zone has in winter or summer", () => {
    for (const at of [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)])
      for (const { value } of zones) {
        const shown = new Intl.DateTimeFormat("en", { timeZone: value, timeZoneName: "longOffset" })
          .formatToParts(at)
          .find(({ type }) => type === "timeZoneName")?.value;
        // A fixed offset is a zone of its own, which is no place.
        if (value.startsWith("Etc/") || value.startsWith("Antarctica/") || shown === undefined) continue;
        const offset = readOffset(shown === "GMT" ? "UTC+0" : shown);
        expect([value, shown, zonesWith(offset ?? Number.NaN, at).length > 0]).toEqual([value, shown, true]);
      }
  });

  it("of a city or country is one of the zones there are", () => {
    const values = new Set(zones.map(({ value }) => value));
    // A runtime with an older database may lack the newest.
    const unknown = [...CITIES.keys(), ...[...COUNTRIES.values()].flat()].filter((one) => !values.has(one));
    expect(unknown.filter((one) => one !== "America/Coyhaique")).toEqual([]);
    expect(COUNTRIES.size).toBeGreaterThan(240);
  });

  it("is completed by city, by country in any language, and by offset, in at most 25", () => {
    expect(found("munich")[0]).toBe("Europe/Berlin");
    expect(found("san fr")).toContain("America/Los_Angeles");
    expect(found("india")[0]).toBe("Asia/Kolkata");
    expect(found("Indien")[0]).toBe("Asia/Kolkata");
    expect(found("united states")).toEqual(expect.arrayContaining(["America/New_York", "Pacific/Honolulu"]));
    expect(found("UTC+5:30")).toEqual(expect.arrayContaining(["Asia/Kolkata", "Asia/Colombo"]));
    expect(found("+9")[0]).toBe("Asia/Tokyo");
    for (const typed of ["", "a", "e", "united", "+1", "UTC+1"]) expect(found(typed).length).toBeLessThan(26);
    expect(suggest(zone, "munich", domains, 1)).toEqual([
      { name: "Europe/Berlin (Munich)", value: "Europe/Berlin" },
    ]);
  });

  it("is never taken for a topic or a company, nor the other way round", () => {
    const loaded = loadBank("questions", FAMILIES);
    if (loaded.kind === "refused") throw new Error("the bank is refused");
    const names = [...loaded.bank.topics().flatMap(({ id, name }) => [id, name]), ...loaded.bank.companies()];
    expect(names.filter((name) => zone.parse(name, domains).ok)).toEqual([]);
  });
});
