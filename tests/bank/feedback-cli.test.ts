import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

function feedback(args: readonly string[], input: string) {
  const run = spawnSync(process.execPath, ["--import", "tsx", "src/cli/feedback.ts", ...args], {
    encoding: "utf8",
    input,
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

describe("npm run feedback", { timeout: 120_000 }, () => {
  it("prints what is found in an answer as JSON", () => {
    const { code, out } = feedback(
      ["pooling.o1"],
      "Max keeps the strongest response, average the mean level.\n",
    );
    const found = JSON.parse(out);
    expect(Object.keys(found)).toEqual(["covered", "missing", "contradictions", "score"]);
    expect(found.covered).toEqual([
      {
        point: "Max keeps the strongest response, average the mean level",
        weight: 3,
        evidence: "Max keeps the strongest response, average the mean level.",
      },
    ]);
    expect(code).toBe(0);
  });

  it.each([
    ["an unknown id", ["nothing.o9"], "some answer", "There is no open question called nothing.o9.\n"],
    [
      "no id",
      [],
      "some answer",
      "Give the id of one open question: npm run --silent feedback -- pooling.o1\n",
    ],
    ["an empty answer", ["pooling.o1"], " \u0000\n", "There is no answer on standard input.\n"],
    ["40,000 characters", ["pooling.o1"], "a".repeat(40_000), "The answer is longer than 8000 characters.\n"],
  ])("says in a sentence what is wrong with %s, and ends with 2", (_, args, input, sentence) => {
    expect(feedback(args, input)).toEqual({ code: 2, out: "", err: sentence });
  });
});
