import { say } from "../../../src/engine/words/say.ts";
import type { Samples } from "../samples.ts";

/** Samples of what is said of questions of one's own. */
export const PACKS: Samples<"pack-read" | "pack-check" | "pack-file"> = {
  "pack-read": {
    kind: "pack-read",
    visibility: "private",
    tone: "done",
    lines: [say("pack.imported", { name: { strong: "Geography" }, kept: 12, found: 14 }), say("pack.knows")],
    problems: [
      { line: 3, severity: "error", code: "same-options", values: { text: "Paris" } },
      ...Array.from({ length: 12 }, (_, i) => ({
        ...{ line: i + 4, severity: "advice" as const, code: "no-reason" as const, values: {} },
      })),
    ],
    buttons: [
      { label: say("button.pack-check"), action: { verb: "pack-act", pack: "geography", act: "check" } },
      {
        label: say("button.pack-release"),
        action: { verb: "pack-act", pack: "geography", act: "release" },
        primary: true,
      },
    ],
  },
  "pack-check": {
    kind: "pack-check",
    visibility: "private",
    name: "Geography",
    lines: [say("pack.checked", { count: 6 }), say("pack.knows")],
    questions: Array.from({ length: 6 }, (_, i) => ({
      number: i + 1,
      stem: `What is the capital of country ${i + 1}?`,
      options: [
        { text: "Paris", because: "It has been for long.", isKey: true },
        { text: "Lyon", because: "", isKey: false },
      ],
      retired: i === 1,
    })),
    buttons: [{ label: say("button.pack"), action: { verb: "pack", item: "geography" } }],
  },
  "pack-file": {
    kind: "pack-file",
    visibility: "private",
    filename: "dlq-pack-geography.csv",
    text: "question,option A,option B,answer\r\nWhy?,so,thus,A\r\n",
    lines: [say("pack.exported", { name: { strong: "Geography" }, count: 1 })],
  },
};
