import { defineCommand, route } from "../src/command/define.ts";

export const privacy = defineCommand({
  name: "dlq-privacy",
  description: "See, remove or hide what the bot keeps about you",
  subcommands: {
    export: route({
      description: "Everything the bot keeps about you, as a file",
      options: {},
      visibility: "private",
      examples: ["privacy export"],
      run: (bot, caller) => bot.privacy.export(caller),
    }),
    forget: route({
      description: "Remove everything the bot keeps about you here; says what goes and asks first",
      options: {},
      visibility: "private",
      examples: ["privacy forget"],
      run: (bot, caller) => bot.privacy.offerForget(caller),
    }),
    hide: route({
      description: "Leave the boards; your points and streak go on",
      options: {},
      visibility: "private",
      examples: ["privacy hide"],
      run: (bot, caller) => bot.privacy.hide(caller),
    }),
    show: route({
      description: "Appear on the boards again",
      options: {},
      visibility: "private",
      examples: ["privacy show"],
      run: (bot, caller) => bot.privacy.show(caller),
    }),
  },
});
