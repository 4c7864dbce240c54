import { defineCommand, route } from "../src/command/define.ts";
import { JOBS } from "../src/command/jobs.ts";
import { date, minutes, oneOf } from "../src/command/options.ts";

const day = date("option.plan-date");
const time = minutes("option.minutes");

export const plan = defineCommand({
  name: "dlq-plan",
  typed: "typed.plan",
  description: "command.plan",
  alone: true,
  bare: "show",
  given: "set",
  subcommands: {
    set: route({
      description: "command.plan.set",
      options: {
        date: day,
        role: oneOf("option.role", JOBS),
        minutes: time,
      },
      visibility: "private",
      examples: ["plan set date:2027-02-01 role:computer-vision-engineer minutes:15", "plan set minutes:30"],
      run: (bot, caller, wanted) => bot.plan.set(caller, wanted),
    }),
    job: route({
      description: "command.plan.job",
      options: { date: day, minutes: time },
      visibility: "private",
      examples: ["plan job date:2027-02-01"],
      run: (bot, caller, wanted) => bot.plan.job(caller, wanted),
    }),
    show: route({
      description: "command.plan.show",
      options: {},
      visibility: "private",
      examples: ["plan"],
      run: (bot, caller) => bot.plan.show(caller),
    }),
    off: route({
      description: "command.plan.off",
      options: {},
      visibility: "private",
      examples: ["plan off"],
      run: (bot, caller) => bot.plan.off(caller),
    }),
  },
});
