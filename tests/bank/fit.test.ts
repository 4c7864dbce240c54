import { describe, expect, it } from "vitest";
import { choiceInput, conceptInput, openInput, otherConceptInput, TOPICS, yaml } from "./fixtures.ts";
import { GOOD, lineOf, problemsOf } from "./folders.ts";

describe("files that do not fit together", () => {
  const broken = (concept: string, message: string) => ({ concept, message });
  it.each([
    broken(
      yaml(conceptInput({ id: "pool", choice: [], open: [openInput({ id: "pool.o1" })] })),
      "the file's name, pooling",
    ),
    broken(yaml(conceptInput({ sections: ["9.9"], choice: [] })), "unknown section 9.9"),
    broken(
      yaml(conceptInput({ choice: [choiceInput({ section: "2.3" })] })),
      "not one of the concept's (3.2b)",
    ),
    broken(yaml(conceptInput({ prerequisites: ["pooling"] })), "not its own prerequisite"),
    broken(yaml(conceptInput({ numeric: ["product"] })), "unknown numeric family product"),
    broken(
      yaml(conceptInput({ choice: [choiceInput(), choiceInput()] })),
      "pooling.c1 is also used in cnn/pooling.yaml",
    ),
    broken(
      yaml(conceptInput({ choice: [choiceInput({ id: "stride.c1" })] })),
      "begin with the concept's: pooling.c1",
    ),
    broken(yaml(conceptInput({ misconceptions: [], choice: [] })), "misconceptions needs at least 1"),
    broken(
      yaml(
        conceptInput({ misconceptions: [{ id: "other", belief: "It does.", why_wrong: "It does not." }] }),
      ),
      "unknown misconception mixes-channels",
    ),
    broken(yaml(conceptInput({ references: [] })), "references needs at least 1"),
    broken(yaml(conceptInput({ open: [] })), "open needs at least 1"),
  ])("$message", ({ concept, message }) => {
    expect(problemsOf({ ...GOOD, "cnn/pooling.yaml": concept })).toMatchObject([
      { file: "cnn/pooling.yaml", message: expect.stringContaining(message) },
    ]);
  });

  it("name topics that are not listed", () => {
    const files = {
      ...GOOD,
      "rnn/pooling.yaml": yaml(conceptInput({ topic: "rnn" })),
      "cnn/pooling.yaml": "",
    };
    expect(problemsOf(files).map(({ message }) => message)).toContain(
      "unknown topic rnn: topics.yaml has cnn, regularization",
    );
  });

  it("have one concept twice", () => {
    const files = {
      ...GOOD,
      "regularization/pooling.yaml": yaml(conceptInput({ topic: "regularization", choice: [] })),
    };
    expect(problemsOf(files).map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        "the id pooling is also used in cnn/pooling.yaml: ids are unique in the whole bank",
        "the id pooling.o1 is also used in cnn/pooling.yaml: ids are unique in the whole bank",
      ]),
    );
  });

  it("list a numeric family of another concept", () => {
    const dropout = yaml(otherConceptInput({ numeric: ["sum"] }));
    expect(problemsOf({ ...GOOD, "regularization/dropout.yaml": dropout })).toMatchObject([
      {
        id: "dropout",
        message: "the numeric family sum belongs to the concept pooling",
        line: lineOf(dropout, "- sum"),
      },
    ]);
  });

  it("list a topic or a section twice", () => {
    const topics = `${TOPICS.replace("id: regularization", "id: cnn")}`;
    expect(problemsOf({ "topics.yaml": topics, "cnn/pooling.yaml": yaml(conceptInput()) })).toMatchObject([
      { file: "topics.yaml", message: "cnn is listed twice", line: lineOf(topics, "id: cnn", 2) },
    ]);
  });
});
