import { describe, expect, it } from "vitest";
import { columnOf } from "../../src/packs/fields.ts";
import { readPack } from "../../src/packs/read.ts";
import { TEMPLATE } from "../../src/packs/write.ts";
import { bytesOf, FORMATS, found, read } from "./samples.ts";

const HEAD = "question,option A,option B,option C,option D,answer,explanation";
const csv = (...rows: string[]) => found("quiz.csv", [HEAD, ...rows].join("\n"));

describe("a file with questions", () => {
  it.each(Object.keys(FORMATS))("is read as what it is: %s", (name) => {
    const { questions, errors } = found(name, FORMATS[name] ?? "");
    expect(errors).toEqual([]);
    expect(questions.map(({ stem, options, key }) => [stem, options.map(({ text }) => text), key])).toEqual([
      ["Which planet is the largest, by mass?", ["Saturn", "Jupiter", "Neptune"], 1],
      ["Water boils sooner on a mountain.", ["True", "False"], 0],
    ]);
    expect(questions[0]?.options[1]?.because).toBe("It is heavy.");
    expect(questions[0]?.tags).toEqual(["planets", "sky"]);
    if (name !== "notes.txt") expect(questions[0]?.difficulty).toBe("easy");
    expect(questions[1]?.difficulty).toBeNull();
  });

  it("has the same questions by name whatever its format, so that what was learned of them stays", () => {
    const names = Object.entries(FORMATS).map(([name, text]) =>
      found(name, text).questions.map(({ id }) => id),
    );
    for (const some of names) expect(some).toEqual(names[0]);
  });

  it("may be the template", () => {
    expect(found("template.csv", TEMPLATE)).toMatchObject({
      found: 2,
      errors: [],
      keys: ["Jupiter", "True"],
    });
  });

  it("may have semicolons, tabs or strokes between its cells", () => {
    for (const sign of [";", "\t", "|"]) {
      const text = ["question,A,B,answer", "Why,one,two,B"]
        .map((line) => line.replaceAll(",", sign))
        .join("\n");
      expect(found("quiz.csv", text).keys).toEqual(["two"]);
    }
  });

  it("may call its columns as other people do", () => {
    expect(columnOf("Option_A")).toEqual({ is: "option", place: 0 });
    expect(columnOf("optionB")).toEqual({ is: "option", place: 1 });
    expect(columnOf("Answer 3")).toEqual({ is: "option", place: 2 });
    expect(columnOf("choice4")).toEqual({ is: "option", place: 3 });
    expect(columnOf("Correct Answer")).toEqual({ is: "key" });
    expect(columnOf("incorrect_1")).toEqual({ is: "distractor", place: 0 });
    expect(columnOf("correctAnswerIndex")).toEqual({ is: "index" });
    expect(columnOf("why_b")).toEqual({ is: "reason", place: 1 });
    expect(columnOf("id")).toBeNull();
  });

  it("may have the right answer beside the wrong ones, options that say which is right, and a list a line", () => {
    const apart = { question: "Why?", correct_answer: "so", incorrect_answers: ["no", "never"] };
    expect(found("a.json", JSON.stringify({ results: [apart] })).keys).toEqual(["so"]);
    const marked = { question: "Why?", options: [{ text: "no" }, { text: "so", isCorrect: true }] };
    expect(found("a.json", JSON.stringify([marked])).keys).toEqual(["so"]);
    const lettered = { question: "Why?", options: { A: "no", B: "so" }, answer: "B" };
    expect(
      found("a.json", `${JSON.stringify(lettered)}\n${JSON.stringify({ ...lettered, question: "How?" })}\n`)
        .keys,
    ).toEqual(["so", "so"]);
  });

  it("may be a concept of the bank, with its formulas", () => {
    const text = [
      "id: x",
      "name: X",
      "tags: [squares]",
      "choice:",
      "  - id: x.c1",
      "    stem: What is $2^2$?",
      '    key: "4"',
      "    rationale: Two by two.",
      "    difficulty: hard",
      "    distractors:",
      '      - text: "2"',
      "        because: That is two.",
      '      - text: "8"',
      "        because: That is its cube.",
    ].join("\n");
    const { questions, errors } = found("x.yaml", text);
    expect(errors).toEqual([]);
    expect(questions).toMatchObject([{ stem: "What is 2²?", key: 0, difficulty: "hard", tags: ["squares"] }]);
    expect(questions[0]?.options[2]).toEqual({ text: "8", because: "That is its cube." });
  });

  it("of Anki may name its columns, and say what is no question", () => {
    const text = [
      "#separator:Comma",
      "#html:false",
      "#notetype column:1",
      "#deck column:2",
      "#columns:Type,Deck,Question,Option 1,Option 2,Answer,Tags",
      "#tags column:7",
      "Basic,Sky,Largest planet?,Mars,Jupiter,Jupiter,planets big",
    ].join("\n");
    expect(found("deck.txt", text)).toMatchObject({ errors: [], keys: ["Jupiter"] });
    expect(found("deck.txt", text).questions[0]?.tags).toEqual(["planets", "big"]);
    const bare = "#separator:tab\n#tags:sky\nLargest planet?\tMars\tJupiter\tJupiter\tIt is heavy.\n";
    expect(found("deck.txt", bare)).toMatchObject({ errors: [], keys: ["Jupiter"] });
    expect(found("deck.txt", bare).questions[0]).toMatchObject({ tags: ["sky"] });
    expect(found("deck.txt", "#separator:tab\nLargest planet?\tJupiter\n").errors).toEqual(["2 few-options"]);
  });
});

describe("notes of an older Anki", () => {
  it("have no head, and are read by the places of their fields", () => {
    const text = "Largest planet?\tMars\tJupiter\tJupiter\nWhat is it?\tThat.\n";
    expect(found("notes.txt", text)).toMatchObject({ errors: ["2 few-options"], keys: ["Jupiter"] });
  });
});

describe("a key", () => {
  it("is a text, a letter or a place", () => {
    expect(csv("One?,w,x,y,z,x,", "Two?,w,x,y,z,c,", "Three?,w,x,y,z,4,", "Four?,w,x,y,z,(B),").keys).toEqual(
      ["x", "y", "z", "x"],
    );
  });

  it("counts from 0 where the file shows it, and is no guess where it does not", () => {
    const list = (answers: number[]) =>
      found(
        "a.json",
        JSON.stringify(
          answers.map((answer, i) => ({ question: `Q${i}?`, options: ["w", "x", "y", "z"], answer })),
        ),
      );
    expect(list([0, 1, 2]).keys).toEqual(["w", "x", "y"]);
    expect(list([4, 1, 2]).keys).toEqual(["z", "w", "x"]);
    expect(list([0, 4]).errors).toEqual(["1 key-count", "1 key-count"]);
    expect(list([1, 2])).toMatchObject({ keys: ["w", "x"] });
    expect(list([1, 2]).advice).toContain("1 counted");
    expect(list([1, 2, 1, 2, 1, 2, 1, 2]).errors).toHaveLength(8);
    const index = JSON.stringify([{ question: "Q?", options: ["w", "x"], correctIndex: 1 }]);
    expect(found("a.json", index).keys).toEqual(["x"]);
  });

  it("that could mean two options is refused", () => {
    expect(csv("How many?,2,4,8,1,2,").errors).toEqual(["2 key-ambiguous"]);
    expect(csv("How many?,2,4,8,1,B),").keys).toEqual(["4"]);
    expect(csv('Which?,w,x,y,z,"A, B",').errors).toEqual(["2 key-several"]);
    expect(csv("Which?,w,x,y,z,F,", "Who?,w,x,y,z,,").errors).toEqual(["2 key-unknown", "3 no-key"]);
  });
});

describe("what is unfair", () => {
  it("is named all at once, with its line, and the rest is kept", () => {
    const { errors, keys } = csv(
      "Fine?,w,x,y,z,A,",
      ",w,x,y,z,A,",
      "One option?,w,,,,A,",
      "A gap?,w,,y,z,A,",
      "Twice?,w,x,w,z,A,",
      "Fine?,w,x,y,z,A,",
      '"Is Paris the capital, or what?",Paris,Rome,Bern,Oslo,A,',
      "What of it?,w,x,y,All of the above,A,",
      "What of them?,w,x,y,Both A and C,A,",
      "Why so?,w,x,y,z,A,Answer B is wrong.",
      "The {{c1::gap}}?,w,x,y,z,A,",
      "Hear [sound:a.mp3]?,w,x,y,z,A,",
      "Is it <b>bold</b>?,w,x,y,z,A,",
      "Is it &quot;so&quot;?,w,x,y,z,A,",
      "Is it\u202e turned?,w,x,y,z,A,",
      `${"long ".repeat(200)}?,w,x,y,z,A,`,
      `Long?,${"x".repeat(300)},x,y,z,A,`,
    );
    expect(keys).toEqual(["w"]);
    expect(errors).toEqual([
      ...["3 no-question", "4 few-options", "5 empty-option", "6 same-options", "7 asked-twice"],
      ...["8 given-away", "9 reference", "10 reference", "11 reference", "12 cloze", "13 sound"],
      ...["14 html", "15 entity", "16 hidden", "17 long-question", "18 long-option"],
    ]);
  });

  it("is not what only looks like it", () => {
    const { errors } = csv(
      "What does `List<b>` hold?,w,x,y,z,A,",
      "What does x < y and y > z mean?,w,x,y,z,A,",
      "Is R&D; a department?,w,x,y,z,A,",
      "Which of Paris and Rome is older?,Paris,Rome,Oslo,Bern,B,",
      "What is the best answer a model gives?,w,x,y,z,A,",
    );
    expect(errors).toEqual([]);
  });

  it("leaves the lettering of options away, since they are dealt in another order", () => {
    const { questions } = csv("Which?,A) one,B) two,C) three,D) four,B) two,");
    expect(questions[0]?.options.map(({ text }) => text)).toEqual(["one", "two", "three", "four"]);
    expect(questions[0]?.key).toBe(1);
  });

  it("is no missing explanation or difficulty: that is advice", () => {
    const { advice, errors } = csv(
      "Which?,one,two,three,four,B,",
      `Long?,${"right ".repeat(8)},two,three,four,A,Why.`,
    );
    expect(errors).toEqual([]);
    expect(advice).toEqual(["2 no-reason", "2 no-level", "3 no-level", "3 longest-key"]);
  });
});

describe("a file that is none", () => {
  const code = (name: string, bytes: Uint8Array) => {
    const pack = readPack(name, bytes);
    return pack.kind === "refused" ? pack.code : pack.kind;
  };
  const utf16 = (text: string, isBig: boolean) => {
    const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
    return Uint8Array.from(isBig ? bytes.swap16() : bytes);
  };

  it("is refused in a word that helps: packed, a deck, a spreadsheet, empty, too large, no text", () => {
    const zip = Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]);
    expect(code("deck.apkg", zip)).toBe("apkg");
    expect(code("quiz.xlsx", zip)).toBe("spreadsheet");
    expect(code("quiz.zip", zip)).toBe("archive");
    expect(code("quiz.csv", zip)).toBe("archive");
    expect(code("quiz.csv.gz", Uint8Array.from([0x1f, 0x8b, 8]))).toBe("archive");
    expect(code("quiz.xls", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))).toBe("spreadsheet");
    expect(code("quiz.csv", bytesOf(" \n "))).toBe("empty");
    expect(code("quiz.csv", new Uint8Array(50 * 1024 * 1024))).toBe("large");
    expect(code("quiz.csv", bytesOf("question,A,B,answer\nWhy\0?,w,x,A"))).toBe("nul");
    expect(code("quiz.csv", Uint8Array.from([...bytesOf("question\nWh"), 0xe9, 0x0a]))).toBe("encoding");
  });

  it("names the line at which UTF-8 ends", () => {
    const bytes = Uint8Array.from([...bytesOf("question,A,B,answer\nfine,a,b,A\nWh"), 0xe9, 0x0a]);
    expect(readPack("q.csv", bytes)).toEqual({ kind: "refused", code: "encoding", values: { line: 3 } });
  });

  it("is none where UTF-8 has a mark, or UTF-16", () => {
    const text = "question,A,B,answer\r\nWär es so?,nein,ja,B\r\n";
    expect(code("q.csv", bytesOf(`\ufeff${text}`))).toBe("read");
    for (const isBig of [true, false]) {
      const pack = readPack("q.csv", utf16(text, isBig));
      expect(pack).toMatchObject({ kind: "read", questions: [{ stem: "Wär es so?", key: 1 }] });
    }
  });

  it("breaks off with its line", () => {
    expect(read("q.json", '[\n{"question": "a",\n}]')).toMatchObject({ code: "broken", values: { line: 3 } });
    expect(read("q.yaml", "questions:\n  - question: *a\n")).toMatchObject({
      code: "broken",
      values: { line: 2 },
    });
    expect(read("q.csv", `question,A,B,answer\n"open,a,b,A\n${"x\n".repeat(50_000)}`)).toMatchObject({
      code: "broken",
    });
    expect(read("q.csv", "one,two\n1,2\n")).toMatchObject({ code: "no-header" });
    expect(read("q.json", '{"a": 1}')).toMatchObject({ code: "none" });
    const many = ["question,A,B,answer", ...Array.from({ length: 501 }, (_, i) => `Q${i}?,a,b,A`)].join("\n");
    expect(read("q.csv", many)).toMatchObject({ code: "many", values: { count: 501, most: 500 } });
  });
});
