import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  choiceInput,
  conceptInput,
  otherConceptInput,
  TOPICS,
  withOptions,
  writeFolder,
  yaml,
} from "./fixtures.ts";

function check(...args: string[]) {
  const run = spawnSync(process.execPath, ["--import", "tsx", "src/cli/questions-check.ts", ...args], {
    encoding: "utf8",
  });
  return { code: run.status, out: run.stdout, lines: run.stdout.split("\n"), err: run.stderr };
}

const own = yaml({ topics: [{ id: "cnn", name: "CNN", about: "Convolution" }] });
const broken = yaml(
  conceptInput({
    choice: [
      choiceInput({ stem: "What is **pooled**?" }),
      choiceInput({
        id: "pooling.c2",
        stem: "Why?",
        ...withOptions("It shrinks so", "It never shrinks", "It grows", "It stays"),
      }),
    ],
  }),
);

describe("questions:check", () => {
  it("passes a folder of one's own and prints its figures", () => {
    const { code, out } = check(
      writeFolder({ "topics.yaml": own, "cnn/pooling.yaml": yaml(conceptInput()) }),
    );
    expect(out).toMatch(/^cnn +1 +1 +1 +1 +0$/m);
    expect(out).toMatch(/key-strictly-longest/);
    expect(out).toMatch(/^ok: 0 errors, 0 gates outside their limits$/m);
    expect(code).toBe(0);
  });

  it("fails on errors, and names every one with file, line and id", () => {
    const folder = writeFolder({
      "topics.yaml": own,
      "cnn/pooling.yaml": broken,
      "cnn/dropout.yaml": yaml(
        otherConceptInput({ prerequisites: ["nothing"], topic: "cnn", frequency: 1 } as object),
      ),
    });
    const { code, out } = check(folder);
    const line = broken.split("\n").findIndex((text) => text.includes("**pooled**")) + 1;
    expect(out).toContain(`cnn/pooling.yaml:${line} pooling.c1: "**": no bold or italics [foreign-markup]`);
    expect(out).toMatch(/cnn\/dropout\.yaml:\d+ dropout: frequency is not a field of the format/);
    expect(out).toContain("1 warnings; --warnings lists them");
    expect(out).toMatch(/^FAIL: 2 errors, 0 gates/m);
    expect(code).toBe(1);
  });

  it("fails on a gate alone", () => {
    const { code, out } = check(
      writeFolder({
        "topics.yaml": TOPICS,
        "cnn/pooling.yaml": yaml(conceptInput()),
        "regularization/dropout.yaml": yaml(otherConceptInput()),
      }),
    );
    expect(out).toMatch(/^FAIL: 0 errors, 1 gates/m);
    expect(out).toContain("too few: section-2.3 0 of 2");
    expect(code).toBe(1);
  });

  it("checks single files with their warnings, and leaves the others alone", () => {
    const folder = writeFolder({
      "topics.yaml": TOPICS,
      "cnn/pooling.yaml": broken,
      "cnn/broken.yaml": "id: [",
    });
    const { code, out } = check(join(folder, "cnn/pooling.yaml"));
    expect(out).toContain("[foreign-markup]");
    expect(out).toMatch(/^warning: .*"never" stands in this option alone/m);
    expect(out).not.toContain("broken.yaml");
    expect(out).toMatch(/^FAIL: 1 files, 1 errors$/m);
    expect(code).toBe(1);
  });

  it("says what it takes where it is given something else, and what of a folder it left out", () => {
    const folder = writeFolder({
      "topics.yaml": own,
      "cnn/pooling.yaml": yaml(conceptInput()),
      "cnn/stride.yml": "",
      "docker-compose.yml": "services: {}",
      "x.docx": "a,b",
    });
    const takes = "questions:check takes one folder, <topic>/<concept>.yaml files, or packs";
    for (const [args, said] of [
      [["x.docx"], `x.docx is no question file. ${takes}`],
      [["cnn/stride.yml"], `stride.yaml. ${takes}`],
      [["nothing"], `nothing is not there. ${takes}`],
      [["cnn/pooling.yaml", "cnn"], takes],
    ] as const) {
      const { code, out } = check(...args.map((path) => join(folder, path)));
      expect(out).toContain(said);
      expect(code).toBe(1);
    }
    expect(check(folder).out).toContain("left out, no questions: docker-compose.yml");
  });
});
