import { defineCommand, route } from "../src/command/define.ts";
import { flag, text } from "../src/command/options.ts";

export const link = defineCommand({
  name: "dlq-link",
  typed: "typed.link",
  description: "command.link",
  alone: true,
  route: route({
    description: "command.link",
    options: { code: text("option.link-code", 100), off: flag("option.link-off") },
    visibility: "private",
    counts: "link",
    examples: ["link", "link code:Ab3d-Ef5h-Jk7m-Np9r-St2v", "link off"],
    run: (bot, caller, wanted) => bot.link(caller, wanted),
  }),
});
