import { beforeEach, describe, expect, it } from "vitest";
import { packIdsOf, packsMeant } from "../../src/engine/rules/pack-names.ts";
import { NEVER } from "../../src/engine/rules/retention.ts";
import { completePack } from "../../src/engine/uses/packs/resolve.ts";
import { headerName, loadPack, packsOf } from "../../src/engine/uses/packs/shelf.ts";
import { decodeAction, encodeAction } from "../../src/engine/words/action-id.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
beforeEach(() => {
  world = createWorld("2026-11-20T07:00:00Z");
});

const bring = (name: string, about = name) => {
  const bytes = new TextEncoder().encode(`question,option A,option B,answer\nIs it ${about}?,yes,no,A\n`);
  return world.bot.packs.import(world.as("admin"), name, {
    ...{ name: "quiz.csv", size: bytes.length },
    bytes: async () => bytes,
  });
};
const kept = async () => {
  const packs = await packsOf(world.deps, world.place.team);
  const loaded = await Promise.all(packs.map(({ id }) => loadPack(world.deps, world.place.team, id)));
  return loaded.map((pack) => `${pack?.name} ${pack?.version}: ${pack?.questions[0]?.stem}`);
};
const SCRIPTS = [
  "深層学習",
  "第1週",
  "第1章",
  "机器学习",
  "कृत्रिम बुद्धि",
  "Нейронные сети",
  "ディープラーニング",
];

describe("packs that a team brings in", () => {
  it("stay apart where their names differ by signs that an id has not: C, C++ and C#", async () => {
    for (const name of ["C", "C++", "C#"]) await bring(name);
    expect(await kept()).toEqual(["C 1: Is it C?", "C# 1: Is it C#?", "C++ 1: Is it C++?"]);
    await bring("c++", "something else");
    expect(await kept()).toEqual(["C 1: Is it C?", "C# 1: Is it C#?", "c++ 2: Is it something else?"]);
  });

  it("stay apart where accents alone, or all after the first letters, part their names", async () => {
    const long = "Questions on deep learning for the week";
    for (const name of ["Käse", "Kase", `${long} one`, `${long} two`]) await bring(name);
    expect(new Set(await kept()).size).toBe(4);
  });

  it("stay apart where two managers bring them in at once", async () => {
    await Promise.all(["Käse", "Kase", "C", "C++", "第1週", "第1章"].map((name) => bring(name)));
    expect((await kept()).toSorted()).toEqual(
      ["C", "C++", "Kase", "Käse", "第1章", "第1週"].map((name) => `${name} 1: Is it ${name}?`),
    );
  });

  it.each(SCRIPTS)("may be called %s, and are found, completed, released and asked by that", async (name) => {
    await bring(name);
    await world.bot.packs.move(world.as("admin"), name, "released", undefined);
    const asked = await world.bot.packs.ask(world.as("ada"), name, {}, true);
    expect(asked).toMatchObject({ kind: "question", topic: name });
    const [completed] = await completePack(world.deps, world.place.team, name.slice(0, 2), 5);
    expect(completed?.value).toBe(name);
    const [id = ""] = packIdsOf(name);
    const action = { verb: "pack-act", pack: id, act: "remove" } as const;
    expect(decodeAction(encodeAction(action))).toEqual(action);
    expect(id).toMatch(/^[a-z0-9-]{1,24}$/);
  });

  it("are the same pack however the name is spaced and its letters are", async () => {
    for (const name of ["My planets", "my_planets", "MY-PLANETS", "  my   planets "]) await bring(name, "so");
    expect(await kept()).toEqual(["my planets 4: Is it so?"]);
  });

  it("keep the id that they have from before names of other scripts could be told apart", async () => {
    const { team } = world.place;
    await bring("kase quiz 1");
    const found = await world.deps.store.readDocument(team, headerName("kase-quiz-1"));
    const value = JSON.stringify({ ...JSON.parse(found?.value ?? ""), name: "Käse & Quiz #1" });
    if (found !== null)
      await world.deps.store.writeDocument(team, headerName("kase-quiz-1"), found, {
        ...{ value, of: found.of, until: NEVER, dueAt: null },
      });
    await bring("Käse & Quiz #1");
    expect((await packsOf(world.deps, team)).map(({ id, version }) => [id, version])).toEqual([
      ["kase-quiz-1", 2],
    ]);
  });

  it("need a name that can be read", async () => {
    for (const name of ["🎉🎉", "-- __ **", "++"])
      expect(JSON.stringify(await bring(name))).toContain("bad-name");
  });
});

describe("what is typed of a pack's name", () => {
  const packs = [
    "C",
    "C++",
    "Käse & <Quiz> *1*",
    "Käsekuchen",
    "Groß geschrieben",
    "深層学習",
    "深層学習 2",
  ].map((name, i) => ({ name, id: `id-${i}` }));
  it.each([
    ["c", ["C"]],
    ["C++", ["C++"]],
    ["C#", []],
    ["kase quiz 1", ["Käse & <Quiz> *1*"]],
    ["käse &", ["Käse & <Quiz> *1*"]],
    ["kasekuch", ["Käsekuchen"]],
    ["kase", ["Käse & <Quiz> *1*", "Käsekuchen"]],
    ["gross", ["Groß geschrieben"]],
    ["深層学習", ["深層学習"]],
    ["深層", ["深層学習", "深層学習 2"]],
    ["id-3", ["Käsekuchen"]],
    ["  ", []],
    ["+", []],
  ])("%s means %j", (typed, meant) => {
    expect(packsMeant(packs, typed).map(({ name }) => name)).toEqual(meant);
  });
});
