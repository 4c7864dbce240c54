import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { completeLine, suggest } from "../../src/command/complete.ts";
import { createRegistry } from "../../src/command/define.ts";
import { parseLine } from "../../src/command/line.ts";
import { nearest } from "../../src/command/nearest.ts";
import {
  channel,
  type Domains,
  days,
  duration,
  known,
  knownList,
  member,
  role,
  time,
} from "../../src/command/options.ts";
import { readOptions } from "../../src/command/read.ts";
import { allZones } from "../../src/command/zones.ts";
import { sentence } from "../engine/world.ts";
import { first } from "./first.ts";

const WORDS = "option.topic";

const registry = createRegistry(COMMANDS);
const domains: Domains = {
  topic: ["cnn", "rnn", "transformers", "data-eval"].map((value) => ({ value, label: value })),
  subject: ["cnn", "rnn", "transformers", "data-eval"].map((value) => ({ value, label: value })),
  company: ["Google", "Hugging Face"].map((value) => ({ value, label: value })),
  timezone: allZones(),
  command: [],
  weekday: [],
  shown: [],
  language: [],
};

function parse(line: string) {
  const parsed = parseLine(registry, line, domains);
  if (!parsed.ok) return { refused: first(parsed.reply), nearest: parsed.reply.nearest };
  const name = [parsed.command, parsed.subcommand].filter(Boolean).join(" ");
  return { name, ...parsed.options };
}

describe("a text line", () => {
  it("takes what a subcommand takes for that one, where none is named", () => {
    const meant = (line: string) => {
      const parsed = parseLine(registry, line, domains);
      return parsed.ok ? [parsed.subcommand, parsed.options] : first(parsed.reply);
    };
    expect(meant("remind 18:00")).toEqual(["on", { at: "18:00" }]);
    expect(meant("remind at 18:00")).toEqual(["on", { at: "at 18:00" }]);
    expect(meant("remind at:18:00 zone:Europe/Berlin")).toEqual([
      "on",
      { at: "18:00", zone: "Europe/Berlin" },
    ]);
    expect(meant("remind")).toEqual(["show", {}]);
    expect(meant("plan 2027-02-01")).toEqual(["set", { date: "2027-02-01" }]);
    expect(meant("plan role:data-scientist minutes:30")).toEqual([
      "set",
      { role: "data-scientist", minutes: "30" },
    ]);
    for (const line of ["remind pause", "plan history", "remind topic:cnn", "daily 09:00"])
      expect(parse(line)).toHaveProperty("refused");
  });

  it.each([
    ["", { name: "dlq" }],
    ["cnn", { name: "dlq", topic: "cnn" }],
    ["topic:cnn difficulty:hard", { name: "dlq", topic: "cnn", difficulty: "hard" }],
    ["hard cnn", { name: "dlq", topic: "cnn", difficulty: "hard" }],
    ["CNN Hard private", { name: "dlq", topic: "CNN", difficulty: "Hard", private: "yes" }],
    ["topic: cnn", { name: "dlq", topic: "cnn" }],
    ['company:"Hugging Face" open', { name: "dlq", company: "Hugging Face", kind: "open" }],
    ["company:“Hugging Face”", { name: "dlq", company: "Hugging Face" }],
    ["topic:'cnn'", { name: "dlq", topic: "cnn" }],
    ["topic:‘cnn’", { name: "dlq", topic: "cnn" }],
    ["topic:‹cnn›", { name: "dlq", topic: "cnn" }],
    ["topic:«cnn»", { name: "dlq", topic: "cnn" }],
    ["topic:„cnn“", { name: "dlq", topic: "cnn" }],
    ["'cnn' `hard`", { name: "dlq", topic: "cnn", difficulty: "hard" }],
    ["company:'Hugging Face'", { name: "dlq", company: "Hugging Face" }],
    ["company:Hugging Face open", { name: "dlq", company: "Hugging Face", kind: "open" }],
    ["daily set topics:'cnn','rnn'", { name: "dlq-daily set", topics: "cnn,rnn" }],
    ["daily set topics:‘cnn’, ‘rnn’ 9am", { name: "dlq-daily set", topics: "cnn, rnn", time: "9am" }],
    ["link off", { name: "dlq-link", off: "yes" }],
    ["link OFF", { name: "dlq-link", off: "yes" }],
    ["link off:yes", { name: "dlq-link", off: "yes" }],
    ["link", { name: "dlq-link" }],
    ["link code:Ab3d-Ef5h", { name: "dlq-link", code: "Ab3d-Ef5h" }],
    ["link Ab3d-Ef5h Jk7m", { name: "dlq-link", code: "Ab3d-Ef5h Jk7m" }],
    ["report off", { name: "dlq-report", reason: "off" }],
    ["report ‘it is wrong’", { name: "dlq-report", reason: "it is wrong" }],
    ["report it's the key's mistake", { name: "dlq-report", reason: "it's the key's mistake" }],
    ["daily", { name: "dlq-daily status" }],
    ["answer B", { name: "dlq-answer", choice: "B" }],
    ["answer b", { name: "dlq-answer", choice: "b" }],
    ["leaderboard day", { name: "dlq-leaderboard", period: "day" }],
    ["leaderboard monthly", { name: "dlq-leaderboard", period: "monthly" }],
    ["leaderboard week", { name: "dlq-leaderboard", period: "week" }],
    ["leaderboard last week", { name: "dlq-leaderboard", period: "week", previous: "yes" }],
    ["leaderboard month last", { name: "dlq-leaderboard", period: "month", previous: "yes" }],
    ["leaderboard last 30 days", { name: "dlq-leaderboard", period: "last 30 days" }],
    ["board team all previous", { name: "dlq-leaderboard", scope: "team", period: "all", previous: "yes" }],
    ["daily manager add @ben", { name: "dlq-daily manager", add: "@ben" }],
    ["daily manager remove U0000BEN1", { name: "dlq-daily manager", remove: "U0000BEN1" }],
    ["me", { name: "dlq-me" }],
    [
      "daily set time:09:00 timezone:Europe/Berlin days:mon-fri",
      { name: "dlq-daily set", time: "09:00", timezone: "Europe/Berlin", days: "mon-fri" },
    ],
    [
      "daily set Europe/Berlin 9:30 mon-fri",
      { name: "dlq-daily set", timezone: "Europe/Berlin", time: "9:30", days: "mon-fri" },
    ],
    ["daily set time: 9:30 days: mon", { name: "dlq-daily set", time: "9:30", days: "mon" }],
    ["topic:difficulty:hard", { name: "dlq", topic: "difficulty:hard" }],
    ["daily set topics:cnn,rnn open_for:8h", { name: "dlq-daily set", topics: "cnn,rnn", open_for: "8h" }],
    ["daily status", { name: "dlq-daily status" }],
    ["report two options: both are right", { name: "dlq-report", reason: "two options: both are right" }],
    ['report reason:"wrong key"', { name: "dlq-report", reason: "wrong key" }],
    ["privacy export", { name: "dlq-privacy export" }],
    ["help candidates", { name: "dlq-help", page: "candidates" }],
    ["help page:candidates", { name: "dlq-help", page: "candidates" }],
  ])("%j is understood", (line, expected) => {
    expect(parse(line)).toEqual(expected);
  });

  it.each([
    ["cmn", { refused: "No topic “cmn”.", nearest: null }],
    // To end something is not guessed: it is asked whether that is meant.
    ["daily stop", { refused: "“stop” is nothing “daily” can do.", nearest: "off" }],
    ["remind delete", { refused: "“delete” is nothing “remind” can do.", nearest: "off" }],
    ["plan cancel", { refused: "“cancel” is nothing “plan” can do.", nearest: "off" }],
    ["leaderbord", { refused: "No topic “leaderbord”.", nearest: "leaderboard" }],
    ["daily sett", { refused: "“sett” is nothing “daily” can do.", nearest: "set" }],
    ["privacy", { refused: "Say what to do with “privacy”.", nearest: null }],
    ["topic:cnn topic:rnn", { refused: "“topic” is given twice.", nearest: null }],
    [
      "live topic:",
      { refused: "“topic” is missing: What the question is about: a topic or a concept.", nearest: null },
    ],
    ["cnn difficulty:", { refused: "“difficulty” is missing: How hard it is.", nearest: null }],
    [
      'topic:""',
      { refused: "“topic” is missing: What the question is about: a topic or a concept.", nearest: null },
    ],
    [
      "topic: difficulty:hard",
      { refused: "“topic” is missing: What the question is about: a topic or a concept.", nearest: null },
    ],
    [
      "daily set zone: days: mon",
      {
        refused: "“timezone” is missing: Time zone of the group, or a city or country: Europe/Berlin.",
        nearest: null,
      },
    ],
    [
      "daily set days:",
      {
        refused: "“days” is missing: Days of the week: mon-fri, weekdays, “Mon, Wed and Fri”.",
        nearest: null,
      },
    ],
    [
      "remind at:",
      {
        refused: "“at” is missing: At which time of your day; else two hours before the question closes.",
        nearest: null,
      },
    ],
    ["leaderboard period:", { refused: "“period” is missing: Which days count.", nearest: null }],
    ["duel member:", { refused: "“member” is missing: Who is challenged.", nearest: null }],
  ])("%j is refused with what is wrong and the nearest word", (line, expected) => {
    expect(parse(line)).toEqual(expected);
  });

  it("never throws, whatever is typed", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: "binary" }),
          fc.stringMatching(/^(daily|set|topic:|"| |[a-z]){0,8}$/),
        ),
        (line) => {
          const parsed = parseLine(registry, line, domains);
          expect(typeof parsed.ok).toBe("boolean");
        },
      ),
    );
  });
});

describe("options", () => {
  const read = (name: string, sub: string | null, raw: Record<string, string>) => {
    const route = registry.route(name, sub);
    if (!route) throw new Error(name);
    const result = readOptions(route, raw, domains);
    return result.ok
      ? result.values
      : `${first(result.reply)} -> ${result.reply.nearest} of ${result.reply.allowed.length}`;
  };

  it("are parsed, with every mistake named, what is allowed and the nearest", () => {
    expect(read("dlq", null, { topic: "CNN", private: "true" })).toEqual({ topic: "cnn", private: true });
    expect(read("dlq", null, { topic: "cmn" })).toBe("No topic “cmn”. -> null of 0");
    expect(read("dlq-leaderboard", null, { topic: "cmn" })).toBe(
      "topic: “cmn” is not a known topic. -> cnn of 4",
    );
    expect(read("dlq", null, { tpic: "cnn" })).toBe("There is no option “tpic” here. -> topic of 8");
    expect(read("dlq-answer", null, {})).toEqual({});
    expect(read("dlq-privacy", "model", {})).toEqual({});
    expect(read("dlq-report", null, {})).toMatch(/^“reason” is missing: /);
    expect(read("dlq-answer", null, { choice: "G" })).toBe(
      "choice: “G” is not one of the allowed values. -> null of 6",
    );
    expect(read("dlq-leaderboard", null, { period: "wek" })).toBe(
      "period: “wek” is not one of the allowed values. -> week of 5",
    );
    expect(read("dlq-daily", "set", { timezone: "Europe/Berlim" })).toContain("-> Europe/Berlin");
    expect(read("dlq-daily", "set", { time: "25:00" })).toContain("has no such hour: 0 to 23");
    expect(read("dlq-daily", "set", { time: "soon" })).toContain("is not a time of day");
  });

  it.each([
    ["9:00", "09:00"],
    ["09:05", "09:05"],
    ["9am", "09:00"],
    ["12 am", "00:00"],
    ["12:30pm", "12:30"],
    ["9.30", "09:30"],
    ["23:59", "23:59"],
  ])("time %s is %s", (typed, value) => {
    expect(time(WORDS).parse(typed, domains)).toEqual({ ok: true, value });
  });

  it.each(["24:00", "9:60", "13pm", "soon", "9:5", ""])("time %j is refused", (typed) => {
    expect(time(WORDS).parse(typed, domains).ok).toBe(false);
  });

  it.each([
    ["mon-fri", [1, 2, 3, 4, 5]],
    ["fri-mon", [1, 5, 6, 7]],
    ["Mon, Wed ,friday", [1, 3, 5]],
    ["weekends", [6, 7]],
    ["daily", [1, 2, 3, 4, 5, 6, 7]],
    ["tue", [2]],
  ])("days %s are %j", (typed, value) => {
    expect(days(WORDS).parse(typed, domains)).toEqual({ ok: true, value });
  });

  it.each([
    ["8h", 480],
    ["90m", 90],
    ["1h30m", 90],
    ["24h", 1440],
    ["auto", "auto"],
    ["8 hours", 480],
    ["90 min", 90],
    ["1 hour and 30 minutes", 90],
    ["8 Stunden", 480],
    ["45 Minuten", 45],
  ])("duration %s is %j", (typed, value) => {
    expect(duration(WORDS).parse(typed, domains)).toEqual({ ok: true, value });
  });

  it.each(["", "5m", "25h", "soon", "8"])("duration %j is refused", (typed) => {
    expect(duration(WORDS).parse(typed, domains).ok).toBe(false);
  });

  it("knows zones under their other names, and refuses what is none", () => {
    const zone = known(WORDS, "timezone");
    expect(zone.parse("europe/berlin", domains)).toEqual({ ok: true, value: "Europe/Berlin" });
    expect(zone.parse("Asia/Kolkata", domains)).toEqual({ ok: true, value: "Asia/Kolkata" });
    expect(zone.parse("+02:00", domains).ok).toBe(false);
    expect(zone.parse("Mars/Base", domains).ok).toBe(false);
  });

  it("name a channel or a member as a line does, and speak of no list", () => {
    for (const [option, sign] of [
      [channel(WORDS), "#"],
      [member(WORDS), "@"],
      [role(WORDS), "@"],
    ] as const) {
      const parsed = option.parse("the general one", domains);
      expect(parsed.ok ? "" : sentence(parsed.why)).toContain(`write ${sign} and the name`);
      expect(parsed.ok ? "" : sentence(parsed.why)).not.toContain("list");
    }
  });

  it("reads lists, with all for no restriction", () => {
    const list = knownList(WORDS, "topic");
    expect(list.parse("cnn, RNN,cnn", domains)).toEqual({ ok: true, value: ["cnn", "rnn"] });
    expect(list.parse("all", domains)).toEqual({ ok: true, value: [] });
    const wrong = list.parse("cnn,rmm", domains);
    expect(wrong.ok ? null : wrong.choices().nearest).toBe("rnn");
  });
});

describe("completion", () => {
  it("continues a line", () => {
    expect(completeLine(registry, "lea", domains, 5)).toEqual(["leaderboard"]);
    expect(completeLine(registry, "daily s", domains, 5)).toEqual([
      "daily set",
      "daily setup",
      "daily status",
      "daily skip",
    ]);
    expect(completeLine(registry, "topic:tr", domains, 5)).toEqual(["topic:transformers"]);
    expect(completeLine(registry, "daily set timezone:Europe/Ber", domains, 5)).toEqual([
      "daily set timezone:Europe/Berlin",
    ]);
    expect(completeLine(registry, "hard cn", domains, 5)).toEqual(["hard cnn"]);
  });

  it("suggests beginnings first and continues comma lists", () => {
    const list = knownList(WORDS, "topic");
    expect(suggest(list, "cnn,r", domains, 5).map((s) => s.value)).toEqual(["cnn,rnn", "cnn,transformers"]);
    expect(suggest(known(WORDS, "timezone"), "new york", domains, 3).map((s) => s.value)).toEqual([
      "America/New_York",
    ]);
  });

  it("lists zones that look like what was typed before all others", () => {
    const parsed = known(WORDS, "timezone").parse("Berlim", domains);
    const { allowed, nearest: near } = parsed.ok ? { allowed: [], nearest: null } : parsed.choices();
    expect([near, allowed[0]]).toEqual(["Europe/Berlin", "Europe/Berlin"]);
    expect(allowed.length).toBeLessThan(20);
  });

  it("lists no zones that have nothing to do with what was typed", () => {
    const parsed = known(WORDS, "timezone").parse("Mars", domains);
    expect(parsed.ok ? null : parsed.choices().allowed).toEqual([]);
  });

  it("finds the nearest word, or none", () => {
    expect(nearest("transfomers", ["cnn", "transformers"])).toBe("transformers");
    expect(nearest("berlin", ["Europe/Berlin", "Europe/Dublin"])).toBe("Europe/Berlin");
    expect(nearest("zzz", ["cnn", "rnn"])).toBeNull();
    expect(nearest("", ["cnn"])).toBeNull();
    const zones = domains.timezone.map((zone) => zone.value);
    expect(nearest("Berlim", zones)).toBe("Europe/Berlin");
    expect(nearest("New Yrok", zones)).toBe("America/New_York");
    expect(nearest("Mars", zones)).toBeNull();
    expect(nearest("foo", ["rnn", "neural-nets", "data-eval"])).toBeNull();
  });
});
