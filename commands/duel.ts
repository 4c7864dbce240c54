import { defineCommand, route } from "../src/command/define.ts";
import { called, flag, LEVELS, member, oneOf, required } from "../src/command/options.ts";
import { subject } from "../src/command/subject.ts";
import { PACK_LIMITS } from "../src/engine/words/pack.ts";

export const duel = defineCommand({
  name: "dlq-duel",
  typed: "typed.duel",
  aliases: ["challenge"],
  description: "command.duel",
  route: route({
    description: "command.duel",
    options: {
      member: required(member("option.duel-member")),
      topic: subject("option.topic"),
      difficulty: oneOf("option.difficulty", LEVELS),
      handicap: flag("option.duel-handicap"),
      pack: called("option.pack", PACK_LIMITS.name, false),
    },
    visibility: "private",
    counts: "round",
    examples: ["duel @someone lstm", "duel @someone handicap:yes"],
    run: (bot, caller, { pack, ...wanted }) =>
      pack === undefined ? bot.duel(caller, wanted) : bot.packs.duel(caller, pack, wanted),
  }),
});
