import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../../src/engine/ports/bot.ts";
import type { ButtonPress } from "../../src/engine/ports/platform.ts";
import { LINK_TIME } from "../../src/engine/uses/link-state.ts";
import { reviewsOf } from "../../src/engine/uses/linked.ts";
import { CODE_LENGTH, readAccount, readLink } from "../../src/engine/words/link.ts";
import { packConcept, packItem } from "../../src/engine/words/pack.ts";
import { type Place, placeOfOne } from "../../src/engine/words/place.ts";
import type { Action, Button } from "../../src/engine/words/press.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { START, type StoreHarness } from "../stores/harness.ts";
import { onEachStore } from "./on-stores.ts";
import { createWorld, DAY, said, type World } from "./world.ts";

const DISCORD: Place = { team: "discord:1", group: "study" };
const SLACK: Place = { team: "slack:T1", group: "C1" };
const OTHER: Place = { team: "discord:2", group: "other" };

onEachStore("accounts that are linked", (open) => {
  let harness: StoreHarness;
  let world: World;
  beforeEach(async () => {
    harness = await open();
    world = createWorld(new Date(START).toISOString(), () => harness.store);
    world.platform.names = new Map([
      [DISCORD.team, "Study"],
      [SLACK.team, "Acme"],
    ]);
  });
  afterEach(() => harness.close());

  async function pass(ms: number) {
    await harness.advance(ms);
    world.sleepTo(new Date(world.now() + ms).toISOString());
  }
  /** What is due now is done a moment later: the store's clock decides what is. */
  async function work() {
    await pass(1000);
    await world.work();
  }

  const ada = (place = DISCORD): Caller => ({
    ...world.as("ada"),
    place,
    person: { id: "ada", name: "Ada" },
  });
  const ben = (place = SLACK): Caller => ({ ...world.as("ben"), place, person: { id: "ben", name: "Ben" } });
  const buttons = (reply: Reply): readonly Button[] => ("buttons" in reply ? reply.buttons : []);
  const labels = (reply: Reply) =>
    buttons(reply).map(({ label }) => (typeof label === "string" ? label : label.id));
  function named(reply: Reply, id: string): Action {
    const found = buttons(reply).find(({ label }) => typeof label !== "string" && label.id === id);
    if (found === undefined) throw new Error(`no ${id} under: ${said(reply)}`);
    return found.action;
  }
  async function press(who: Caller, action: Action): Promise<Reply> {
    const reply = await world.handlers.button({ ...who, action: action as ButtonPress["action"] });
    if (reply === null) throw new Error("nothing came back");
    return reply;
  }
  const yes = async (who: Caller, reply: Reply) => press(who, named(reply, "button.link-yes"));
  const status = (who: Caller) => world.bot.link(who, {});
  async function codeOf(who: Caller): Promise<string> {
    const reply = await status(who);
    const line = reply.kind === "notice" ? reply.lines.find(({ id }) => id === "link.code") : undefined;
    return (line?.values?.code as { code: string } | undefined)?.code ?? said(reply);
  }
  const enter = (who: Caller, code: string) => world.bot.link(who, { code });
  /** Ada's code, entered by Ben, both say yes. */
  async function linked(first = ada(), second = ben()): Promise<void> {
    await yes(second, await enter(second, await codeOf(first)));
    await work();
    const done = await yes(first, await status(first));
    expect(said(done)).toContain("is linked with");
    await work();
  }
  const isLinked = async (who: Caller) => said(await status(who)).includes("is linked with");

  async function answer(who: Caller, right: boolean): Promise<string> {
    const asked = await world.bot.ask(who, { topic: "cnn", kind: "choice" } as never, true);
    if (asked.kind !== "question") throw new Error(`a ${asked.kind}`);
    const round = (buttons(asked)[0]!.action as { round: string }).round;
    const { question } = (await world.store.readRound(who.place.team, round))! as {
      question: { key: number; itemId: string };
    };
    const { itemId } = question;
    const choice = right ? question.key : (question.key + 1) % 4;
    await press(who, { verb: "answer", round, choice } as Action);
    return itemId;
  }

  it("takes a code on the other side and a yes on both, and then says with whom, without an id", async () => {
    const entered = await enter(ben(), await codeOf(ada()));
    expect(said(entered)).toContain("The code is of Ada on Discord, Study.");
    expect(said(await yes(ben(), entered))).toContain("Now say yes as Ada on Discord, Study");
    expect(await isLinked(ben())).toBe(false);
    await work();
    const { learner, reply } = world.platform.told.at(-1)!;
    expect([learner, said(reply)]).toEqual([
      "ada",
      expect.stringContaining("Ben on Slack, Acme wants to be linked"),
    ]);
    expect(said(await yes(ada(), reply))).toContain("This account is linked with Ben on Slack, Acme.");
    await work();
    expect(world.platform.told.at(-1)).toMatchObject({ learner: "ben" });
    expect(said(world.platform.told.at(-1)!.reply)).toContain("Ada on Discord, Study said yes");
    expect(said(await status(ben()))).toContain("is linked with Ada on Discord, Study.");
    const told = world.platform.told.length;
    await work();
    expect(world.platform.told).toHaveLength(told);
  });

  it("shows a code in groups, long enough that nobody guesses it, and takes it as it is typed", async () => {
    const code = await codeOf(ada());
    expect(code.replaceAll("-", "")).toHaveLength(CODE_LENGTH);
    expect(code).toMatch(/^(\w{4}-){4}\w{4}$/);
    expect(labels(await enter(ben(), ` ${code.replaceAll("-", " ")} `))).toContain("button.link-yes");
  });

  it("asks whoever takes no direct messages once they look themselves", async () => {
    world.platform.takesDirect = false;
    await linked();
    expect(await isLinked(ada())).toBe(true);
  });

  it("links nobody without the yes of the side that the code is from, who reads who wants it", async () => {
    const entered = await enter(ben(), await codeOf(ada()));
    await yes(ben(), entered);
    await work();
    const { reply } = world.platform.told.at(-1)!;
    expect(said(await press(ada(), named(reply, "button.link-no")))).toContain("Nothing was linked");
    expect(said(await press(ada(), named(reply, "button.link-yes")))).toContain("This is over");
    expect(said(await press(ben(), named(entered, "button.link-yes")))).toContain("This is over");
    expect(await isLinked(ada())).toBe(false);
    expect(await isLinked(ben())).toBe(false);
  });

  it("links nobody before the side that entered the code has said yes", async () => {
    const code = await codeOf(ada());
    await enter(ben(), code);
    const before = await status(ada());
    expect(labels(before)).not.toContain("button.link-yes");
  });

  it("refuses codes that are forged, mistyped or of no length", async () => {
    await codeOf(ada());
    for (const code of [
      "",
      "x",
      "AAAA-BBBB-CCCC-DDDD-EEEE",
      `${"a".repeat(19)}/`,
      "../../x",
      "\u0000".repeat(20),
    ])
      expect(said(await enter(ben(), code))).toContain("No account waits for this code");
  });

  it("takes a code once: a second entry, by whomever, is refused", async () => {
    const code = await codeOf(ada());
    const both = await Promise.all([
      enter(ben(), code),
      enter({ ...ben(OTHER), person: { id: "cleo", name: "Cleo" } }, code),
    ]);
    expect(both.filter((reply) => labels(reply).includes("button.link-yes"))).toHaveLength(1);
    expect(said(await enter(ben(), code))).toContain("No account waits");
  });

  it("takes no code of an account that has a newer one, or has linked meanwhile", async () => {
    const first = await codeOf(ada());
    const second = await codeOf(ada());
    expect(second).not.toBe(first);
    expect(said(await enter(ben(), first))).toContain("No account waits");
    await yes(ben(), await enter(ben(), second));
    await yes(ada(), await status(ada()));
    expect(said(await enter({ ...ben(OTHER), person: { id: "cleo", name: "Cleo" } }, second))).toContain(
      "No account waits",
    );
  });

  it("takes no code, and no yes, that is older than ten minutes", async () => {
    const code = await codeOf(ada());
    await pass(LINK_TIME + 1000);
    expect(said(await enter(ben(), code))).toContain("No account waits");
    const entered = await enter(ben(), await codeOf(ada()));
    await pass(LINK_TIME + 1000);
    expect(said(await yes(ben(), entered))).toContain("This is over");
    const again = await enter(ben(), await codeOf(ada()));
    await yes(ben(), again);
    await work();
    const { reply } = world.platform.told.at(-1)!;
    await pass(LINK_TIME + 1000);
    expect(said(await yes(ada(), reply))).toContain("This is over");
    expect(await isLinked(ben())).toBe(false);
  });

  it("refuses an own code, one of the same team, and tells each which it is; the code is still good", async () => {
    const code = await codeOf(ada());
    expect(said(await enter(ada(), code))).toContain("your own code");
    expect(said(await enter({ ...ben(DISCORD) }, code))).toContain("another member of this team");
    expect(labels(await enter(ben(), code))).toContain("button.link-yes");
  });

  it("links nobody where both enter each other's code at once, and says to begin with one", async () => {
    const [mine, theirs] = [await codeOf(ada()), await codeOf(ben())];
    const [here, there] = await Promise.all([enter(ada(), theirs), enter(ben(), mine)]);
    for (const [who, reply] of [
      [ada(), here],
      [ben(), there],
    ] as const)
      if (labels(reply).includes("button.link-yes"))
        expect(said(await yes(who, reply))).toMatch(/Nothing was linked|This is over|Now say yes/);
    await work();
    expect(await isLinked(ada())).toBe(false);
    expect(await isLinked(ben())).toBe(false);
    await end(ada());
    await end(ben());
    await linked();
  });
  const end = (who: Caller) => world.bot.link(who, { off: true });

  it("refuses the code of a team that has removed the bot, and of a member who left", async () => {
    const code = await codeOf(ada());
    world.platform.isThere = false;
    expect(said(await enter(ben(), code))).toContain("The bot is not in the team any more");
    world.platform.isThere = true;
    world.platform.left = ["ada"];
    expect(said(await enter(ben(), code))).toContain("has left that team");
  });

  it("links one other account at most", async () => {
    await linked();
    const cleo = { ...ben(OTHER), person: { id: "cleo", name: "Cleo" } };
    expect(said(await enter(ada(), await codeOf(cleo)))).toContain("linked with Ben on Slack, Acme already");
    expect(await isLinked(ben())).toBe(true);
  });

  it("links with oneself in another server of the same platform, and in one's own chats", async () => {
    await linked(ada(), ada(OTHER));
    expect(said(await status(ada(OTHER)))).toContain("Ada on Discord, Study");
    await end(ada());
    // No platform knows a team of one.
    world.platform.isIn = async (team?: Place["team"]) => team !== placeOfOne("discord", "ada").team;
    await linked(ada(placeOfOne("discord", "ada")), ada());
    expect(await isLinked(ada())).toBe(true);
  });

  it("is ended from either side, by a press or a word, at any time", async () => {
    await linked();
    expect(said(await press(ben(), named(await status(ben()), "button.link-off")))).toContain("is over");
    expect(said(await end(ada()))).toContain("linked with no other");
    await linked();
    expect(said(await end(ada()))).toContain("The link with Ben on Slack, Acme is over");
    expect(await isLinked(ben())).toBe(false);
  });

  it("is no link where only one side says so", async () => {
    await linked();
    await answer(ben(), true);
    const name = { kind: "link", id: "ben" };
    await world.store.writeDocument(SLACK.team, name, await world.store.readDocument(SLACK.team, name), null);
    expect(await isLinked(ada())).toBe(false);
    expect(await world.bot.profile(ada())).toMatchObject({ memory: null });
  });

  it("goes on with a link that broke off between the two sides", async () => {
    const entered = await enter(ben(), await codeOf(ada()));
    await yes(ben(), entered);
    const asked = await status(ada());
    const { writeDocument } = world.store;
    world.store.writeDocument = async (team, name, read, change) => {
      if (team === SLACK.team) throw new Error("broke off");
      return writeDocument.call(world.store, team, name, read, change);
    };
    await expect(yes(ada(), asked)).rejects.toThrow("broke off");
    world.store.writeDocument = writeDocument;
    expect(await world.bot.profile(ada())).toMatchObject({ memory: null });
    expect(said(await yes(ada(), asked))).toContain("is linked with");
    expect(await isLinked(ben())).toBe(true);
  });

  it("makes what was answered on one side known on the other, and due there, until it is ended", async () => {
    await answer(ben(), true);
    expect(await world.bot.profile(ada())).toMatchObject({ memory: null });
    await linked();
    expect(await world.bot.profile(ada())).toMatchObject({ memory: { due: 0 } });
    await pass(30 * DAY);
    expect(await world.bot.profile(ada())).toMatchObject({ memory: { due: 1 } });
    const session = await world.bot.review(ada(), {});
    expect(session).toMatchObject({ kind: "question", topic: "CNN" });
    await press(ada(), buttons(session)[0]!.action);
    expect(await world.bot.profile(ben())).toMatchObject({ memory: { due: 0 } });
    await end(ben());
    expect(await world.bot.profile(ben())).toMatchObject({ memory: { due: 1 } });
  });

  it("tells no answer of the other side's mistakes that is the question of the day there", async () => {
    const item = await answer(ben(), false);
    await linked();
    const shown = async () => {
      const reply = await world.bot.mistakes(ada());
      return reply.kind === "mistakes" ? reply.rows.map((row) => row.shown) : [];
    };
    expect(await shown()).toMatchObject([{ key: "right" }]);
    const { secrets } = world.store;
    world.store.secrets = async (team) =>
      team === SLACK.team ? new Map([[item, world.now() + DAY]]) : secrets.call(world.store, team);
    expect(await shown()).toEqual(["waits"]);
    world.store.secrets = secrets;
  });

  it("takes nothing of one team's own packs over to the other, which may have one of the same name", async () => {
    await linked();
    const outcome = { kind: "choice", right: false, confidence: null, hints: 0, difficulty: "easy" } as const;
    const [concept, item] = [packConcept("quiz", "q1"), packItem("quiz", "q1")];
    await world.store.recordReview(SLACK.team, "ben", {
      ...{ id: "r", at: world.now(), concept, item, mode: "practice", outcome },
    });
    const [here, there] = [
      await reviewsOf(world.deps, DISCORD.team, "ada"),
      await reviewsOf(world.deps, SLACK.team, "ben"),
    ];
    expect([here.concepts.size, here.seen.size]).toEqual([0, 0]);
    expect([...there.concepts.keys()]).toEqual([concept]);
  });

  it("leaves points, boards and streaks where they are", async () => {
    await answer(ben(), true);
    await linked();
    const here = await world.bot.profile(ada());
    expect(here).toMatchObject({ points: expect.arrayContaining([expect.objectContaining({ points: 0 })]) });
    const board = await world.store.standings(
      DISCORD.team,
      { group: null, topic: null },
      { kind: "all", label: "" } as never,
      5,
      null,
    );
    expect(board.rows).toEqual([]);
  });

  it("plans with the plan of either side, and changes it where it is kept", async () => {
    await world.bot.plan.set(ben(), { date: "2027-02-01", role: "data-scientist" } as never);
    await linked();
    expect(await world.bot.plan.show(ada())).toMatchObject({ kind: "plan", date: "2027-02-01" });
    await world.bot.plan.set(ada(), { minutes: 40 });
    expect((await world.store.readPlans(SLACK.team, "ben")).plan).toMatchObject({ minutes: 40 });
    expect((await world.store.readPlans(DISCORD.team, "ada")).plan).toBeNull();
    await world.bot.plan.off(ada());
    expect(said(await world.bot.plan.show(ben()))).toContain("no plan");
  });

  it("has one plan where both sides had one, the nearer first, and ends both", async () => {
    await world.bot.plan.set(ben(), { date: "2027-02-01", role: "data-scientist" } as never);
    await world.bot.plan.set(ada(), { date: "2027-03-01", role: "data-scientist" } as never);
    await linked();
    expect(await world.bot.plan.show(ada())).toMatchObject({ date: "2027-02-01" });
    expect(await world.bot.plan.show(ben())).toMatchObject({ date: "2027-02-01" });
    await world.bot.plan.off(ada());
    expect(said(await world.bot.plan.show(ada()))).toContain("no plan");
    expect(said(await world.bot.plan.show(ben()))).toContain("no plan");
  });

  it("exports this side alone, and says so and with whom it is linked", async () => {
    await answer(ben(), true);
    await linked();
    const out = await world.bot.privacy.export(ada());
    if (out.kind !== "export") throw new Error(out.kind);
    const data = JSON.parse(out.json);
    expect(data.link).toEqual([{ stage: "linked", with: { platform: "slack", place: "Acme", name: "Ben" } }]);
    expect(data.reviews).toEqual({});
    expect(out.lines).toMatchObject([{ id: "export.linked" }]);
  });

  it("forgets one side alone where that is wanted, and the other is free", async () => {
    await answer(ben(), true);
    await linked();
    const asked = await world.bot.privacy.offerForget(ada());
    expect(said(asked)).toContain("This account is linked with Ben on Slack, Acme");
    expect(labels(asked)).toEqual(["button.forget-here", "button.forget-both"]);
    await press(ada(), named(asked, "button.forget-here"));
    expect(await isLinked(ben())).toBe(false);
    expect(await world.store.documentsOf(DISCORD.team, "ada")).toEqual([]);
    expect(await world.bot.profile(ben())).toMatchObject({ memory: { due: 0 } });
    expect(said(await press(ada(), named(asked, "button.forget-both")))).toContain("This is over");
    expect(await world.bot.profile(ben())).toMatchObject({ memory: { due: 0 } });
  });

  const nothingOf = async (place: Place, who: string) => {
    expect(await world.store.documentsOf(place.team, who)).toEqual([]);
    expect((await world.store.readReviews(place.team, who)).concepts.size).toBe(0);
    expect((await world.store.exportLearner(place.team, who)).groups).toEqual([]);
  };

  it("forgets both sides where that is wanted", async () => {
    await answer(ben(), true);
    await answer(ada(), true);
    await linked();
    const asked = await world.bot.privacy.offerForget(ada());
    const done = await press(ada(), named(asked, "button.forget-both"));
    expect(said(done)).toContain("and about Ben on Slack, Acme is gone");
    await nothingOf(DISCORD, "ada");
    await nothingOf(SLACK, "ben");
    await work();
  });

  it("goes on with forgetting both where it broke off", async () => {
    await answer(ben(), true);
    await answer(ada(), true);
    await linked();
    const asked = await world.bot.privacy.offerForget(ada());
    const { forgetLearner } = world.store;
    let calls = 0;
    world.store.forgetLearner = async (team, learner) => {
      if (++calls === 1) throw new Error("broke off");
      return forgetLearner.call(world.store, team, learner);
    };
    await expect(press(ada(), named(asked, "button.forget-both"))).rejects.toThrow("broke off");
    expect(said(await status(ada()))).toContain("being removed");
    await pass(2 * 60_000);
    await work();
    await nothingOf(DISCORD, "ada");
    await nothingOf(SLACK, "ben");
  });

  it("lets nobody else press: neither a stranger's yes nor their forgetting does anything", async () => {
    const entered = await enter(ben(), await codeOf(ada()));
    const cleo = { ...ben(), person: { id: "cleo", name: "Cleo" } };
    expect(said(await yes(cleo, entered))).toContain("This is over");
    await yes(ben(), entered);
    await yes(ada(), await status(ada()));
    const asked = await world.bot.privacy.offerForget(ada());
    expect(said(await press(cleo, named(asked, "button.forget-both")))).toContain("This is over");
    expect(await isLinked(ben())).toBe(true);
  });

  it("keeps no code and no other side of whoever is forgotten before both said yes", async () => {
    const code = await codeOf(ada());
    await press(ada(), named(await world.bot.privacy.offerForget(ada()), "button.forget"));
    expect(said(await enter(ben(), code))).toContain("No account waits");
    await yes(ben(), await enter(ben(), await codeOf(ada())));
    await press(ben(), named(await world.bot.privacy.offerForget(ben()), "button.forget"));
    expect(await world.store.documentsOf(DISCORD.team, "ada")).toEqual([]);
  });
});

describe("what is kept of a link", () => {
  it("is read as nothing where it is not what this version wrote", () => {
    for (const text of ["", "null", "[]", "{", '{"run":"a"}', '{"run":"a","stage":"linked","other":null}'])
      expect(readLink(text)).toBeNull();
    for (const text of ["", "null", '{"team":"x:1","learner":"a"}', '{"team":"slack:T1"}'])
      expect(readAccount(text)).toBeNull();
  });
});
