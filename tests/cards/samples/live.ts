import { say } from "../../../src/engine/words/say.ts";
import type { Samples } from "../samples.ts";
import { AT, STEM, standing } from "./shared.ts";

/** Samples of a live round. */

export const LIVE: Samples<"live-lobby" | "live-podium"> = {
  "live-lobby": {
    kind: "live-lobby",
    visibility: "channel",
    state: "waiting",
    host: "1",
    topic: "Convolutional networks",
    difficulty: "medium",
    length: 10,
    seconds: 30,
    speed: true,
    joined: 3,
    startsAt: AT,
    buttons: [
      {
        label: say("button.live-join"),
        primary: true,
        action: { verb: "live", game: "xK2", act: "join" },
      },
    ],
  },
  "live-podium": {
    kind: "live-podium",
    visibility: "channel",
    state: "silent",
    length: 4,
    table: {
      rows: [
        { ...standing(1, "Ada", 31), right: 4 },
        { ...standing(2, "Ben", 18), right: 3 },
      ],
      more: 5,
      speed: true,
    },
    hardest: [{ number: 2, stem: STEM, right: 1, answered: 7 }],
    buttons: [],
  },
};
