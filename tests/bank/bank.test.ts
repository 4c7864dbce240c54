import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBank } from "../../src/bank/bank.ts";
import { type BankEntry, type BankFilter, FILTERS } from "../../src/engine/ports/bank.ts";
import { randomFrom } from "../../src/engine/rules/random.ts";
import { AUDIENCES, DIFFICULTIES, ITEM_KINDS, type Item, ROLES } from "../../src/engine/words/item.ts";
import { choiceInput, conceptInput, openInput, sourceOf, sumFamily, withOptions } from "./fixtures.ts";

const TOPICS = [
  { id: "cnn", name: "Convolutional networks", about: "Convolution and pooling" },
  { id: "empty", name: "Nothing yet", about: "To come" },
  { id: "rnn", name: "Recurrent networks", about: "Gates and time" },
];

const pooling = conceptInput({
  numeric: ["sum"],
  open: [openInput({ companies: ["Google", "Meta"], audiences: ["fresher"] })],
  choice: [
    choiceInput(),
    choiceInput({ id: "pooling.c2", difficulty: "hard", ...withOptions("1,024", "512", "2,048", "64") }),
  ],
});
const stride = conceptInput({
  id: "stride",
  open: [openInput({ id: "stride.o1", companies: [], audiences: ["general"], roles: ["mlops-engineer"] })],
  choice: [choiceInput({ id: "stride.c1", difficulty: "easy" })],
});
const gates = conceptInput({
  id: "gates",
  topic: "rnn",
  open: [
    openInput({ id: "gates.o1", companies: ["Apple"], audiences: ["experienced"], difficulty: "hard" }),
    openInput({ id: "gates.o2", companies: ["google"], audiences: ["general"], roles: ["nlp-llm-engineer"] }),
  ],
  choice: [],
});

const bank = createBank(
  TOPICS,
  [pooling, stride, gates].map((input) => sourceOf(input).data),
  [sumFamily()],
);
const ids = (entries: readonly BankEntry[]) => entries.map(({ id }) => id);

describe("the bank", () => {
  it("knows of every entry how often interviews ask for it, from the most common question of its concept", () => {
    const [common, rare] = (["common", "occasional"] as const).map((frequency, i) =>
      openInput({ id: `pooling.o${i + 1}`, frequency, prompt: `Why does ${frequency} pooling help?` }),
    );
    const other = { id: "stride", choice: [choiceInput({ id: "stride.c1" })], numeric: [] };
    const inputs = [
      conceptInput({ numeric: ["sum"], open: [rare!, common!] }),
      conceptInput({ ...other, open: [openInput({ id: "stride.o1", frequency: "occasional" })] }),
    ];
    const made = createBank(
      TOPICS,
      inputs.map((input) => sourceOf(input).data),
      [sumFamily()],
    );
    const frequencies = ["pooling.o2", "pooling.c1", "sum", "stride.c1"].map(
      (id) => made.find(id)?.frequency,
    );
    expect(frequencies).toEqual(["occasional", "common", "common", "occasional"]);
  });

  it("counts what each topic holds, and leaves out empty topics", () => {
    expect(bank.size).toBe(8);
    expect(bank.topics()).toEqual([
      {
        id: "cnn",
        name: "Convolutional networks",
        about: "Convolution and pooling",
        concepts: 2,
        difficulties: { easy: 2, medium: 3, hard: 1 },
        kinds: { choice: 3, numeric: 1, open: 2 },
      },
      {
        id: "rnn",
        name: "Recurrent networks",
        about: "Gates and time",
        concepts: 1,
        difficulties: { easy: 0, medium: 1, hard: 1 },
        kinds: { choice: 0, numeric: 0, open: 2 },
      },
    ]);
  });

  it("lists each company once, whatever its spelling", () => {
    expect(bank.companies()).toEqual(["Apple", "Google", "Meta"]);
  });

  it("finds entries by id", () => {
    expect(bank.find("stride.c1")).toMatchObject({
      kind: "choice",
      concept: { id: "stride" },
      difficulty: "easy",
    });
    expect(bank.find("sum")).toMatchObject({
      kind: "numeric",
      concept: { id: "pooling", name: "Pooling" },
      topic: { id: "cnn", name: "Convolutional networks" },
      difficulty: "easy",
    });
    expect(bank.find("stride")).toBeNull();
    expect(bank.item("nothing", "seed")).toBeNull();
  });

  it("gives items, drawn from the seed where they are computed", () => {
    expect(bank.item("pooling.o1", "a")).toMatchObject({ kind: "open", companies: ["Google", "Meta"] });
    expect(bank.item("sum", "a")).toMatchObject({ kind: "numeric", id: "sum", concept: { id: "pooling" } });
    expect(bank.item("sum", "a")).toEqual(bank.item("sum", "a"));
    expect(bank.item("sum", "a")).not.toEqual(bank.item("sum", "b"));
  });

  it("names the widespread mistake behind a distractor", () => {
    expect(bank.item("pooling.c1", "")).toMatchObject({
      trap: "Pooling mixes channels. Each map is pooled for itself.",
    });
  });

  it("puts numeric options in order and deals the others", () => {
    expect(bank.item("pooling.c1", "")).toMatchObject({ layout: { by: "dealt" } });
    expect(bank.item("pooling.c2", "")).toMatchObject({
      layout: { by: "ascending", values: [1024, 512, 2048, 64] },
    });
  });
});

describe("filters", () => {
  it.each<[BankFilter, string[]]>([
    [{}, ["pooling.o1", "pooling.c1", "pooling.c2", "sum", "stride.o1", "stride.c1", "gates.o1", "gates.o2"]],
    [{ topics: ["rnn"] }, ["gates.o1", "gates.o2"]],
    [{ topics: ["rnn", "cnn"], kinds: ["open"] }, ["pooling.o1", "stride.o1", "gates.o1", "gates.o2"]],
    [
      { topics: [] },
      ["pooling.o1", "pooling.c1", "pooling.c2", "sum", "stride.o1", "stride.c1", "gates.o1", "gates.o2"],
    ],
    [{ difficulties: ["easy"] }, ["sum", "stride.c1"]],
    [{ kinds: ["numeric"] }, ["sum"]],
    [{ company: "meta" }, ["pooling.o1", "pooling.c1", "pooling.c2", "sum"]],
    [{ company: "GOOGLE", kinds: ["open"] }, ["pooling.o1", "gates.o2"]],
    [{ role: "mlops-engineer" }, ["stride.o1", "stride.c1"]],
    [{ audience: "experienced" }, ["gates.o1"]],
    [{ audience: "fresher", kinds: ["choice"], difficulties: ["hard"] }, ["pooling.c2"]],
    [{ topics: ["cnn"], audience: "experienced" }, []],
    [{ topics: ["cooking"] }, []],
  ])("%j", (filter, expected) => {
    expect(ids(bank.pool(filter))).toEqual(expected);
  });

  it.each<[BankFilter, string[]]>([
    [{}, []],
    [{ topics: ["cnn"], difficulties: ["hard"] }, []],
    [{ topics: ["cooking"], company: "Google" }, ["topics"]],
    [{ topics: ["cnn"], company: "Netflix" }, ["company"]],
    [{ topics: ["cnn"], audience: "experienced" }, ["topics", "audience"]],
    [
      { topics: ["rnn"], difficulties: ["medium", "hard"], kinds: ["choice"], company: "Netflix" },
      ["topics", "kinds"],
    ],
    [{ difficulties: ["easy"], kinds: ["open"], role: "mlops-engineer" }, ["difficulties", "kinds"]],
    [{ topics: ["empty"] }, ["topics"]],
  ])("%j is emptied by %j", (filter, expected) => {
    expect(bank.emptiedBy(filter)).toEqual(expected);
  });

  const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values]), { nil: undefined });
  const filters: fc.Arbitrary<BankFilter> = fc.record({
    topics: some(["cnn", "rnn", "empty", "cooking"]),
    difficulties: some(DIFFICULTIES),
    kinds: some(ITEM_KINDS),
    company: fc.option(fc.constantFrom("Google", "meta", "Apple", "Netflix"), { nil: undefined }),
    role: fc.option(fc.constantFrom(...ROLES), { nil: undefined }),
    audience: fc.option(fc.constantFrom(...AUDIENCES), { nil: undefined }),
  });

  /** The same question answered by looking at each entry in turn. */
  const passes = (filter: BankFilter, entry: BankEntry): boolean => {
    const listed = <T>(list: readonly T[] | undefined, value: T) =>
      !list || list.length === 0 || list.includes(value);
    const opens = (entry.kind === "open" ? [entry] : bank.pool({ kinds: ["open"] }))
      .filter((open) => open.concept.id === entry.concept.id)
      .map((open) => bank.item(open.id, "") as Extract<Item, { kind: "open" }>);
    return (
      listed(filter.topics, entry.topic.id) &&
      listed(filter.difficulties, entry.difficulty) &&
      listed(filter.kinds, entry.kind) &&
      (!filter.company ||
        opens.some((open) =>
          open.companies.some((c) => c.toLowerCase() === filter.company?.toLowerCase()),
        )) &&
      (!filter.role || opens.some((open) => open.roles.some((role) => role === filter.role))) &&
      (!filter.audience ||
        opens.some((open) => open.audiences.some((audience) => audience === filter.audience)))
    );
  };

  it("leave what passes all of them, alone and together", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(ids(bank.pool(filter))).toEqual(ids(bank.pool({}).filter((entry) => passes(filter, entry))));
      }),
    );
  });

  it("are blamed only where they leave nothing, and no blamed one without need", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const blamed = bank.emptiedBy(filter);
        const only = (names: readonly string[]) =>
          Object.fromEntries(
            FILTERS.filter((name) => names.includes(name)).map((name) => [name, filter[name]]),
          ) as BankFilter;
        expect(blamed.length > 0).toBe(bank.pool(filter).length === 0);
        if (blamed.length > 0) expect(bank.pool(only(blamed))).toEqual([]);
        for (const name of blamed)
          expect(bank.pool(only(blamed.filter((other) => other !== name)))).not.toEqual([]);
        const upTo = FILTERS.slice(0, FILTERS.indexOf(blamed.at(-1) ?? "topics"));
        if (blamed.length > 0) expect(bank.pool(only(upTo))).not.toEqual([]);
      }),
    );
  });

  it("pick each entry that passes equally often, and no other", () => {
    const random = randomFrom("picks");
    const filter: BankFilter = { topics: ["cnn"], difficulties: ["easy", "medium"] };
    const picked = new Map<string, number>();
    for (let i = 0; i < 5000; i++) {
      const id = bank.pick(filter, random)?.id ?? "nothing";
      picked.set(id, (picked.get(id) ?? 0) + 1);
    }
    expect([...picked.keys()].sort()).toEqual(ids(bank.pool(filter)).sort());
    for (const times of picked.values()) expect(Math.abs(times - 1000)).toBeLessThan(150);
    expect(bank.pick({ topics: ["cooking"] }, random)).toBeNull();
  });
});
