import { say } from "../../../src/engine/words/say.ts";
import type { Samples } from "../samples.ts";
import { AT } from "./shared.ts";

/** Samples of what members explain to each other. */

const press = (act: "vote" | "report") =>
  ({ verb: "explained", round: "g-2026-11-20-abcd", act, number: 1 }) as const;

export const EXPLAINED: Samples<"explanation"> = {
  explanation: {
    kind: "explanation",
    visibility: "channel",
    about: "Receptive field",
    text: "Each layer sees a bit more than the one before.\n@everyone: <b>three</b> 3x3 layers see *7x7*.",
    state: "voting",
    ends: AT,
    name: null,
    votes: 0,
    best: false,
    buttons: [
      { label: say("button.explained-vote"), action: press("vote"), primary: true },
      { label: say("button.explained-report"), action: press("report") },
    ],
  },
};
