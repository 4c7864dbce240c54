import { defineCommand, route } from "../src/command/define.ts";
import { called, flag, LEVELS, oneOf } from "../src/command/options.ts";
import { subject } from "../src/command/subject.ts";
import { LIVE_ROUNDS, LIVE_SECONDS } from "../src/engine/words/live.ts";
import { PACK_LIMITS } from "../src/engine/words/pack.ts";

const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));

export const live = defineCommand({
  name: "dlq-live",
  typed: "typed.live",
  aliases: ["together", "party"],
  description: "command.live",
  route: route({
    description: "command.live",
    options: {
      topic: subject("option.topic"),
      difficulty: oneOf("option.difficulty", LEVELS),
      rounds: oneOf("option.live-rounds", LIVE_ROUNDS),
      seconds: oneOf("option.live-seconds", LIVE_SECONDS),
      speed: flag("option.live-speed"),
      pack: called("option.pack", PACK_LIMITS.name, false),
    },
    visibility: "private",
    counts: "round",
    examples: ["live", "live cnn hard", "live rounds:5 seconds:20 speed:on"],
    run: (bot, caller, { rounds, seconds, pack, ...rest }) => {
      const wanted = { ...rest, rounds: numberOf(rounds), seconds: numberOf(seconds) };
      return pack === undefined ? bot.live(caller, wanted) : bot.packs.live(caller, pack, wanted);
    },
  }),
});
