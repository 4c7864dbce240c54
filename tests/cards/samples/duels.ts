import { say } from "../../../src/engine/words/say.ts";
import type { Samples } from "../samples.ts";
import { AT } from "./shared.ts";

/** Samples of what two members see of a duel. */

const press = (act: "accept" | "decline" | "verdict", at: readonly number[] = []) =>
  ({ verb: "duel", duel: "1x2y3z", run: "abcd", act, at }) as const;

export const DUELS: Samples<"duel-invite" | "duel-done" | "duel-result"> = {
  "duel-invite": {
    kind: "duel-invite",
    visibility: "channel",
    ...{ by: "1", invited: "2", about: "Recurrent networks", difficulty: "hard", own: false },
    state: "invited",
    until: AT,
    buttons: [
      { label: say("button.duel-accept"), action: press("accept"), primary: true },
      { label: say("button.duel-decline"), action: press("decline") },
    ],
  },
  "duel-done": {
    kind: "duel-done",
    visibility: "private",
    answered: 3,
    of: 5,
    struck: 2,
    waits: { member: "2", until: AT },
    buttons: [],
  },
  "duel-result": {
    kind: "duel-result",
    visibility: "channel",
    sides: [
      { member: "1", name: "Ada", right: 3, late: false },
      { member: "2", name: "Ben", right: 2, late: true },
    ],
    winner: 0,
    rows: [
      { name: "Receptive field", marks: ["right", "right"] },
      { name: "Pooling", marks: ["right", "wrong"] },
      { name: "Dropout", marks: ["wrong", "right"] },
      { name: "Batch normalization", marks: ["right", "none"] },
      { name: null, marks: ["struck", "struck"] },
    ],
    own: true,
    knew: ["2"],
    buttons: [{ label: say("button.duel-question", { number: 1 }), action: press("verdict", [0]) }],
  },
};
