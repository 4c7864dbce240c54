import { beforeEach, describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import type { Opinion } from "../../src/engine/ports/opinion.ts";
import type { ButtonPress } from "../../src/engine/ports/platform.ts";
import type { Action } from "../../src/engine/words/press.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { languages } from "../platforms/speaking.ts";
import { silentMeter } from "../silent-meter.ts";
import { createWorld, said, type World } from "./world.ts";

const ITEM = "cnn.o1";
const TEAM = "web:local";
const POINT = { point: "point", weight: 2 };
const HELD: Opinion = {
  kind: "held",
  tokens: 300,
  held: {
    covered: [{ ...POINT, evidence: "my own words" }],
    missing: [{ point: "another point", weight: 1 }],
    contradictions: [{ statement: "it learns", why: "It does not." }],
  },
};

let world: World;
/** What the model was sent, what it says, and how often something was counted. */
let sent: string[];
let says: Opinion;
let counted: Record<string, number>;
let meanwhile: () => void;

/** The host sets a model up, or another one. */
function setUp(over: { host?: string; perDay?: number; most?: number } = {}): void {
  world.deps.opinions = {
    model: "some-model",
    host: over.host ?? "models.example",
    perDay: over.perDay ?? 10_000,
    most: () => over.most ?? 1_000,
    of: async (_item, answer) => {
      sent.push(answer);
      meanwhile();
      return says;
    },
  };
}

beforeEach(() => {
  world = createWorld("2026-11-20T10:00:00Z");
  sent = [];
  says = HELD;
  counted = {};
  meanwhile = () => {};
  world.deps.meter = {
    ...silentMeter,
    count: (event, labels, amount = 1) => {
      const key = `${event} ${Object.values(labels)[0]}`;
      counted[key] = (counted[key] ?? 0) + amount;
    },
  };
  setUp();
});

const press = async (action: ButtonPress["action"], who = "ada"): Promise<Reply> => {
  const reply = await world.handlers.button({ ...world.as(who), action });
  if (reply === null) throw new Error("nothing came back");
  return reply;
};
const write = async (text = "my own words", who = "ada"): Promise<Reply> => {
  const form = { form: "write", item: ITEM, text, ticked: [] } as const;
  const reply = await world.handlers.form({ ...world.as(who), ...form });
  if (reply === null) throw new Error("nothing came back");
  return reply;
};
const ask = (who = "ada") => press({ verb: "opinion", item: ITEM }, who);
const consent = (sends: boolean, who = "ada") => press({ verb: "consent", item: ITEM, sends }, who);
const model = (sends?: boolean, who = "ada") => world.bot.privacy.model(world.as(who), sends);
const verbs = (reply: Reply): Action["verb"][] =>
  "buttons" in reply ? reply.buttons.map(({ action }) => action.verb) : [];
const shown = (reply: Reply) => JSON.stringify(cardOf(reply, { words: languages.of("en"), can: () => true }));

/** The question becomes the open question of the day of this team. */
function becomeDaily(): void {
  const { store } = world;
  world.deps.store = { ...store, secrets: async () => new Map([[ITEM, world.now() + 3_600_000]]) };
}

describe("a language model's opinion", () => {
  it("is offered under what somebody wrote, and sends nothing before they agreed", async () => {
    expect(verbs(await write())).toContain("opinion");
    const asked = await ask();
    expect(said(asked)).toMatch(/some-model.*models\.example/);
    expect(verbs(asked)).toEqual(["consent", "consent"]);
    expect(sent).toEqual([]);
    const opinion = await consent(true);
    expect(sent).toEqual(["my own words"]);
    expect(opinion).toMatchObject({ kind: "opinion", visibility: "private", instead: null });
    expect(counted).toMatchObject({ "opinions held": 1, "opinion_tokens yes": 300 });
  });

  it("says that it is one and no mark, and whose", async () => {
    await write();
    await ask();
    const card = shown(await consent(true));
    expect(card).toContain("A language model’s opinion");
    expect(card).toContain("some-model");
    expect(card).toContain("no mark");
    for (const part of ["my own words", "another point", "It does not."]) expect(card).toContain(part);
    expect(card).not.toContain("by weight");
    expect((await world.store.readReviews(TEAM, "ada")).concepts.size).toBe(0);
  });

  it("asks each learner once: after a yes it reads at once, after a no it is not offered any more", async () => {
    await write();
    await ask();
    await consent(true);
    await write("more words");
    expect(await ask()).toMatchObject({ kind: "opinion" });
    await write("ben's words", "ben");
    await ask("ben");
    expect(said(await consent(false, "ben"))).toContain("No language model reads what you write");
    expect(verbs(await write("ben again", "ben"))).not.toContain("opinion");
    // The button of an older message.
    expect(said(await ask("ben"))).toContain("You said that no language model");
    expect(sent).toEqual(["my own words", "more words"]);
    expect(await world.store.takeWritten(TEAM, "ben", ITEM)).toBeNull();
  });

  it("asks again where what they agreed to was another server, and never again after a no", async () => {
    await model(true);
    await model(false, "ben");
    setUp({ host: "elsewhere.example" });
    await write();
    await write("ben's words", "ben");
    expect(verbs(await ask())).toEqual(["consent", "consent"]);
    expect(said(await ask("ben"))).toContain("You said that no language model");
    expect(sent).toEqual([]);
  });

  it("can be taken back and given in /dlq-privacy, which says which it is", async () => {
    expect(said(await model())).toContain("You were not asked yet");
    expect(said(await model(true))).toContain("may read what you write");
    expect(said(await model())).toContain("may read what you write");
    await write();
    expect(said(await model(false))).toContain("No language model reads");
    expect(said(await ask())).toContain("You said that no language model");
    await model(true);
    expect(said(await ask())).toContain("I do not have this text any more");
    expect(sent).toEqual([]);
    const offer = said(await world.bot.privacy.offerForget(world.as("ada")));
    expect(offer).toContain("what you said about language models");
  });

  it("reads a text once, and not after an hour", async () => {
    await model(true);
    await write();
    const both = await Promise.all([ask(), ask()]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(["notice", "opinion"]);
    expect(sent).toHaveLength(1);
    await write("later words");
    world.sleepTo("2026-11-20T11:00:01Z");
    expect(said(await ask())).toContain("I do not have this text any more");
    expect(sent).toHaveLength(1);
  });

  it.each(["slow", "busy", "refused", "broken", "away", "nonsense"] as const)(
    "gives what was found without a model where it is %s, and can be tried again",
    async (why) => {
      const covered = [{ ...POINT, evidence: "my own words" }];
      const found = { covered, missing: [], contradictions: [], score: 1 };
      world.deps.bank = { ...world.deps.bank, feedback: () => found };
      await model(true);
      await write();
      says = { kind: "none", why, tokens: why === "slow" ? null : 0 };
      const instead = await ask();
      expect(instead).toMatchObject({ kind: "opinion", found: { covered } });
      const card = shown(instead);
      expect(card).toContain("Without a language model");
      expect(card).not.toContain("opinion of");
      expect(counted).toMatchObject({ [`opinions ${why}`]: 1 });
      says = HELD;
      expect(verbs(instead)).toContain("opinion");
      expect(await ask()).toMatchObject({ kind: "opinion", instead: null });
      expect(sent).toEqual(["my own words", "my own words"]);
    },
  );

  it("costs a team no more than its day has, and says so", async () => {
    setUp({ perDay: 2_000, most: 1_000 });
    await model(true);
    says = { ...HELD, tokens: null };
    for (let i = 0; i < 3; i++) {
      await write(`words ${i}`);
      await ask();
    }
    expect(sent).toEqual(["words 0", "words 1"]);
    const instead = await ask();
    expect(shown(instead)).toContain("used up for today");
    expect(counted).toMatchObject({ "opinions over-limit": 2, "opinion_tokens no": 2_000 });
    world.sleepTo("2026-11-21T00:00:01Z");
    await write("tomorrow");
    expect(await ask()).toMatchObject({ instead: null });
  });

  it("gives back what it did not use", async () => {
    setUp({ perDay: 2_000, most: 1_000 });
    await model(true);
    for (let i = 0; i < 4; i++) {
      await write(`words ${i}`);
      await ask();
    }
    // Three took 300 each; of a fourth it is not known what it will be.
    expect(sent).toHaveLength(4);
    await write("the fifth");
    expect(shown(await ask())).toContain("used up for today");
  });

  it("is shown also where its cost could not be settled", async () => {
    await model(true);
    await write();
    const { store } = world;
    world.deps.store = { ...store, settleTokens: () => Promise.reject(new Error("away")) };
    expect(await ask()).toMatchObject({ kind: "opinion", instead: null });
  });

  it("is never asked for, nor shown, of the open question of the day", async () => {
    await model(true);
    await write();
    meanwhile = becomeDaily;
    expect(said(await ask())).toContain("open here right now");
    expect(sent).toHaveLength(1);
    expect(said(await write("more"))).toContain("open here right now");
    expect(said(await ask())).toContain("open here right now");
    expect(said(await consent(true))).toContain("open here right now");
    expect(sent).toHaveLength(1);
  });

  it("is not there where the host set no model up, and keeps no text for it", async () => {
    world.deps.opinions = null;
    expect(verbs(await write())).not.toContain("opinion");
    expect(await world.store.takeWritten(TEAM, "ada", ITEM)).toBeNull();
    for (const reply of [await ask(), await consent(true), await model(), await model(true)])
      expect(said(reply)).toContain("No language model is set up here");
    expect(await world.store.readConsent(TEAM, "ada")).toBeNull();
    await world.store.setConsent(TEAM, "ada", { sends: true, to: "before.example" });
    await model(false);
    expect(await world.store.readConsent(TEAM, "ada")).toBeNull();
  });
});
