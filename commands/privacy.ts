import { defineCommand, route } from "../src/command/define.ts";

export const privacy = defineCommand({
  name: "dlq-privacy",
  description: "command.privacy",
  subcommands: {
    export: route({
      description: "command.privacy.export",
      options: {},
      visibility: "private",
      examples: ["privacy export"],
      run: (bot, caller) => bot.privacy.export(caller),
    }),
    forget: route({
      description: "command.privacy.forget",
      options: {},
      visibility: "private",
      examples: ["privacy forget"],
      run: (bot, caller) => bot.privacy.offerForget(caller),
    }),
    hide: route({
      description: "command.privacy.hide",
      options: {},
      visibility: "private",
      examples: ["privacy hide"],
      run: (bot, caller) => bot.privacy.hide(caller),
    }),
    show: route({
      description: "command.privacy.show",
      options: {},
      visibility: "private",
      examples: ["privacy show"],
      run: (bot, caller) => bot.privacy.show(caller),
    }),
  },
});
