import { describe, expect, it } from "vitest";
import { loadBank, packFolder } from "../../src/bank/load.ts";
import { loadPacked } from "../../src/bank/packed.ts";
import { conceptInput, sumFamily, writeFolder, yaml } from "./fixtures.ts";
import { GOOD, problemsOf } from "./folders.ts";

const aliases = (...entries: string[]) => `aliases:\n${entries.map((entry) => `  - ${entry}\n`).join("")}`;
const messages = (text: string) =>
  problemsOf({ ...GOOD, "aliases.yaml": text }).map(
    ({ file, line, message }) => `${file}:${line} ${message}`,
  );

function loaded(text: string) {
  const bank = loadBank(writeFolder({ ...GOOD, "aliases.yaml": text }), [sumFamily()]);
  if (bank.kind === "refused") throw new Error(bank.problems[0]?.message);
  return bank.bank;
}

describe("aliases.yaml", () => {
  it("gives topics and concepts other names, and several of them one", () => {
    const bank = loaded(
      aliases(
        "{ names: [subsampling], concepts: [pooling] }",
        "{ names: [Everything, the lot], topics: [cnn], concepts: [dropout] }",
        "{ names: [convnet], topics: [cnn] }",
      ),
    );
    expect(bank.subject("pooling")?.aliases).toContain("subsampling");
    expect(bank.subject("cnn")).toMatchObject({ aliases: ["convnet"], filter: { topics: ["cnn"] } });
    expect(bank.subject("everything")).toMatchObject({
      name: "Everything",
      aliases: ["the lot"],
      filter: { concepts: ["pooling", "dropout"] },
    });
    expect(bank.subject("nothing")).toBeNull();
  });

  it("may be left out, and is packed with the bank", () => {
    expect(problemsOf(GOOD)).toEqual([]);
    const folder = writeFolder({
      ...GOOD,
      "aliases.yaml": aliases("{ names: [subsampling], concepts: [pooling] }"),
    });
    const packed = packFolder(folder, [sumFamily()]);
    if (packed.kind === "refused") throw new Error("refused");
    const bank = loadPacked(packed.json, [sumFamily()]);
    expect(bank.subject("pooling")?.aliases).toContain("subsampling");
  });

  it.each([
    ["{ names: [x], concepts: [poling] }", "unknown concept poling"],
    ["{ names: [x], topics: [pooling] }", "unknown topic pooling"],
    ["{ names: [x] }", "an alias stands for at least one topic or concept"],
    [
      "{ names: [two words, Two-Words], concepts: [pooling] }",
      "the alias “Two-Words” is the same name as “two words”: aliases are unique",
    ],
    [
      "{ names: [Poolings], concepts: [dropout] }",
      "the alias “Poolings” is the name of the concept pooling, which it always stands for",
    ],
    [
      "{ names: [CNNs], concepts: [pooling] }",
      "the alias “CNNs” is the name of the topic cnn, which it always stands for",
    ],
    ['{ names: ["?!"], concepts: [pooling] }', "the alias “?!” holds no letter and no digit"],
    ["{ names: [], concepts: [pooling] }", "aliases[1].names needs at least 1"],
    ["{ name: [x], concepts: [pooling] }", "aliases[1].name is not a field of the format"],
  ])("%s is refused with what is wrong", (entry, message) => {
    expect(messages(aliases(entry)).map((one) => one.replace(/^\S+ /, ""))).toContain(message);
    expect(messages(aliases(entry))[0]).toMatch(/^aliases\.yaml:2 /);
  });

  it("refuses an alias that is a tag of the same concept, and takes one that says more than a tag", () => {
    const tagged = { ...GOOD, "cnn/pooling.yaml": yaml(conceptInput({ tags: ["shrinking"] })) };
    const check = (entry: string) =>
      problemsOf({ ...tagged, "aliases.yaml": aliases(entry) }).map(({ message }) => message);
    expect(check("{ names: [Shrinking], concepts: [pooling] }")).toEqual([
      "the alias “Shrinking” is a tag of pooling: leave it out",
    ]);
    expect(check("{ names: [Shrinking], concepts: [pooling, dropout] }")).toEqual([]);
  });
});
