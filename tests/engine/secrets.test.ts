import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Bank } from "../../src/engine/ports/bank.ts";
import { hash32 } from "../../src/engine/rules/random.ts";
import { secretOf } from "../../src/engine/rules/secrets.ts";
import { showResultAgain } from "../../src/engine/uses/show.ts";
import type { ChoiceItem } from "../../src/engine/words/item.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import type { Choice, Round } from "../../src/engine/words/round.ts";
import { dealt, keyOf } from "../dealt.ts";
import { createWorld, said, type World } from "./world.ts";

const here = { team: "web:local", group: "g1" } as const;
const elsewhere = { team: "web:local", group: "g2" } as const;

/** Three questions, one of them computed with one of three numbers; reasons and keys name their question. */
function smallBank(base: Bank): Bank {
  const template = base.item("cnn.c0", "") as ChoiceItem;
  const make = (id: string, seed: string): ChoiceItem => {
    const isFamily = id === "cnn.n";
    const name = isFamily ? `${id}${hash32(seed) % 3}` : id;
    return {
      ...template,
      id,
      kind: isFamily ? "numeric" : "choice",
      stem: `What of ${name}?`,
      key: { text: `right of ${name}`, because: `because of ${name};` },
    };
  };
  const ids = ["cnn.a", "cnn.b", "cnn.n"];
  const entries = ids.map((id) => ({ ...make(id, ""), frequency: "regular" as const }));
  return {
    ...base,
    find: (id) => entries.find((e) => e.id === id) ?? null,
    item: (id, seed) => (ids.includes(id) ? make(id, seed) : null),
    pool: ({ kinds = [] }) => entries.filter((e) => kinds.length === 0 || kinds.includes(e.kind)),
    pick: ({ kinds = [] }, random) =>
      kinds.length === 0 || kinds.includes("choice") ? random.pick(entries) : null,
  };
}

let world: World;
beforeEach(() => {
  world = createWorld("2026-11-20T10:00:00Z");
});

async function stored(id: string): Promise<Round> {
  const round = await world.store.readRound(here.team, id);
  if (round === null) throw new Error("the round is not stored");
  return round;
}

async function roundOf(reply: Reply | null): Promise<Round> {
  if (reply?.kind !== "question") throw new Error(`a ${reply?.kind} instead of a question`);
  return stored(reply.roundId);
}

const dailyOf = async (place: typeof here | typeof elsewhere) =>
  stored((await world.store.readGroup(place)).current ?? "");

const press = (who: string, round: string, choice: Choice, place: typeof here | typeof elsewhere = here) =>
  world.handlers.button({ ...world.as(who, { place }), action: { verb: "answer", round, choice } });
const why = (who: string, round: string, place: typeof here | typeof elsewhere = here) =>
  world.handlers.button({ ...world.as(who, { place }), action: { verb: "mine", round } });

/** Only `ids` can be asked. */
function only(...ids: string[]): void {
  const { bank } = world.deps;
  world.deps.bank = {
    ...bank,
    pool: (filter) => bank.pool(filter).filter(({ id }) => ids.includes(id)),
    pick: (filter, random) => {
      const pool = bank.pool(filter).filter(({ id }) => ids.includes(id));
      return pool.length === 0 ? null : random.pick(pool);
    },
  };
}

describe("the open question of the day", () => {
  it("is not practised in another channel, and its key is not told there", async () => {
    only("cnn.c0", "cnn.c1");
    await world.bot.daily.set(world.as("admin"), {});
    await world.bot.daily.now(world.as("admin"));
    const daily = await dailyOf(here);
    for (let i = 0; i < 20; i++) {
      const asked = await roundOf(await world.bot.ask(world.as("ada", { place: elsewhere }), {}, true));
      expect(asked.question.itemId).not.toBe(daily.question.itemId);
    }
  });

  it("keeps the verdict of a practice question that was asked before it waiting, and books it later", async () => {
    only("cnn.c0");
    const practice = await roundOf(await world.bot.ask(world.as("ada", { place: elsewhere }), {}, false));
    await world.bot.daily.set(world.as("admin"), {});
    await world.bot.daily.now(world.as("admin"));
    const { key } = dealt(practice);
    expect(said(await press("ada", practice.id, key, elsewhere))).toContain("the verdict waits");
    expect(said(await why("ada", practice.id, elsewhere))).toContain("the verdict waits");
    expect(await world.bot.profile(world.as("ada", { place: elsewhere }))).toMatchObject({ topics: [] });
    await world.bot.daily.close(world.as("admin"));
    expect(await why("ada", practice.id, elsewhere)).toMatchObject({
      kind: "verdict",
      right: true,
      points: 2,
    });
    expect(await world.bot.profile(world.as("ada", { place: elsewhere }))).toMatchObject({
      topics: [{ right: 1, answered: 1 }],
    });
  });

  it("is not told by the verdict of an earlier practice answer that is asked for again", async () => {
    only("cnn.c0");
    const practice = await roundOf(await world.bot.ask(world.as("ada", { place: elsewhere }), {}, false));
    expect(await press("ada", practice.id, 0, elsewhere)).toMatchObject({ kind: "verdict" });
    await world.bot.daily.set(world.as("admin"), {});
    await world.bot.daily.now(world.as("admin"));
    expect(said(await press("ada", practice.id, 1, elsewhere))).toContain("has to wait");
    expect(said(await why("ada", practice.id, elsewhere))).toContain("the verdict waits");
  });

  it("is not told by a close in another channel", async () => {
    only("cnn.c0");
    for (const place of [here, elsewhere]) {
      await world.bot.daily.set(world.as("admin", { place }), {});
      await world.bot.daily.now(world.as("admin", { place }));
    }
    const first = await dailyOf(here);
    await press("ada", first.id, 0);
    await world.bot.daily.close(world.as("admin"));
    await world.work();
    expect(said(await why("ada", first.id))).toContain("the verdict waits");
    // Nor where a count that came late has to be covered by it again.
    await expect(showResultAgain(world.deps, first)).rejects.toMatchObject({ waits: true });
    expect(world.platform.edits).toEqual([]);
    const home = await world.handlers.home(world.as("ada"));
    expect(JSON.stringify(home)).toContain("home.waits");
    await world.bot.daily.close(world.as("admin", { place: elsewhere }));
    for (const place of [here, elsewhere]) await world.bot.daily.off(world.as("admin", { place }));
    await world.runTo("2026-11-21T12:00:00Z", 10 * 60_000);
    expect(world.platform.edits.map(({ reply }) => reply.kind)).toContain("result");
    expect(await why("ada", first.id)).toMatchObject({ kind: "verdict" });
  });

  it("is not drawn where another channel has it open, while there is another question", async () => {
    only("cnn.c0", "cnn.c1", "cnn.c2");
    for (const place of [here, elsewhere]) {
      await world.bot.daily.set(world.as("admin", { place }), {});
      await world.bot.daily.now(world.as("admin", { place }));
    }
    const [one, other] = [await dailyOf(here), await dailyOf(elsewhere)];
    expect(one.question.itemId).not.toBe(other.question.itemId);
  });

  it("leaves its family to practice, with other numbers", async () => {
    const bank = smallBank(world.deps.bank);
    world.deps.bank = bank;
    only("cnn.n");
    await world.bot.daily.set(world.as("admin"), {});
    await world.bot.daily.now(world.as("admin"));
    const daily = await dailyOf(here);
    for (let i = 0; i < 20; i++) {
      const reply = await world.bot.ask(world.as("ada", { place: elsewhere }), {}, true);
      if (reply.kind !== "question") continue;
      expect((await roundOf(reply)).question.stem).not.toBe(daily.question.stem);
    }
  });
});

/** What people and time do, drawn at random. */
type Step =
  | { act: "now" | "close" | "ask" | "private" | "home" | "export" | "profile" | "answer"; at: 0 | 1 }
  | { act: "press" | "why" | "report"; at: 0 | 1; nth: number; choice: Choice }
  | { act: "time"; hours: number };

const at = fc.constantFrom(0 as const, 1 as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    act: fc.constantFrom("now", "close", "ask", "private", "home", "export", "profile", "answer"),
    at,
  }),
  fc.record({
    act: fc.constantFrom("press", "press", "why", "report"),
    at,
    nth: fc.nat(5),
    choice: fc.constantFrom(0, 1, 2, 3),
  }),
  fc.record({ act: fc.constant("time"), hours: fc.constantFrom(1, 5, 12, 24) }),
) as fc.Arbitrary<Step>;

describe("no reply of any kind", () => {
  it("gives an open question of the day away, whatever people ask, press and wait for", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        world = createWorld("2026-11-20T10:00:00Z");
        world.deps.bank = smallBank(world.deps.bank);
        const places = [here, elsewhere] as const;
        const rounds: { id: string; place: (typeof places)[number] }[] = [];
        const check = async (reply: Reply | null): Promise<void> => {
          const text = JSON.stringify(reply);
          for (const place of places) {
            const { current } = await world.store.readGroup(place);
            const daily = current === null ? null : await world.store.readRound(here.team, current);
            if (daily?.status !== "open" || world.now() >= daily.closesAt) continue;
            const { question } = daily;
            expect(text, secretOf(question)).not.toContain(keyOf(question).because);
            if (reply?.kind !== "question") continue;
            if (reply.mode === "practice") expect(reply.stem).not.toBe(question.stem);
            // A question that was up before this one was drawn had told the result before it by then.
            const isNew = reply.roundId === daily.id || reply.closesAt > daily.closesAt;
            if (isNew) expect(JSON.stringify(reply.previous)).not.toContain(keyOf(question).text);
          }
        };
        const { post, edit } = world.platform;
        world.platform.post = async (place, reply, options) => {
          await check(reply);
          return post.call(world.platform, place, reply, options);
        };
        world.platform.edit = async (team, message, reply) => {
          await check(reply);
          return edit.call(world.platform, team, message, reply);
        };
        for (const place of places) {
          await world.bot.daily.set(world.as("admin", { place }), {
            time: place === here ? "12:00" : "17:00",
            timezone: "UTC",
          });
        }
        const say = async (reply: Reply | null) => {
          await check(reply);
          if (reply?.kind !== "question") return;
          rounds.push({ id: reply.roundId, place: places[0] });
          // Its end, a day later, edits this message.
          const message = { channel: "practice", message: reply.roundId };
          await world.handlers.sent(places[0], reply.roundId, message);
        };
        for (const one of steps) {
          if (one.act === "time") {
            await world.runTo(new Date(world.now() + one.hours * 3_600_000).toISOString(), 3_600_000);
            continue;
          }
          const place = places[one.at];
          const who = world.as("ada", { place });
          const nth = "nth" in one ? rounds.at(-1 - (one.nth % Math.max(1, rounds.length))) : undefined;
          const { current } = await world.store.readGroup(place);
          const target = "nth" in one ? (one.nth === 0 ? (current ?? "") : (nth?.id ?? "")) : "";
          const choice = "choice" in one ? one.choice : 0;
          switch (one.act) {
            case "now":
              await check(await world.bot.daily.now(world.as("admin", { place })));
              break;
            case "close":
              await check(await world.bot.daily.close(world.as("admin", { place })));
              break;
            case "ask":
              await say(await world.bot.ask(who, {}, false));
              break;
            case "private":
              await say(await world.bot.ask(who, {}, true));
              break;
            case "home":
              await check(await world.handlers.home(who));
              break;
            case "export":
              await check(await world.bot.privacy.export(who));
              break;
            case "profile":
              await check(await world.bot.profile(who));
              break;
            case "answer":
              await check(await world.bot.answer(who, choice));
              break;
            case "press":
              await check(
                await world.handlers.button({ ...who, action: { verb: "answer", round: target, choice } }),
              );
              break;
            case "why":
              await check(await world.handlers.button({ ...who, action: { verb: "mine", round: target } }));
              break;
            case "report":
              await check(await world.bot.report(who, "wrong"));
              break;
            default:
              one satisfies never;
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
