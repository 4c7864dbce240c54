import type { Command } from "../src/command/define.ts";
import { answer } from "./answer.ts";
import { ask } from "./ask.ts";
import { daily } from "./daily.ts";
import { duel } from "./duel.ts";
import { explain } from "./explain.ts";
import { help } from "./help.ts";
import { language } from "./language.ts";
import { leaderboard } from "./leaderboard.ts";
import { link } from "./link.ts";
import { live } from "./live.ts";
import { me } from "./me.ts";
import { mistakes } from "./mistakes.ts";
import { mock } from "./mock.ts";
import { pack } from "./pack.ts";
import { pair } from "./pair.ts";
import { plan } from "./plan.ts";
import { privacy } from "./privacy.ts";
import { remind } from "./remind.ts";
import { report } from "./report.ts";
import { review } from "./review.ts";
import { sheet } from "./sheet.ts";
import { topics } from "./topics.ts";

/** Every command, in the order of the help. A new command is a file beside this one and a line here. */
export const COMMANDS: readonly Command[] = [
  ask,
  answer,
  review,
  mistakes,
  remind,
  plan,
  mock,
  sheet,
  live,
  pair,
  duel,
  explain,
  leaderboard,
  me,
  daily,
  pack,
  topics,
  report,
  privacy,
  link,
  language,
  help,
];
