import { defineCommand, route } from "../src/command/define.ts";
import { called, file, number, oneOf, required } from "../src/command/options.ts";
import { PACK_LIMITS } from "../src/engine/words/pack.ts";

const named = called("option.pack", PACK_LIMITS.name, true);
const one = number("option.pack-question", PACK_LIMITS.questions);

export const pack = defineCommand({
  name: "dlq-pack",
  typed: "typed.pack",
  aliases: ["packs"],
  description: "command.pack",
  bare: "list",
  onlyNamed: true,
  subcommands: {
    import: route({
      description: "command.pack.import",
      options: { file: file("option.pack-file"), name: called("option.pack-name", PACK_LIMITS.name, true) },
      visibility: "private",
      manages: "packs",
      counts: "round",
      examples: ["pack import name:geography"],
      run: (bot, caller, { name }) => bot.packs.import(caller, name, caller.file),
    }),
    list: route({
      description: "command.pack.list",
      options: {},
      visibility: "private",
      examples: ["pack list"],
      run: (bot, caller) => bot.packs.list(caller),
    }),
    check: route({
      description: "command.pack.check",
      options: { pack: required(named) },
      visibility: "private",
      manages: "packs",
      examples: ["pack check pack:geography"],
      run: (bot, caller, { pack: typed }) => bot.packs.check(caller, typed),
    }),
    release: route({
      description: "command.pack.release",
      options: { pack: required(named), question: one },
      visibility: "private",
      manages: "packs",
      examples: ["pack release pack:geography"],
      run: (bot, caller, { pack: typed, question }) => bot.packs.move(caller, typed, "released", question),
    }),
    retire: route({
      description: "command.pack.retire",
      options: { pack: required(named), question: one },
      visibility: "private",
      manages: "packs",
      examples: ["pack retire pack:geography question:12"],
      run: (bot, caller, { pack: typed, question }) => bot.packs.move(caller, typed, "retired", question),
    }),
    remove: route({
      description: "command.pack.remove",
      options: { pack: required(named) },
      visibility: "private",
      manages: "packs",
      examples: ["pack remove pack:geography"],
      run: (bot, caller, { pack: typed }) => bot.packs.remove(caller, typed),
    }),
    export: route({
      description: "command.pack.export",
      options: {
        pack: named,
        what: oneOf("option.pack-what", [
          { value: "mistakes", label: "choice.pack-mistakes" },
          { value: "reviews", label: "choice.pack-reviews" },
        ]),
        form: oneOf("option.pack-form", ["csv", "json", "anki"]),
      },
      visibility: "private",
      examples: ["pack export pack:geography form:json", "pack export what:mistakes"],
      run: (bot, caller, { pack: typed, what, form }) =>
        bot.packs.export(caller, { pack: typed, what, form }),
    }),
  },
});
