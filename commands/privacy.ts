import { defineCommand, route } from "../src/command/define.ts";
import { oneOf } from "../src/command/options.ts";

export const privacy = defineCommand({
  name: "dlq-privacy",
  typed: "typed.privacy",
  description: "command.privacy",
  alone: true,
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
    model: route({
      description: "command.privacy.model",
      options: {
        send: oneOf("option.send", [
          { value: "yes", label: "choice.send.yes" },
          { value: "no", label: "choice.send.no" },
        ]),
      },
      visibility: "private",
      examples: ["privacy model", "privacy model no"],
      run: (bot, caller, { send }) =>
        bot.privacy.model(caller, send === undefined ? undefined : send === "yes"),
    }),
  },
});
