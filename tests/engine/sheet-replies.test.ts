import { beforeEach, describe, expect, it } from "vitest";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank } from "../../src/bank/load.ts";
import type { BankEntry } from "../../src/engine/ports/bank.ts";
import type { ButtonPress } from "../../src/engine/ports/platform.ts";
import { mayReveal } from "../../src/engine/rules/secrets.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { SHEET_DEFAULTS, type SheetWanted } from "../../src/engine/words/sheet.ts";
import { createWorld, said, type World } from "./world.ts";

const loaded = loadBank("questions", FAMILIES);
if (loaded.kind !== "loaded") throw new Error("the bank is refused");
const { bank } = loaded;

let world: World;
let seeds = 0;
beforeEach(() => {
  world = createWorld("2026-11-20T10:00:00Z");
  world.deps.bank = bank;
  world.deps.token = (length) => `s${seeds++}`.padEnd(length, "x").slice(0, length);
});

const wish = (wanted: Partial<SheetWanted>): SheetWanted => ({ ...SHEET_DEFAULTS, ...wanted });
const sheet = (wanted: Partial<SheetWanted> = {}) => world.bot.sheet(world.as("ada"), wish(wanted));
const press = async (action: ButtonPress["action"]): Promise<Reply> => {
  const reply = await world.handlers.button({ ...world.as("ada"), action });
  if (reply === null) throw new Error("nothing came back");
  return reply;
};
const idsOf = (reply: Reply): string[] =>
  reply.kind === "sheet" || reply.kind === "sheet-file" ? reply.questions.map(({ item }) => item.id) : [];
const actionsOf = (reply: Reply) =>
  ("buttons" in reply ? reply.buttons : []).flatMap(({ action }) =>
    action.verb === "sheet" || action.verb === "interview" ? [action] : [],
  );
const textOf = async (reply: Reply) => said(reply);
/** Keeps an item from being told for an hour, as a question of the day that takes answers does. */
function holdBack(...ids: string[]): void {
  const until = Date.parse("2026-11-20T11:00:00Z");
  const { secrets } = world.deps.store;
  world.deps.store.secrets = async (team) =>
    new Map([...(await secrets(team)), ...ids.map((id) => [id, until] as const)]);
  expect(mayReveal(ids[0] ?? "", new Map(ids.map((id) => [id, until])), 0).may).toBe(false);
}

describe("/dlq-sheet", () => {
  it("gives five questions for forty-five minutes, in private, and the very same ones as a file", async () => {
    const list = await sheet({ level: "senior" });
    expect(list).toMatchObject({
      kind: "sheet",
      visibility: "private",
      about: { level: "senior", minutes: 45 },
    });
    expect(idsOf(list)).toHaveLength(5);
    const files = actionsOf(list).filter((action) => action.verb === "sheet" && action.form !== "list");
    expect(files).toHaveLength(2);
    for (const action of files) {
      const file = await press(action);
      expect(file).toMatchObject({ kind: "sheet-file", visibility: "private" });
      expect(idsOf(file)).toEqual(idsOf(list));
    }
  });

  it("keeps to topic, role and company, and has other questions at a press", async () => {
    const list = await sheet({ role: "nlp-llm-engineer", questions: 3 });
    for (const id of idsOf(list)) {
      const item = bank.item(id, "");
      expect(item?.kind === "open" && item.roles).toContain("nlp-llm-engineer");
    }
    const other = actionsOf(list).find(({ form }) => form === "list");
    if (other === undefined) throw new Error("nothing gives other questions");
    expect(idsOf(await press(other))).not.toEqual(idsOf(list));
  });

  it("never holds a question of the day that takes answers in the team", async () => {
    const first = await sheet({ topic: "cnn", questions: 3 });
    holdBack(...idsOf(first));
    const again = actionsOf(first).flatMap((action) =>
      action.verb === "sheet" && action.form === "html" ? [action] : [],
    );
    for (const action of again)
      for (const id of idsOf(await press(action))) expect(idsOf(first)).not.toContain(id);
  });

  it("holds nothing that gives an open question of the day away, in any of its forms", async () => {
    // What is said about the one makes most key points of the other.
    const [daily, teller] = ["lstm.o1", "gru.o1"];
    const forms = (all: Reply[]) => all.flatMap(idsOf);
    const drawn = async (): Promise<string[]> => {
      const lists = await Promise.all(
        Array.from({ length: 12 }, () => sheet({ topic: "rnn", questions: 4, level: "senior" })),
      );
      const files = await Promise.all(lists.flatMap(actionsOf).map(press));
      return forms([...lists, ...files]);
    };
    expect(await drawn()).toContain(teller);
    holdBack(daily);
    const now = await drawn();
    expect(now.length).toBeGreaterThan(100);
    expect(now.filter((id) => id === teller || id === daily)).toEqual([]);
  });

  it("holds nothing of the concept that a question of the day with options asks about", async () => {
    const { concept } = bank.pool({ kinds: ["choice"], topics: ["cnn"] })[0] as BankEntry;
    const of = async () =>
      (await Promise.all(Array.from({ length: 12 }, () => sheet({ topic: "cnn", questions: 5 }))))
        .flatMap((reply) => (reply.kind === "sheet" ? reply.questions : []))
        .filter(({ item }) => item.concept.id === concept.id).length;
    expect(await of()).toBeGreaterThan(0);
    holdBack(bank.pool({ kinds: ["choice"], concepts: [concept.id] })[0]?.id ?? "");
    expect(await of()).toBe(0);
  });

  it("says which filters leave too few, and offers what is nearest, each of which gives a sheet", async () => {
    const few = await sheet({
      topic: "ethics",
      company: "Stripe",
      level: "senior",
      questions: 8,
      minutes: 60,
    });
    expect(few).toMatchObject({ kind: "notice", tone: "refusal" });
    const words = await textOf(few);
    expect(words).toMatch(/of the 8 you asked for/);
    expect(words).toMatch(/company Stripe/);
    expect(words).toMatch(/level senior/);
    expect(actionsOf(few).length).toBeGreaterThan(0);
    for (const action of actionsOf(few)) expect((await press(action)).kind).toBe("sheet");
  });

  it("says that so many questions do not fit into so few minutes, and offers fewer or more time", async () => {
    const short = await sheet({ questions: 8, minutes: 10 });
    expect(short).toMatchObject({ kind: "notice", tone: "refusal" });
    expect(actionsOf(short)).toHaveLength(2);
    for (const action of actionsOf(short)) expect((await press(action)).kind).toBe("sheet");
  });
});

describe("“Interview someone with this”", () => {
  it("stands on an open practice question and opens all that its interviewer needs", async () => {
    const asked = await world.bot.ask(world.as("ada"), { topic: "cnn", kind: "open" }, false);
    const action = actionsOf(asked).find(({ verb }) => verb === "interview");
    if (action?.verb !== "interview") throw new Error("no button");
    const shown = await press(action);
    expect(shown).toMatchObject({ kind: "interview", visibility: "private" });
    const [html] = actionsOf(shown);
    if (html === undefined) throw new Error("no file");
    expect(await press(html)).toMatchObject({ kind: "sheet-file", form: "html", about: null });
  });

  it("waits while the question is one of the day in the team", async () => {
    holdBack("pooling.o1");
    for (const form of ["list", "html", "markdown"] as const)
      expect(await press({ verb: "interview", item: "pooling.o1", form })).toMatchObject({
        kind: "notice",
        tone: "info",
      });
  });

  it("says so where the bank has the question no more", async () => {
    expect(await press({ verb: "interview", item: "no.o1", form: "list" })).toMatchObject({
      tone: "refusal",
    });
  });
});
