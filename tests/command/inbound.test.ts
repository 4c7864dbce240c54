import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { createRegistry } from "../../src/command/define.ts";
import { createInbound } from "../../src/command/inbound.ts";
import type { Bot, Caller } from "../../src/engine/ports/bot.ts";
import { PER_MINUTE } from "../../src/engine/ports/limiter.ts";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";
import { type NoticeReply, notice, type Reply } from "../../src/engine/words/reply.ts";
import { createMemoryLimiter } from "../../src/stores/limits.ts";
import { saying } from "../platforms/speaking.ts";
import { silentMeter } from "../silent-meter.ts";
import { first } from "./first.ts";

const DOMAINS = {
  topic: [{ value: "cnn", label: "CNN" }],
  subject: [{ value: "cnn", label: "CNN" }],
  company: [],
  timezone: [{ value: "Europe/Berlin", label: "Europe/Berlin" }],
  command: [],
  weekday: [],
  shown: [],
  language: [],
};

/** The boundary with a bot that notes what it was asked, or fails; the claim of a delivery may fail, too. */
function boundary(
  failure: Error | null | (() => Error | null) = null,
  claimFailure: Error | null = null,
  refuse: (caller: Caller) => Promise<NoticeReply | null> = async () => null,
) {
  const calls: unknown[][] = [];
  const logged: { fields: object; message: string }[] = [];
  const claimed = new Set<string>();
  const answer = async (...args: unknown[]): Promise<Reply> => {
    calls.push(args);
    const now = typeof failure === "function" ? failure() : failure;
    if (now !== null) throw now;
    return notice("done", saying("fine"));
  };
  const everything = new Proxy({}, { get: (_, name) => (name === "refuse" ? refuse : answer) });
  const bot = new Proxy(
    {},
    { get: (_, name) => (name === "daily" || name === "privacy" ? everything : answer) },
  ) as Bot;
  const log = (fields: object, message: string) => {
    logged.push({ fields, message });
  };
  const inbound = createInbound({
    registry: createRegistry(COMMANDS),
    domains: DOMAINS,
    bot,
    handlers: everything as never,
    store: {
      claimOnce: async (key) => {
        if (claimFailure !== null) throw claimFailure;
        if (claimed.has(key)) return false;
        claimed.add(key);
        return true;
      },
    },
    limiter: createMemoryLimiter(),
    log: { debug: log, info: log, warn: log, error: log },
    meter: silentMeter,
  });
  return { inbound, calls, logged };
}

const actor = {
  place: { team: "slack:T1", group: "C1" },
  person: { id: "U1", name: "Ada" },
  isAdmin: false,
  locale: "en",
} as const;
const text = (reply: Reply | null) => (reply?.kind === "notice" ? first(reply) : reply?.kind);

describe("the boundary between platforms and use cases", () => {
  it("parses typed options and lines into the same call", async () => {
    const { inbound, calls } = boundary();
    await inbound.command({
      ...actor,
      command: "dlq",
      subcommand: null,
      options: { topic: "cnn", difficulty: "hard" },
      delivery: "1",
    });
    await inbound.line({ ...actor, line: "hard cnn", delivery: "2" });
    const [first, second] = calls;
    expect(first?.slice(1)).toEqual([{ topic: "cnn", difficulty: "hard" }, false]);
    expect(second?.slice(1)).toEqual(first?.slice(1));
  });

  it("asks for a hint where one is typed, with nothing but who it was", async () => {
    const { inbound, calls } = boundary();
    await inbound.line({ ...actor, line: "hint please", delivery: "1" });
    expect(calls).toEqual([[expect.objectContaining({ person: actor.person, place: actor.place })]]);
  });

  it("moves a schedule command to the channel that it names", async () => {
    const { inbound, calls } = boundary();
    await inbound.line({
      ...actor,
      inThread: true,
      line: "daily set channel:C9 time:8am timezone:Europe/Berlin",
      delivery: "1",
    });
    // A channel that is named is no surprise, in whatever thread the command was typed.
    expect(calls[0]?.[0]).toMatchObject({ place: { team: "slack:T1", group: "C9" }, inThread: false });
    expect(calls[0]?.[1]).toMatchObject({ time: "08:00", timezone: "Europe/Berlin" });
  });

  it("runs a delivery once, and says nothing the second time", async () => {
    const { inbound, calls } = boundary();
    const line = { ...actor, line: "me", delivery: "same" };
    const replies = await Promise.all([inbound.line(line), inbound.line(line), inbound.line(line)]);
    expect([calls.length, replies.filter((reply) => reply === null).length]).toEqual([1, 2]);
    const another = {
      ...actor,
      action: { verb: "another", asked: { topic: "cnn", difficulty: "easy" }, private: true } as const,
      delivery: "d",
    };
    expect(
      [await inbound.button(another), await inbound.button(another)].filter((r) => r === null),
    ).toHaveLength(1);
  });

  it("does not count a word that nobody knows as a question that was asked for", async () => {
    const { inbound, calls } = boundary();
    const ask = (line: string, i: number) => inbound.line({ ...actor, line, delivery: `${line}${i}` });
    for (let i = 0; i < PER_MINUTE.round - 1; i++) await ask("cnn", i);
    for (let i = 0; i < 5; i++) {
      expect(text(await ask("xyzzy", i))).toContain("“xyzzy”");
      const options = { topic: "xyzzy" };
      const typed = { ...actor, command: "dlq", subcommand: null, options, delivery: `typed${i}` };
      expect(text(await inbound.command(typed))).toContain("No topic “xyzzy”");
    }
    expect(text(await ask("cnn", PER_MINUTE.round))).toBe("fine");
    expect(text(await ask("cnn", PER_MINUTE.round + 1))).toContain("30");
    expect(calls).toHaveLength(PER_MINUTE.round);
  });

  it("answers mistakes without running anything", async () => {
    const { inbound, calls } = boundary();
    expect(text(await inbound.line({ ...actor, line: "cnm", delivery: "1" }))).toContain("“cnm”");
    expect(
      text(
        await inbound.command({
          ...actor,
          command: "dlq",
          subcommand: null,
          options: { topic: "x" },
          delivery: "2",
        }),
      ),
    ).toContain("No topic “x”");
    expect(
      text(
        await inbound.command({ ...actor, command: "nothing", subcommand: null, options: {}, delivery: "3" }),
      ),
    ).toContain("do not know");
    expect(calls).toEqual([]);
  });

  it("tells who may not manage so before it reads what they typed, for the channel that they name", async () => {
    const asked: string[] = [];
    const refusing = boundary(null, null, async ({ place }) => {
      asked.push(place.group);
      return notice("refusal", saying("You may not."));
    });
    const line = (typed: string, delivery: string) =>
      refusing.inbound.line({ ...actor, line: typed, delivery }).then(text);
    expect(await line(`daily set ${"x ".repeat(900)}`, "1")).toBe("You may not.");
    expect(await line("daily pause channel:C9", "2")).toBe("You may not.");
    const command = { ...actor, command: "dlq-daily", subcommand: "set", delivery: "3" };
    expect(text(await refusing.inbound.command({ ...command, options: { time: "noon" } }))).toBe(
      "You may not.",
    );
    expect(await line("daily", "4")).toBe("fine");
    expect([asked, refusing.calls.length]).toEqual([["C1", "C9", "C1"], 1]);
  });

  it("stops one member who does far too much in a minute, privately, and nobody else", async () => {
    const { inbound, calls } = boundary();
    const ask = (id: string, delivery: string) =>
      inbound.line({ ...actor, person: { id, name: id }, line: "cnn", delivery });
    const replies: Reply[] = [];
    for (let i = 0; i <= PER_MINUTE.round; i++) replies.push((await ask("U1", `r${i}`)) as Reply);
    expect(replies.slice(0, -1).every((reply) => text(reply) === "fine")).toBe(true);
    expect(text(replies.at(-1) ?? null)).toMatch(
      /more than 30 practice questions in a minute.*again in \d+ s/,
    );
    expect(replies.at(-1)?.visibility).toBe("private");
    const another = { verb: "another", asked: { topic: "cnn", difficulty: "easy" }, private: true } as const;
    expect(text(await inbound.button({ ...actor, action: another, delivery: "b" }))).toContain("practice");
    expect(text(await ask("U2", "other"))).toBe("fine");
    expect(text(await inbound.line({ ...actor, line: "me", delivery: "me" }))).toBe("fine");
    expect(calls).toHaveLength(PER_MINUTE.round + 2);
  });

  it("counts presses, reactions and reports, too", async () => {
    const { inbound } = boundary();
    const press = (i: number) =>
      inbound.button({ ...actor, action: { verb: "answer", round: "r", choice: 0 }, delivery: `${i}` });
    const report = (i: number) =>
      inbound.form({ ...actor, form: "report", item: "i", text: "wrong", ticked: [], delivery: `f${i}` });
    for (let i = 0; i < PER_MINUTE.press; i++) await press(i);
    for (let i = 0; i < PER_MINUTE.report; i++) await report(i);
    expect(text(await press(-1))).toContain("120 presses in a minute");
    expect(text(await report(-1))).toContain("10 reports in a minute");
    const reaction = { ...actor, message: { channel: "C1", message: "m" }, choice: 0 } as const;
    expect(text(await inbound.reaction(reaction))).toContain("120 presses in a minute");
  });

  it("takes few codes that link accounts in a minute, asked for or entered", async () => {
    const { inbound, calls } = boundary();
    const line = (typed: string, i: number) =>
      inbound.line({ ...actor, line: typed, delivery: `${typed}${i}` }).then(text);
    for (let i = 0; i < PER_MINUTE.link; i++)
      expect(await line(i % 2 === 0 ? "link" : `link code:${i}`, i)).toBe("fine");
    expect(await line("link code:again", 0)).toContain("more than 6 codes in a minute");
    expect(calls).toHaveLength(PER_MINUTE.link);
  });

  it("turns a store that is away into a true notice, logged once", async () => {
    const { inbound, logged } = boundary(new StoreUnavailable("connect ECONNREFUSED"));
    const reply = await inbound.line({ ...actor, line: "me", delivery: "1" });
    expect(reply).toMatchObject({ kind: "notice", tone: "trouble", visibility: "private" });
    expect(text(reply)).toContain("cannot reach my memory");
    expect(logged).toHaveLength(1);
  });

  it("says that nothing was recorded where that is certain", async () => {
    const press = { ...actor, action: { verb: "answer", round: "r", choice: 0 } as const, delivery: "1" };
    const unsent = boundary(new StoreUnavailable("not connected", { untouched: true }));
    expect(text(await unsent.inbound.button(press))).toContain("Nothing was recorded");
    const unanswered = boundary(new StoreUnavailable("timed out"));
    expect(text(await unanswered.inbound.button(press))).toContain("doing it twice does no harm");
    const skip = { ...actor, line: "daily skip", delivery: "4" };
    expect(text(await unanswered.inbound.line(skip))).toContain("repeat it if it was not");
    expect(text(await unsent.inbound.line({ ...actor, line: "me", delivery: "2" }))).toContain(
      "cannot say whether",
    );
    const claims = boundary(null, new StoreUnavailable("timed out"));
    expect(text(await claims.inbound.line({ ...actor, line: "me", delivery: "3" }))).toContain(
      "Nothing was recorded",
    );
    expect(claims.calls).toEqual([]);
  });

  it("has what a platform tells once wait for the store: a message that is deleted, one that is up, what is open", async () => {
    const away = { is: true };
    const { inbound, calls } = boundary(() => (away.is ? new StoreUnavailable("ECONNREFUSED") : null));
    const message = { channel: "C1", message: "m" };
    const told = Promise.all([
      inbound.messageGone("slack:T1", message),
      inbound.sent(actor.place, "r", message),
      inbound.openQuestions("slack:T1"),
    ]);
    await expect.poll(() => calls.length).toBeGreaterThanOrEqual(2);
    away.is = false;
    calls.length = 0;
    await told;
    expect(calls).toHaveLength(3);
    expect(calls).toContainEqual(["slack:T1", message]);
    expect(calls).toContainEqual([actor.place, "r", message]);
  });

  it("turns a surprise into a notice that leaks nothing, logged once with its cause", async () => {
    const { inbound, logged } = boundary(new TypeError("undefined is not a function at secret.ts:12"));
    const replies = [
      await inbound.button({ ...actor, action: { verb: "mine", round: "r" }, delivery: "1" }),
      await inbound.form({ ...actor, form: "report", item: "i", text: "t", ticked: [], delivery: "2" }),
      await inbound.reaction({ ...actor, message: { channel: "C1", message: "m" }, choice: 0 }),
      await inbound.home(actor),
    ];
    for (const reply of replies) {
      expect(text(reply)).toContain("went wrong on my side");
      expect(JSON.stringify(reply)).not.toContain("secret.ts");
    }
    await inbound.left("slack:T1");
    expect(logged).toHaveLength(5);
  });

  it("suggests while an option is typed", () => {
    const { inbound } = boundary();
    expect(inbound.complete({ command: "dlq", subcommand: null, option: "topic", typed: "c" }, 5)).toEqual([
      { name: "CNN (cnn)", value: "cnn" },
    ]);
    expect(inbound.complete({ command: "dlq", subcommand: null, option: "nothing", typed: "" }, 5)).toEqual(
      [],
    );
  });
});
