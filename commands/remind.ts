import { defineCommand, route } from "../src/command/define.ts";
import { flag, known, time } from "../src/command/options.ts";

export const remind = defineCommand({
  name: "dlq-remind",
  typed: "typed.remind",
  aliases: ["reminder", "reminders"],
  description: "command.remind",
  bare: "show",
  given: "on",
  subcommands: {
    on: route({
      description: "command.remind.on",
      options: {
        at: time("option.at"),
        zone: known("option.zone", "timezone"),
        results: flag("option.own-results"),
      },
      visibility: "private",
      examples: ["remind on", "remind on 18:00", "remind on zone:Europe/Berlin results:yes"],
      run: (bot, caller, { zone, ...wanted }) => bot.remind.on(caller, { ...wanted, timezone: zone }),
    }),
    off: route({
      description: "command.remind.off",
      options: {},
      visibility: "private",
      examples: ["remind off"],
      run: (bot, caller) => bot.remind.off(caller),
    }),
    show: route({
      description: "command.remind.show",
      options: {},
      visibility: "private",
      examples: ["remind show"],
      run: (bot, caller) => bot.remind.show(caller),
    }),
  },
});
