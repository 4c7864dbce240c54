import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LARGEST_FILE, readFiles, readFolder } from "../../src/bank/folder.ts";
import { loadBank, packFolder } from "../../src/bank/load.ts";
import { knownIn, loadPacked } from "../../src/bank/packed.ts";
import {
  choiceInput,
  conceptInput,
  otherConceptInput,
  TOPICS,
  withOptions,
  writeFolder,
  yaml,
} from "./fixtures.ts";
import { GOOD, lineOf, problemsOf } from "./folders.ts";

describe("a folder of questions", () => {
  it("becomes a bank, in the order of the topics", () => {
    const loaded = loadBank(writeFolder(GOOD), []);
    if (loaded.kind !== "loaded") throw new Error(JSON.stringify(loaded.problems));
    expect(loaded.bank.pool({}).map(({ id }) => id)).toEqual(["pooling.o1", "pooling.c1", "dropout.o1"]);
  });

  it("may lack sections: then concepts name any", () => {
    const topics = yaml({ topics: [{ id: "cnn", name: "CNN", about: "Convolution" }] });
    expect(problemsOf({ "topics.yaml": topics, "cnn/pooling.yaml": yaml(conceptInput()) })).toEqual([]);
  });

  it("keeps every scalar as it is written", () => {
    const item = choiceInput({ key: "0.10", stem: "What is 1e3 of 010, yes or null?" });
    const loaded = loadBank(
      writeFolder({
        "topics.yaml": TOPICS,
        "cnn/pooling.yaml": yaml(conceptInput({ choice: [item] })).replace('"0.10"', "0.10"),
      }),
      [],
    );
    if (loaded.kind !== "loaded") throw new Error(JSON.stringify(loaded.problems));
    expect(loaded.bank.item("pooling.c1", "")).toMatchObject({ key: { text: "0.10" } });
  });

  it("shows formulas as Unicode everywhere", () => {
    const item = choiceInput({ stem: "Why divide by $\\sqrt{d_k}$ and not by `$d_k$`?" });
    const loaded = loadBank(
      writeFolder({ "topics.yaml": TOPICS, "cnn/pooling.yaml": yaml(conceptInput({ choice: [item] })) }),
      [],
    );
    if (loaded.kind !== "loaded") throw new Error(JSON.stringify(loaded.problems));
    expect(loaded.bank.item("pooling.c1", "")).toMatchObject({
      stem: "Why divide by √dₖ and not by `$d_k$`?",
    });
  });
});

describe("every problem of every file", () => {
  it("names prerequisites that form a circle, once", () => {
    const problems = problemsOf({
      ...GOOD,
      "cnn/pooling.yaml": yaml(conceptInput({ prerequisites: ["dropout"] })),
      "regularization/dropout.yaml": yaml(otherConceptInput({ prerequisites: ["pooling"] })),
    });
    expect(problems.map((p) => p.message)).toEqual(["is a circle: pooling needs dropout needs pooling"]);
  });

  it("is reported at once, with its line and id", () => {
    const pooling = yaml(
      conceptInput({
        choice: [
          choiceInput({ difficulty: "hrad" as never, key: "The $W_q$ matrix" }),
          choiceInput({ id: "pooling.c2" }),
        ],
      }),
    ).replace("why_wrong: Each map is pooled for itself.", "why_worng: Each map is pooled for itself.");
    const dropout = yaml(otherConceptInput({ prerequisites: ["pooling", "nothing"], topic: "cnn" }));
    const problems = problemsOf({
      ...GOOD,
      "cnn/pooling.yaml": pooling,
      "regularization/dropout.yaml": dropout,
    });
    expect(problems).toEqual(
      expect.arrayContaining([
        {
          file: "cnn/pooling.yaml",
          line: lineOf(pooling, "why_worng"),
          id: "pooling",
          message: "misconceptions[1].why_worng is not a field of the format",
        },
        {
          file: "cnn/pooling.yaml",
          line: lineOf(pooling, "id: mixes-channels"),
          id: "pooling",
          message: "misconceptions[1].why_wrong is missing",
        },
        {
          file: "cnn/pooling.yaml",
          line: lineOf(pooling, "difficulty: hrad"),
          id: "pooling.c1",
          message: 'difficulty must be one of easy, medium, hard, not "hrad"',
        },
        {
          file: "cnn/pooling.yaml",
          line: lineOf(pooling, "key: The $W_q$"),
          id: "pooling.c1",
          message: expect.stringContaining("subscript q"),
        },
        {
          file: "regularization/dropout.yaml",
          line: lineOf(dropout, "- nothing"),
          id: "dropout",
          message: "unknown prerequisite nothing: no file has that name",
        },
        {
          file: "regularization/dropout.yaml",
          line: lineOf(dropout, "topic: cnn"),
          id: "dropout",
          message: "the topic must be the folder's name, regularization",
        },
      ]),
    );
    expect(problems).toHaveLength(6);
  });

  it.each([
    ["a tab where YAML wants spaces", "id: pooling\nname:\n\t- x\n", 3],
    ["a key that stands there twice", "id: pooling\nname: a\nid: again\n", 3],
    ["an alias", "id: pooling\nname: a\ntopic: *x\n", 3],
    ["a tag", "id: pooling\nname: !!int 3\n", 2],
    ["a second document", "id: pooling\n---\nid: other\n", 2],
    ["endless nesting", `id: pooling\nname: ${"[".repeat(50_000)}`, 2],
  ])("of its YAML: %s", (_, text, line) => {
    const [first, ...others] = problemsOf({ ...GOOD, "cnn/pooling.yaml": text });
    expect(first).toMatchObject({ file: "cnn/pooling.yaml", line });
    expect(others.length).toBeLessThan(10);
  });

  it.each([
    ["a # behind a space", "name: Which of C # minor", '"# minor" would be lost', "quote the text"],
    ["a # in a list", "name: pooling\ntags:\n  - rank # 1", '"# 1" would be lost', "quote the text"],
    ["a # on a second line", "name: A text\n  of two # lines", '"# lines" would be lost', "quote"],
    ["a beginning with &", "name: &x the address of x", "&x is an anchor and would be lost", '"&x ..."'],
    ["a beginning with !", "name: ! x is true", "the ! is a tag and would be lost", '"! ..."'],
    ["a beginning with !x", "name: !x is true", "Unresolved tag", '"!..."'],
    ["a beginning with a backtick", "name: `x` is true", "reserved character `", "between quotation marks"],
    ["a beginning with @", "name: @torch.no_grad", "reserved character @", "between quotation marks"],
  ])("that would lose text in silence: %s", (_, line, lost, mend) => {
    const [problem, ...others] = problemsOf({ ...GOOD, "cnn/pooling.yaml": `id: pooling\n${line}\n` });
    expect(problem?.message).toContain(lost);
    expect(problem?.message).toContain(mend);
    expect(others).toEqual([]);
  });

  it("leaves comments alone that take nothing away", () => {
    const pooling = `# about\n${yaml(conceptInput())
      .replace("name: Pooling", 'name: "Pooling" # quoted')
      .replace("tags:", "# a line of its own\ntags: # before a list")}`;
    expect(pooling).toContain("# quoted");
    expect(problemsOf({ ...GOOD, "cnn/pooling.yaml": pooling })).toEqual([]);
  });

  it.each([
    ["an empty file", "", "the file must be an entry"],
    ["a list", "- a\n- b\n", "the file must be an entry"],
    ["bytes that are no text", Uint8Array.of(0x69, 0x64, 0x3a, 0xff), "cannot be read as UTF-8 text"],
    ["a file that is too large", `${yaml(conceptInput())}#${"x".repeat(LARGEST_FILE)}`, "bytes, more than"],
  ])("of its form: %s", (_, content, message) => {
    expect(problemsOf({ ...GOOD, "cnn/pooling.yaml": content })).toMatchObject([
      { file: "cnn/pooling.yaml", line: 1, message: expect.stringContaining(message) },
    ]);
  });

  it("of its place", () => {
    const problems = problemsOf({
      ...GOOD,
      "pooling.yaml": "topic: cnn",
      "topics.yml": TOPICS,
      "cnn/STRIDE.YAML": "",
      "cnn/deep/er.yaml": "",
      "cnn/stride.yml": "",
      "README.md": "Not a question",
    });
    expect(problems.map(({ file }) => file)).toEqual([
      "cnn/STRIDE.YAML",
      "cnn/deep/er.yaml",
      "cnn/stride.yml",
      "pooling.yaml",
      "topics.yml",
    ]);
  });

  it("where there is no folder, no list of topics, or nothing in it", () => {
    expect(loadBank("/nowhere/at/all", []).kind).toBe("refused");
    expect(problemsOf({ "cnn/pooling.yaml": yaml(conceptInput()) })).toMatchObject([
      { file: "topics.yaml", message: "is missing: it lists the topics" },
    ]);
    expect(problemsOf({ "topics.yaml": TOPICS })).toMatchObject([
      { message: expect.stringContaining("no question") },
    ]);
  });
});

describe("a folder of one's own", () => {
  it("may be a repository: what belongs to other tools is left out, and said", () => {
    const loaded = loadBank(
      writeFolder({
        ...GOOD,
        ".git/config.yaml": "",
        ".github/workflows/ci.yml": "on: push",
        ".pre-commit-config.yaml": "repos: []",
        "cnn/._pooling.yaml": new Uint8Array([0, 5, 22, 7, 0xff]),
        "docker-compose.yml": "services: {}",
        "notes.txt": "not YAML",
      }),
      [],
    );
    expect(loaded).toMatchObject({
      kind: "loaded",
      leftOut: [".git", ".github", ".pre-commit-config.yaml", "cnn/._pooling.yaml", "docker-compose.yml"],
    });
  });

  it("may be a mounted ConfigMap, whose folders and files are links", () => {
    const folder = writeFolder({
      "..2026_11_28/topics.yaml": TOPICS,
      "..2026_11_28/cnn/pooling.yaml": GOOD["cnn/pooling.yaml"],
      "..2026_11_28/regularization/dropout.yaml": GOOD["regularization/dropout.yaml"],
    });
    symlinkSync("..2026_11_28", join(folder, "..data"));
    for (const name of ["topics.yaml", "cnn", "regularization"])
      symlinkSync(join("..data", name), join(folder, name));
    const loaded = loadBank(folder, []);
    expect(loaded).toMatchObject({ kind: "loaded", leftOut: [] });
    if (loaded.kind === "loaded") expect(loaded.bank.pool({})).toHaveLength(3);
  });

  it("is not asked where it would be unfair: two options alike, or an option that names others by letter", () => {
    const twice = choiceInput(
      withOptions("It shrinks the map", "it shrinks the  map.", "It grows", "It stays"),
    );
    const letters = choiceInput({
      id: "pooling.c2",
      ...withOptions("It shrinks the map", "Both A and B", "It grows", "It stays"),
    });
    const problems = problemsOf({
      ...GOOD,
      "cnn/pooling.yaml": yaml(conceptInput({ choice: [twice, letters] })),
    });
    expect(problems).toMatchObject([
      { file: "cnn/pooling.yaml", id: "pooling.c1", message: expect.stringContaining("stands there twice") },
      { id: "pooling.c2" },
    ]);
  });
});

describe("single files", () => {
  it("are read with the names of their neighbours", () => {
    const folder = writeFolder({ ...GOOD, "cnn/broken.yaml": "id: [" });
    const read = readFiles([join(folder, "regularization/dropout.yaml")]);
    expect(read.concepts.map(({ data }) => data.id)).toEqual(["dropout"]);
    expect(read.problems).toEqual([]);
    expect(read.files).toEqual(["cnn/broken.yaml", "cnn/pooling.yaml", "regularization/dropout.yaml"]);
    expect(read.root).toBe(folder);
  });

  it("that are not there are problems", () => {
    const folder = writeFolder(GOOD);
    expect(readFiles([join(folder, "cnn/padding.yaml")]).problems).toMatchObject([
      { message: "is not a question file of this folder" },
    ]);
    expect(readFolder(folder).problems).toEqual([]);
  });
});

describe("the packed bank", () => {
  it("is the bank that was packed", () => {
    const folder = writeFolder(GOOD);
    const packed = packFolder(folder, []);
    const loaded = loadBank(folder, []);
    if (packed.kind !== "packed" || loaded.kind !== "loaded") throw new Error("refused");
    const bank = loadPacked(packed.json, []);
    const entries = loaded.bank.pool({});
    expect(entries.length).toBeGreaterThan(0);
    expect(bank.pool({})).toEqual(entries);
    expect(bank.topics()).toEqual(loaded.bank.topics());
    for (const { id } of entries) expect(bank.item(id, "seed")).toEqual(loaded.bank.item(id, "seed"));
  });

  it("spares a folder what it has of it: the bank is the same, and a file that was changed is read", () => {
    const packed = packFolder(writeFolder(GOOD), []);
    if (packed.kind !== "packed") throw new Error("refused");
    const known = knownIn(packed.json);
    const changed = {
      ...GOOD,
      "cnn/pooling.yaml": GOOD["cnn/pooling.yaml"].replace("max pooling behind", "max pooling after"),
    };
    for (const files of [GOOD, changed]) {
      const [fresh, spared] = [loadBank(writeFolder(files), []), loadBank(writeFolder(files), [], known)];
      if (fresh.kind !== "loaded" || spared.kind !== "loaded") throw new Error("refused");
      expect(spared.bank.pool({})).toEqual(fresh.bank.pool({}));
      for (const { id } of fresh.bank.pool({}))
        expect(spared.bank.item(id, "seed")).toEqual(fresh.bank.item(id, "seed"));
    }
    // What it says of a concept is what was packed, not read from the folder.
    const marked = new Map([...known].map(([mark, concept]) => [mark, { ...concept, name: "Known" }]));
    const told = loadBank(writeFolder(changed), [], marked);
    if (told.kind !== "loaded") throw new Error("refused");
    const names = told.bank.pool({}).map(({ concept }) => concept.name);
    expect(new Set(names).has("Known")).toBe(true);
    expect(new Set(names).size).toBe(2);
  });

  it("names the line where a file of it clashes with another of the folder", () => {
    const packed = packFolder(writeFolder(GOOD), []);
    if (packed.kind !== "packed") throw new Error("refused");
    const files = { ...GOOD, "cnn/pooled.yaml": GOOD["cnn/pooling.yaml"] };
    const [fresh, spared] = [undefined, knownIn(packed.json)].map((known) =>
      loadBank(writeFolder(files), [], known),
    );
    expect(fresh?.kind).toBe("refused");
    expect(spared).toEqual(fresh);
  });

  it("is not made of a folder with problems", () => {
    const folder = writeFolder({ ...GOOD, "cnn/pooling.yaml": "id: [\n" });
    expect(packFolder(folder, [])).toMatchObject({ kind: "refused" });
  });
});
