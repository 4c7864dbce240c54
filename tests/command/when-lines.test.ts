import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { completeLine } from "../../src/command/complete.ts";
import { createRegistry } from "../../src/command/define.ts";
import { parseLine } from "../../src/command/line.ts";
import { readOptions } from "../../src/command/read.ts";
import { sentence } from "../engine/world.ts";
import { realBank } from "./real.ts";

const registry = createRegistry(COMMANDS);
const domains = { ...realBank().domains, clock: () => Date.UTC(2026, 0, 15) };

/** What a line sets, or all that it is told. */
function read(line: string): unknown {
  const parsed = parseLine(registry, line, domains);
  if (!parsed.ok) return parsed.reply.lines.map(sentence);
  const route = registry.route(parsed.command, parsed.subcommand);
  if (route === undefined) throw new Error(parsed.command);
  const found = readOptions(route, parsed.options, domains);
  return found.ok ? found.values : found.reply.lines.map(sentence);
}

const NEW_YORK = { timezone: "America/New_York", time: "09:00", days: [1, 2, 3, 4, 5] };

describe("a line that says when", () => {
  it.each([
    "daily set zone:New York time:9am days:Monday to Friday",
    "daily set zone:New York time:9 AM days:Mon - Fri",
    'daily set tz:"New York" at:"9 Uhr" days:"Montag bis Freitag"',
    "daily set days:weekdays timezone:US/Eastern time:0900",
    "daily set 9 a.m. New York Monday to Friday",
    "daily set Monday to Friday 9 Uhr New York",
    "daily set werktags um 9 NYC",
    "daily set on:weekdays at:9 zone:EDT",
    "daily set at 9am on weekdays in New York",
  ])("may have values of several words, named or not, in quotes or without: %s", (line) => {
    expect(read(line)).toEqual(NEW_YORK);
  });

  it("may have a list of days with “and” in it, and options after it", () => {
    expect(read("daily set days:Mon, Wed and Fri difficulty:hard")).toMatchObject({
      days: [1, 3, 5],
      difficulty: "hard",
    });
    expect(read("daily set Mon, Wed and Fri hard 21h30")).toMatchObject({
      days: [1, 3, 5],
      difficulty: "hard",
      time: "21:30",
    });
  });

  it("keeps a length that is written like an hour", () => {
    expect(read("daily set 8h")).toEqual({ open_for: 480 });
    expect(read("daily set time:8h")).toEqual({ time: "08:00" });
  });

  it.each([
    "remind on at:9 Uhr zone:München",
    "remind on time:9am timezone:Berlin",
    "remind on at 9 in Berlin",
    "remind on 0900 Germany",
  ])("is read alike by every command that has a time and a zone: %s", (line) => {
    expect(read(line)).toEqual({ at: "09:00", zone: "Europe/Berlin" });
  });

  it("is told of a word that is no hour, no single clock or an offset, named or not", () => {
    for (const line of ["daily set 25:00", "daily set time:25:00"])
      expect(read(line)).toEqual(["time: “25:00” has no such hour: 0 to 23, or 1 to 12 with am or pm."]);
    for (const line of ["daily set 9am IST", "daily set zone:IST"])
      expect(read(line)).toEqual([
        "timezone: “IST” stands for several time zones, so say which: Asia/Kolkata (India), Asia/Jerusalem (Israel), and Europe/Dublin (Ireland).",
      ]);
    expect(read("daily set 9am United States")).toEqual([expect.stringContaining("America/Chicago")]);
    expect(read("daily set 9am UTC+5:30")).toEqual([expect.stringContaining("Asia/Kolkata (India)")]);
  });

  it("is told of all that is wrong with it at once, each with what was meant or what may stand there", () => {
    expect(read("daily set tim:9 zone:New Yrok time:9:75 days:someday difficulty:hrad")).toEqual([
      "There is no option “tim” here.",
      "Did you mean time?",
      "time: “9:75” has no such minute: 00 to 59.",
      "timezone: “New Yrok” is not a known time zone, city or country.",
      "Did you mean America/New_York?",
      "days: “someday” names no days of the week.",
      "Allowed there: mon-fri, mon,wed,fri, daily, weekdays, and weekends.",
      "difficulty: “hrad” is not one of the allowed values.",
      "Did you mean hard?",
    ]);
    expect(read("daily set gibberish timezone:Berlim time:9am time:10")).toEqual([
      "Not understood: “gibberish”.",
      "“time” is given twice.",
      "timezone: “Berlim” is not a known time zone, city or country.",
      "Did you mean Europe/Berlin?",
    ]);
  });

  it("is completed with the option's other names, and with what is understood", () => {
    expect(completeLine(registry, "daily set zone:munich", domains, 5)).toEqual([
      "daily set zone:Europe/Berlin",
    ]);
    expect(completeLine(registry, "daily set at:9 Uhr", domains, 5)).toEqual(["daily set at:09:00"]);
    expect(completeLine(registry, "daily set zone:UTC+5:30", domains, 5)[0]).toBe(
      "daily set zone:Asia/Kolkata",
    );
    expect(completeLine(registry, "daily set zone:Berlin t", domains, 25)).not.toContain(
      "daily set zone:Berlin timezone:",
    );
  });
});
