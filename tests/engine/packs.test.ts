import { beforeEach, describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import type { SentFile } from "../../src/engine/ports/sent-file.ts";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";
import { readLive } from "../../src/engine/uses/live-moves.ts";
import { nextQuestion } from "../../src/engine/uses/live-question.ts";
import { loadPack, packsOf } from "../../src/engine/uses/packs/shelf.ts";
import { decodeAction, encodeAction } from "../../src/engine/words/action-id.ts";
import type { PackFileReply, QuestionReply, Reply } from "../../src/engine/words/reply.ts";
import { dealt, keyOf } from "../dealt.ts";
import { FORMATS } from "../packs/samples.ts";
import { languages } from "../platforms/speaking.ts";
import { createWorld, HOUR, type World } from "./world.ts";

let world: World;
const READER = { words: languages.of("en"), can: () => true };
/** All that a reply says. */
const said = (reply: Reply | null) => (reply === null ? "" : textsIn(cardOf(reply, READER)).join(" "));
function textsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((one) => (typeof one === "string" ? [one] : textsIn(one)));
}
beforeEach(() => {
  world = createWorld("2026-11-20T07:00:00Z");
});

const fileOf = (name: string, content: string | Uint8Array): SentFile => {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { name, size: bytes.length, bytes: async (limit) => (bytes.length > limit ? null : bytes) };
};
const quiz = (count: number, from = 0) =>
  [
    "question,option A,option B,option C,answer,explanation",
    ...Array.from({ length: count }, (_, i) => `What is number ${from + i}?,yes,no,perhaps,A,Because.`),
  ].join("\n");
const admin = () => world.as("admin");
const bring = (file: SentFile, name?: string) => world.bot.packs.import(admin(), name, file);
const release = (pack: string) => world.bot.packs.move(admin(), pack, "released", undefined);
const bringAndRelease = async (text = quiz(3), name = "Numbers") => {
  await bring(fileOf("numbers.csv", text), name);
  await release(name);
};
const asked = (reply: Reply): QuestionReply => {
  if (reply.kind !== "question") throw new Error(`a ${reply.kind}: ${said(reply)}`);
  return reply;
};
const roundOf = async (reply: Reply) => {
  const round = await world.store.readRound(world.place.team, asked(reply).roundId);
  if (round === null) throw new Error("no round");
  return round;
};
const askPack = (who: string, name: string) => world.bot.packs.ask(world.as(who), name, {}, true);
const press = (who: string, round: string, choice: number) =>
  world.handlers.button({ ...world.as(who), action: { verb: "answer", round, choice: choice as 0 } });
const file = (reply: Reply): PackFileReply => {
  if (reply.kind !== "pack-file") throw new Error(`a ${reply.kind}: ${said(reply)}`);
  return reply;
};

describe("a pack", () => {
  it("is brought in by a manager alone, and asked once it is released", async () => {
    const refused = await world.bot.packs.import(world.as("ada"), undefined, fileOf("numbers.csv", quiz(3)));
    expect(refused.kind).toBe("notice");
    expect(said(await world.bot.packs.list(world.as("ada")))).toContain("no packs yet");
    const brought = await bring(fileOf("some_numbers.csv", quiz(3)));
    expect(said(brought)).toContain("is here: 3 questions of 3");
    expect(said(brought)).toContain("It is asked nowhere yet");
    expect(said(await askPack("ada", "some numbers"))).toContain("is not released yet");
    expect(said(await release("some-numbers"))).toContain(" is released.");
    const question = asked(await askPack("ada", "some numb"));
    expect(question.topic).toBe("some numbers");
    expect(question.stem).toMatch(/^What is number \d\?$/);
    expect(question.options.map(({ text }) => text).sort()).toEqual(["no", "perhaps", "yes"]);
    expect(said(await askPack("ada", "else"))).toContain("no pack called “else”");
  });

  it.each(Object.keys(FORMATS))("is brought in from %s, with all that is wrong", async (name) => {
    expect(said(await bring(fileOf(name, FORMATS[name] ?? ""), "Quiz"))).toContain("2 questions of 2");
    const pack = await loadPack(world.deps, world.place.team, "quiz");
    expect(pack?.questions.map(({ options, key }) => options[key]?.text)).toEqual(["Jupiter", "True"]);
  });

  it.each(["Größe der Sterne", "Week 3: CNN-basics", "50% off"])(
    "keeps the name “%s” where its file comes by the form",
    async (name) => {
      const offered = await world.bot.packs.import(admin(), name, undefined);
      const [button] = offered.kind === "notice" ? (offered.buttons ?? []) : [];
      const action = decodeAction(encodeAction(button?.action ?? { verb: "help", page: "commands" }));
      if (action?.verb !== "pack") throw new Error(`a ${action?.verb}`);
      const sent = { form: "pack", item: action.item, text: quiz(1), ticked: [], delivery: "d1" } as const;
      expect(textsIn(await world.handlers.form({ ...admin(), ...sent }))).toContain(name);
      expect(said(await world.bot.packs.list(admin()))).toContain(name);
    },
  );

  it("keeps what can be asked, and names what cannot, line by line", async () => {
    const reply = await bring(
      fileOf("a.csv", `${quiz(1)}\nAll?,a,a,b,A,\nWhat?,a,b,All of the above,A,\n`),
      "A",
    );
    expect(said(reply)).toContain("one question of 3");
    expect(said(reply)).toContain("Line 3: two options say the same: “a”");
    expect(said(reply)).toContain("Line 4: “All of the above” speaks of options by letter or place");
    const none = await bring(fileOf("b.csv", "question,A,B,answer\nAll?,a,a,A\n"), "B");
    expect(none).toMatchObject({ kind: "pack-read", tone: "refusal" });
    expect((await packsOf(world.deps, world.place.team)).map(({ id }) => id)).toEqual(["a"]);
  });

  it("of 50 MB is refused before it is read", async () => {
    let read = 0;
    const large: SentFile = {
      name: "large.csv",
      size: 50 * 1024 * 1024,
      bytes: async () => {
        read++;
        return null;
      },
    };
    expect(said(await bring(large))).toContain("larger than 2 MB");
    expect(read).toBe(0);
  });

  it("comes again under its name as its next version, and what is open goes on as it was asked", async () => {
    await bringAndRelease(quiz(3));
    const round = await roundOf(await askPack("ada", "numbers"));
    const again = await bring(fileOf("numbers.csv", quiz(2, 50)), "Numbers");
    expect(said(again)).toContain("is here in version 2: 2 questions of 2");
    expect(asked(await askPack("ben", "numbers")).stem).toMatch(/number 5[01]/);
    const { key } = dealt(round);
    expect(await press("ada", round.id, key)).toMatchObject({ kind: "verdict", right: true, points: 4 });
    // Nothing is left of the version before.
    expect(await world.store.listDocuments(world.place.team, "pack-part")).toHaveLength(1);
  });

  it("is whole or not there at all, wherever the store goes away", async () => {
    const { team } = world.place;
    await bringAndRelease(quiz(30), "Old");
    const before = await loadPack(world.deps, team, "old");
    const write = world.store.writeDocument.bind(world.store);
    for (let fails = 1; fails <= 4; fails++) {
      for (const isDone of [false, true]) {
        let calls = 0;
        world.store.writeDocument = async (...args) => {
          if (++calls !== fails) return write(...args);
          if (isDone) await write(...args);
          throw new StoreUnavailable("away", { untouched: false });
        };
        await bring(fileOf("old.csv", quiz(45, 100)), "Old").catch(() => null);
        world.store.writeDocument = write;
        const after = await loadPack(world.deps, team, "old");
        expect([30, 45]).toContain(after?.questions.length);
        expect(after?.questions.length).toBe(after?.count);
        if (after?.version === before?.version) expect(after).toEqual(before);
      }
    }
    // What was left behind goes with the next one, an hour later.
    world.sleepTo(new Date(world.now() + 2 * HOUR).toISOString());
    await bring(fileOf("old.csv", quiz(20)), "Old");
    expect(await world.store.listDocuments(team, "pack-part")).toHaveLength(1);
  });

  it("may be one of twenty, and have five hundred questions", async () => {
    for (let i = 0; i < 20; i++) await bring(fileOf("n.csv", quiz(1)), `Pack ${i}`);
    expect(said(await bring(fileOf("n.csv", quiz(1)), "One more"))).toContain("There are 20 packs");
    expect(said(await bring(fileOf("n.csv", quiz(500)), "Pack 3"))).toContain("500 questions of 500");
    expect((await loadPack(world.deps, world.place.team, "pack-3"))?.questions).toHaveLength(500);
  });

  it("is counted among the topics, and only where it is released", async () => {
    await bring(fileOf("n.csv", quiz(4)), "Numbers");
    const topics = async () => {
      const reply = await world.bot.topics(world.as("ada"));
      return reply.kind === "topics" ? reply.topics.map(({ name, kinds }) => `${name} ${kinds.choice}`) : [];
    };
    expect(await topics()).not.toContain("Numbers 4");
    await release("Numbers");
    expect(await topics()).toContain("Numbers 4");
  });
});

describe("a question of a pack", () => {
  it("brings nobody points who has seen its key: whoever imported, checked or exported it", async () => {
    await bringAndRelease();
    const answer = async (who: string) => {
      const round = await roundOf(await askPack(who, "numbers"));
      return press(who, round.id, dealt(round).key);
    };
    expect(await answer("ada")).toMatchObject({ right: true, points: 4 });
    expect(await answer("admin")).toMatchObject({ right: true, points: 0 });
    await world.bot.packs.check(world.as("host"), "numbers");
    expect(await answer("host")).toMatchObject({ points: 0 });
  });

  it("is kept out of the check and the file while it is open, and is in them after its close", async () => {
    await bringAndRelease();
    const round = await roundOf(await askPack("ada", "numbers"));
    const readSecrets = world.store.secrets;
    world.store.secrets = async () => new Map([[round.question.itemId, world.now() + HOUR]]);
    const check = () => world.bot.packs.check(world.as("host"), "numbers");
    const taken = (form: "csv" | "json") => world.bot.packs.export(admin(), { pack: "numbers", form });
    const replies = async () => [await check(), await taken("csv"), await taken("json")];
    for (const reply of await replies()) {
      expect(JSON.stringify(reply)).not.toContain(round.question.stem);
      expect(said(reply)).toContain("One question is open here right now");
    }
    const checked = await check();
    const numbers = checked.kind === "pack-check" ? checked.questions.map(({ number }) => number) : [];
    const own = Number(/\d/.exec(round.question.stem)?.[0]) + 1;
    expect(numbers).toEqual([1, 2, 3].filter((number) => number !== own));
    world.store.secrets = readSecrets;
    for (const reply of await replies()) expect(JSON.stringify(reply)).toContain(round.question.stem);
  });

  it("shows nobody its key where it is the only one and open, and whoever looked still earns on it", async () => {
    await bringAndRelease(quiz(1));
    const round = await roundOf(await askPack("ada", "numbers"));
    const readSecrets = world.store.secrets;
    world.store.secrets = async () => new Map([[round.question.itemId, world.now() + HOUR]]);
    expect((await world.bot.packs.check(world.as("host"), "numbers")).kind).toBe("notice");
    expect((await world.bot.packs.export(world.as("host"), { pack: "numbers" })).kind).toBe("notice");
    world.store.secrets = readSecrets;
    expect((await loadPack(world.deps, world.place.team, "numbers"))?.knows).toEqual(["admin"]);
  });

  it("is asked as the one of the day, closes, and pays those who did not know it", async () => {
    await bringAndRelease();
    await world.bot.packs.propose(admin(), "numbers", {}).then(async (reply) => {
      expect(said(reply)).toContain("Numbers");
      const plan = reply.kind === "schedule" ? reply.buttons[0]?.action : undefined;
      if (plan === undefined) throw new Error(said(reply));
      expect(said(await world.handlers.button({ ...admin(), action: plan as never }))).toContain("Numbers");
    });
    expect(said(await world.bot.daily.status(admin()))).toContain("Numbers");
    await world.bot.daily.now(admin());
    const posted = world.platform.posts.at(-1)?.reply;
    if (posted === undefined) throw new Error("nothing was posted");
    const round = await roundOf(posted);
    expect(asked(posted).topic).toBe("Numbers");
    for (const who of ["ada", "admin"]) await press(who, round.id, dealt(round).key);
    await world.bot.daily.close(admin());
    await world.work();
    const result = world.platform.edits.map(({ reply }) => reply).find(({ kind }) => kind === "result");
    expect(result).toMatchObject({ answered: 2, explanation: "Because." });
    const board = await world.store.standings(
      world.place.team,
      { group: "g1", topic: null },
      { kind: "all" },
      10,
      "ada",
    );
    expect(board.rows.map(({ learner }) => learner)).toEqual(["ada"]);
    expect(said(await world.bot.daily.status(admin()))).not.toContain("pk.");
  });

  it("is asked of no topic besides: not in practice, a live round or a duel", async () => {
    await bringAndRelease();
    const [ada, both] = [world.as("ada"), "Name a pack or a topic: not both."];
    expect(said(await world.bot.packs.ask(ada, "numbers", { topic: "cnn" }, true))).toContain(both);
    expect(said(await world.bot.packs.live(ada, "numbers", { topic: "cnn" }))).toContain(both);
    const duel = { member: "ben", topic: "cnn" };
    expect(said(await world.bot.packs.duel(ada, "numbers", duel))).toContain(both);
    expect(await readLive(world.deps, world.place)).toBeNull();
  });

  it("is asked in a live round of its pack", async () => {
    await bringAndRelease();
    await world.bot.packs.live(world.as("ada"), "numbers", { rounds: 3 });
    const game = await readLive(world.deps, world.place);
    if (game === null) throw new Error("no live round");
    expect(game.length).toBe(3);
    const round = await nextQuestion(world.deps, world.place, game);
    expect(round?.question.topic.name).toBe("Numbers");
  });

  it("stands over a live round by its name, and where it is removed before anything was asked the podium says why", async () => {
    await bringAndRelease(quiz(3), "Numbers & more");
    await world.bot.packs.live(world.as("ada"), "numbers & more", { rounds: 3 });
    await world.work();
    expect(world.platform.posts.at(-1)?.reply).toMatchObject({ kind: "live-lobby", topic: "Numbers & more" });
    const game = (await readLive(world.deps, world.place))?.game ?? "";
    const act = (what: "join" | "start") =>
      world.handlers.button({ ...world.as("ada"), action: { verb: "live", game, act: what } });
    await act("join");
    await world.bot.packs.move(admin(), "numbers & more", "retired", undefined);
    await act("start");
    await world.runTo(new Date(world.now() + 30_000).toISOString(), 1000);
    const podium = world.platform.posts.at(-1)?.reply ?? null;
    expect(podium?.kind).toBe("live-podium");
    expect(said(podium)).toContain("No question was asked: nothing more is left of what it asks from.");
    expect(said(podium)).not.toContain("Nobody answered");
  });

  it("brings nobody points in a live round who has seen its key", async () => {
    await bringAndRelease(quiz(1));
    await world.bot.packs.check(world.as("host"), "numbers");
    await world.bot.packs.live(world.as("ada"), "numbers", { rounds: 1 });
    await world.work();
    const game = (await readLive(world.deps, world.place))?.game ?? "";
    const act = (who: string, what: "join" | "start") =>
      world.handlers.button({ ...world.as(who), action: { verb: "live", game, act: what } });
    for (const who of ["ada", "host", "admin"]) await act(who, "join");
    await act("ada", "start");
    await world.runTo(new Date(world.now() + 5_000).toISOString(), 1000);
    const round = (await readLive(world.deps, world.place))?.rounds[0] ?? "";
    const found = await world.store.readRound(world.place.team, round);
    if (found === null) throw new Error("no round");
    for (const who of ["ada", "host", "admin"]) await press(who, round, dealt(found).key);
    await world.runTo(new Date(world.now() + 120_000).toISOString(), 1000);
    const points = async (who: string) => {
      const profile = await world.bot.profile(world.as(who));
      return profile.kind === "profile" ? (profile.points[0]?.points ?? 0) : null;
    };
    expect(await Promise.all(["ada", "host", "admin"].map(points))).toEqual([4, 0, 0]);
  });

  it("says below a right answer why it brings no points to whoever has seen its keys", async () => {
    await bringAndRelease(quiz(1));
    const round = await roundOf(await world.bot.packs.ask(world.as("ada"), "numbers", {}, false));
    expect(said(await press("ada", round.id, dealt(round).key))).not.toContain("You have seen the answers");
    const verdict = await press("admin", round.id, dealt(round).key);
    expect(verdict).toMatchObject({ kind: "verdict", right: true, points: 0 });
    expect(said(verdict)).toContain("You have seen the answers of this pack, so it brings you no points.");
  });

  it("is told and judged without an explanation, where its file has none", async () => {
    await bringAndRelease("question,A,B,answer\nIs it so?,yes,no,A\n", "Bare");
    const round = await roundOf(await askPack("ada", "bare"));
    const wrong = dealt(round).key === 0 ? 1 : 0;
    const verdict = await press("ada", round.id, wrong);
    expect(verdict).toMatchObject({ kind: "verdict", right: false });
    expect(said(verdict)).toContain("yes");
  });

  it("stands on one's page under the name of its pack, and once that is gone under what it was called by", async () => {
    await bringAndRelease(quiz(1), "Number Theory");
    const round = await roundOf(await askPack("ada", "number-theory"));
    await press("ada", round.id, dealt(round).key);
    const topics = async () => {
      const page = await world.bot.profile(world.as("ada"));
      return page.kind === "profile" ? page.topics.map(({ name }) => name) : [];
    };
    expect(await topics()).toEqual(["Number Theory"]);
    const remove = { verb: "pack-act", pack: "number-theory", act: "remove" } as const;
    await world.handlers.button({ ...admin(), action: remove });
    expect(await topics()).toEqual(["number-theory"]);
  });

  it("is not asked once it is retired, and the pack neither", async () => {
    await bringAndRelease(quiz(2));
    await world.bot.packs.move(admin(), "numbers", "retired", 1);
    for (let i = 0; i < 6; i++)
      expect(asked(await askPack(`m${i}`, "numbers")).stem).toBe("What is number 1?");
    await world.bot.packs.move(admin(), "numbers", "released", 1);
    await world.bot.packs.move(admin(), "numbers", "retired", undefined);
    expect(said(await askPack("ada", "numbers"))).toContain("is retired");
    expect(said(await world.bot.packs.move(admin(), "numbers", "retired", 9))).toContain("no question 9");
  });

  it("stays retired when its pack comes again, and whoever brings it in reads so", async () => {
    await bringAndRelease();
    await world.bot.packs.move(admin(), "numbers", "retired", 2);
    const again = said(await bring(fileOf("numbers.csv", quiz(4)), "Numbers"));
    expect(again).toContain("is here in version 2: 4 questions of 4");
    expect(again).toContain("One question was retired before and stays so.");
    expect(said(await bring(fileOf("numbers.csv", quiz(1)), "Numbers"))).not.toContain("was retired before");
  });

  it("goes with its pack when that is removed, after asking", async () => {
    await bringAndRelease();
    const offered = await world.bot.packs.remove(admin(), "numbers");
    expect(said(offered)).toContain("with its 3 questions. Questions that were asked");
    const remove = { verb: "pack-act", pack: "numbers", act: "remove" } as const;
    expect(said(await world.handlers.button({ ...world.as("ada"), action: remove }))).not.toContain(
      "is removed",
    );
    expect(said(await world.handlers.button({ ...admin(), action: remove }))).toContain(" is removed.");
    // A second press is of the same pack, not of another one whose name begins so.
    await bring(fileOf("more.csv", quiz(2)), "Numbers 2");
    expect(said(await world.handlers.button({ ...admin(), action: remove }))).toContain("not there any more");
    expect((await packsOf(world.deps, world.place.team)).map(({ name }) => name)).toEqual(["Numbers 2"]);
    await world.handlers.button({ ...admin(), action: { ...remove, pack: "numbers-2" } });
    expect(await world.store.listDocuments(world.place.team, "pack-part")).toEqual([]);
    expect(said(await askPack("ada", "numbers"))).toContain("no packs yet");
  });

  it("can be reported", async () => {
    await bringAndRelease();
    const { roundId } = asked(await askPack("ada", "numbers"));
    const reply = await world.handlers.form({
      ...world.as("ada"),
      ...{ form: "report", item: roundId, text: "It is wrong.", ticked: [], delivery: "d1" },
    });
    expect(said(reply)).toContain("Thank");
  });
});

describe("what is taken out as a file", () => {
  it("is a pack that is imported again without loss, as CSV and as JSON", async () => {
    await bringAndRelease(FORMATS["quiz.json"], "Quiz");
    const before = (await loadPack(world.deps, world.place.team, "quiz"))?.questions;
    for (const form of ["csv", "json"] as const) {
      const { filename, text } = file(await world.bot.packs.export(admin(), { pack: "quiz", form }));
      await bring(fileOf(filename, text), `Again ${form}`);
      expect((await loadPack(world.deps, world.place.team, `again-${form}`))?.questions).toEqual(before);
    }
    expect((await world.bot.packs.export(world.as("ada"), { pack: "quiz" })).kind).toBe("notice");
  });

  it("is the template, where nothing is named", async () => {
    const { text } = file(await world.bot.packs.export(world.as("ada"), {}));
    expect(said(await bring(fileOf("template.csv", text)))).toContain("2 questions of 2");
  });

  it("is one's own mistakes or all that was answered, of the bank and of packs, as cards", async () => {
    await bringAndRelease();
    expect(said(await world.bot.packs.export(world.as("ada"), { what: "mistakes" }))).toContain("no mistake");
    const round = await roundOf(await askPack("ada", "numbers"));
    await press("ada", round.id, (dealt(round).key + 1) % 3);
    const own = await roundOf(await world.bot.ask(world.as("ada"), { topic: "cnn" }, true));
    await press("ada", own.id, dealt(own).key);
    const mistakes = file(await world.bot.packs.export(world.as("ada"), { what: "mistakes" }));
    expect(mistakes.filename).toBe("dlq-mistakes.txt");
    expect(mistakes.text).toContain("#separator:tab");
    expect(mistakes.text).toContain(round.question.stem);
    expect(mistakes.text).not.toContain(own.question.stem);
    const all = file(await world.bot.packs.export(world.as("ada"), { what: "reviews", form: "csv" }));
    expect(all.text).toContain(round.question.stem);
    expect(all.text).toContain(keyOf(own.question).because);
  });

  it("tells nothing of an open question of the day", async () => {
    const round = await roundOf(await world.bot.ask(world.as("ada"), { topic: "cnn" }, true));
    await press("ada", round.id, dealt(round).key);
    world.store.secrets = async () => new Map([[round.question.itemId, world.now() + HOUR]]);
    expect(said(await world.bot.packs.export(world.as("ada"), { what: "reviews" }))).toContain("nothing yet");
  });
});

describe("whoever knows the keys of a pack", () => {
  it("reads so among what is kept, and is forgotten with everything else, the pack is not", async () => {
    await bringAndRelease();
    expect(said(await world.bot.privacy.offerForget(admin()))).toContain("the answers of packs");
    await world.handlers.button({ ...admin(), action: { verb: "forget", learner: "admin" } });
    const pack = await loadPack(world.deps, world.place.team, "numbers");
    expect(pack).toMatchObject({ knows: [], count: 3 });
    expect(await world.store.documentsOf(world.place.team, "admin")).toEqual([]);
  });
});
