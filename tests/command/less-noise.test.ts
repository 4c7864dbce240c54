import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { cardOf } from "../../src/cards/index.ts";
import { createRegistry } from "../../src/command/define.ts";
import type { Bot, Caller } from "../../src/engine/ports/bot.ts";
import { topics } from "../../src/engine/uses/learners.ts";
import { HELP_PAGES } from "../../src/engine/words/press.ts";
import type { HelpReply, TopicsReply } from "../../src/engine/words/reply.ts";
import { languages } from "../platforms/speaking.ts";
import { realBank } from "./real.ts";

const registry = createRegistry(COMMANDS);
const reader = { words: languages.of("en"), can: () => true };
const caller: Caller = {
  place: { team: "web:local", group: "g1" },
  person: { id: "ada", name: "Ada" },
  isAdmin: false,
  locale: "en",
  delivery: "1",
};

async function helpOn(page?: string): Promise<HelpReply> {
  const route = registry.route("dlq-help", null);
  const reply = await route?.run({} as Bot, caller, page === undefined ? {} : { page }, registry);
  if (reply?.kind !== "help") throw new Error("no help");
  return reply;
}

describe("the help", () => {
  it("is one screen, with a page for each thing somebody may want", async () => {
    const start = await helpOn();
    expect(start.commands).toEqual([]);
    expect(start.lines.length).toBeLessThanOrEqual(5);
    const card = cardOf(start, reader);
    expect(card.buttons.map(({ label }) => label).slice(0, 4)).toEqual([
      "Ask a question",
      "Study",
      "Question of the day",
      "For managers",
    ]);
    const rows = card.buttons.filter(({ row }) => row === true).length + 1;
    expect(rows).toBe(2);
  });

  it("shows every command on a page, and leads from each page to the others", async () => {
    const pages = await Promise.all(HELP_PAGES.filter((page) => page !== "commands").map(helpOn));
    const shown = pages.flatMap(({ commands }) => commands.map(({ line }) => line)).sort();
    const all = (await helpOn("commands")).commands.map(({ line }) => line).sort();
    expect(shown).toEqual(all);
    for (const page of pages) expect(page.buttons.length).toBeGreaterThanOrEqual(6);
  });
});

describe("the topics", () => {
  it("are a menu that asks a question of one, privately", async () => {
    const { bank } = realBank();
    const store = { listDocuments: async () => [] };
    const team = { place: { team: "web:local" } };
    const reply: TopicsReply = await topics(
      { bank, store } as unknown as Parameters<typeof topics>[0],
      team as Parameters<typeof topics>[1],
    );
    const menus = cardOf(reply, reader).blocks.filter((block) => block.type === "select");
    const choices = menus.flatMap((menu) => (menu.type === "select" ? menu.choices : []));
    expect(choices).toHaveLength(bank.topics().length);
    expect(choices[0]?.action).toMatchObject({ verb: "another", private: true });
    for (const menu of menus) expect(menu.type === "select" && menu.choices.length).toBeLessThanOrEqual(25);
  });
});
