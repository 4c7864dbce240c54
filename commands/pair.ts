import { defineCommand, route } from "../src/command/define.ts";
import { JOBS } from "../src/command/jobs.ts";
import { member, minutes, oneOf } from "../src/command/options.ts";
import { LEAST_INTERVIEW } from "../src/engine/words/interview.ts";
import { SENIORITIES } from "../src/engine/words/sheet.ts";

export const pair = defineCommand({
  name: "dlq-pair",
  typed: "typed.pair",
  description: "command.pair",
  route: route({
    description: "command.pair",
    options: {
      member: member("option.pair-member"),
      role: oneOf("option.role", JOBS),
      level: oneOf(
        "option.seniority",
        SENIORITIES.map((value) => ({ value, label: `seniority.${value}` as const })),
      ),
      minutes: minutes("option.sheet-minutes", LEAST_INTERVIEW),
      invitations: oneOf("option.invitations", [
        { value: "on", label: "choice.invitations.on" },
        { value: "off", label: "choice.invitations.off" },
      ]),
    },
    visibility: "private",
    counts: "round",
    examples: ["pair @someone senior 30", "pair invitations:off"],
    run: (bot, caller, wanted) => bot.pair(caller, wanted),
  }),
});
