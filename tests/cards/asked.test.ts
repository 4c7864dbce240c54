import { describe, expect, it } from "vitest";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank } from "../../src/bank/load.ts";
import { cardOf } from "../../src/cards/index.ts";
import { pose } from "../../src/engine/rules/deal.ts";
import { openQuestionReply } from "../../src/engine/uses/open-views.ts";
import { questionReply } from "../../src/engine/uses/views.ts";
import type { OpenItem } from "../../src/engine/words/item.ts";
import { plainOf } from "../../src/words/inline.ts";
import { languages } from "../platforms/speaking.ts";
import { makeRound } from "../stores/fixtures.ts";

const loaded = loadBank("questions", FAMILIES);
if (loaded.kind !== "loaded") throw new Error("the bank is refused");
const { bank } = loaded;
const reader = { words: languages.of("en"), can: () => true };
const open = bank.pool({ kinds: ["open"] }).flatMap(({ id }): OpenItem[] => {
  const item = bank.item(id, "");
  return item?.kind === "open" ? [item] : [];
});
const smallPrint = (reply: Parameters<typeof cardOf>[0]) =>
  cardOf(reply, reader).blocks.flatMap((block) => (block.type === "footnote" ? [plainOf(block.text)] : []));

describe("an open question", () => {
  it("says in one line how it is asked, how often, of whom and where, and no company that no source names", () => {
    for (const item of open) {
      const [line = ""] = smallPrint(openQuestionReply({ ...item, ref: item.id }, "private", null));
      expect(line).toContain(`${reader.words.plain(`frequency.${item.frequency}`)} · suits: `);
      for (const role of item.roles) expect(line).toContain(reader.words.plain(`role.${role}`));
      for (const audience of item.audiences)
        expect(line).toContain(reader.words.plain(`audience.${audience}`));
      expect(line.includes("often asked at")).toBe(item.companies.length > 0);
      expect(line.includes("by reports")).toBe(item.companies.length > 0);
      for (const company of item.companies) expect(line).toContain(company);
      expect(line).not.toContain("\n");
    }
  });

  it("says the same as the question of the day, and nothing where its round was made before that was kept", () => {
    const [item] = open.filter(({ companies }) => companies.length > 0);
    if (item === undefined) throw new Error("no company is named");
    const question = pose(item, "seed");
    const [line = ""] = smallPrint(openQuestionReply({ ...item, ref: item.id }, "private", null));
    const of = (asked: typeof question) =>
      smallPrint(questionReply({ ...makeRound({ id: "r1", opensAt: 0 }), question: asked }, 0, null));
    expect(of(question)[0]).toBe(line);
    expect(of({ ...question, asked: undefined }).join()).not.toContain("suits:");
  });
});
