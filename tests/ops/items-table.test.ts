import { describe, expect, it } from "vitest";
import { counted, type ItemSums, NO_SUMS } from "../../src/learning/item-sums.ts";
import { csvOf, linesOf, tableOf } from "../../src/ops/items/table.ts";
import { openBank } from "../bench/bank.ts";

const bank = openBank();
const sums = (...options: readonly number[]) =>
  options.reduce<ItemSums>((all, option) => counted(all, option, null), NO_SUMS);
const times = (count: number, option: number) => Array.from({ length: count }, () => option);
const [choice, other] = bank.pool({ kinds: ["choice"] });
if (choice === undefined || other === undefined) throw new Error("an empty bank");
const REPORTS = { "wrong-key": 2, unclear: 0, outdated: 0, typo: 1, other: 0 };

describe("the table of items", () => {
  const lines = linesOf(
    bank,
    new Map([
      [`${choice.id}@1`, sums(...times(30, 0), ...times(10, 2))],
      [`${other.id}@1`, sums(...times(60, 0))],
      ["=gone.c1@3", sums(0, 1)],
    ]),
    new Map([
      [`${choice.id}@1`, REPORTS],
      ["pk.numbers.1x2y3z.1@1", REPORTS],
    ]),
    new Map([
      [`${choice.id}@1`, 4],
      ["pk.numbers.1x2y3z.1@1", 4],
    ]),
    [{ item: other.id, version: 1, what: "retired", wrongKey: true, by: "operator", at: 1, sweptAt: null }],
  );

  it("has what is flagged first, and says what it is", () => {
    expect(lines.map(({ health }) => health.flags)).toEqual(
      expect.arrayContaining([["reported"], ["too-easy"], []]),
    );
    expect(lines.at(-1)?.item).toBe("=gone.c1");
    const text = tableOf(lines).join("\n");
    expect(text).toMatch(/wrong-key 2 typo 1 +4 +reported/);
    expect(text).toContain("retired by operator");
    expect(text).toMatch(/75% +0% 25% 0%/);
  });

  it("leaves out what teams ask of their own, who decide about that themselves", () => {
    expect(lines.map(({ item }) => item)).not.toContain("pk.numbers.1x2y3z.1");
    expect(csvOf(lines)).not.toContain("numbers");
  });

  it("as a file counts each option, and has no formula of a spreadsheet in it", () => {
    const rows = csvOf(lines).trimEnd().split("\r\n");
    const head = rows[0]?.split(",") ?? [];
    const row = rows.find((one) => one.startsWith(`${choice.id},`))?.split(",") ?? [];
    expect(row).toHaveLength(head.length);
    const cell = (name: string) => row[head.indexOf(name)];
    expect([cell("answered"), cell("key"), cell("wrong_2"), cell("wrong_4")]).toEqual(["40", "30", "10", ""]);
    expect([cell("reported_wrong_key"), cell("liked")]).toEqual(["2", "4"]);
    expect(rows.some((one) => one.startsWith("'=gone.c1,3,"))).toBe(true);
  });
});
