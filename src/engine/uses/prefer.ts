import type { Caller } from "../ports/bot.ts";
import type { Action } from "../words/press.ts";
import { type NoticeReply, notice, type Reply } from "../words/reply.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { AUTO, chooseLanguage } from "./language.ts";
import { setHidden } from "./privacy.ts";
import { remindOff, remindOn } from "./reminders.ts";

const ON = "on";

/** What was chosen on a home page; the same as by its command. */
export function prefer(
  deps: Deps,
  caller: Caller,
  { setting, value }: Extract<Action, { verb: "prefer" }>,
): Promise<Reply> {
  switch (setting) {
    case "language":
      return deps.languages.all.includes(value) || value === AUTO
        ? chooseLanguage(deps, caller, value)
        : chooseLanguage(deps, caller, undefined);
    case "reminders":
      return value === ON ? remindOn(deps, caller, {}) : remindOff(deps, caller);
    case "hidden":
      return setHidden(deps, caller, value === ON);
    default:
      return setting satisfies never;
  }
}

/** Where there is no form for a channel's settings: how they are typed. */
export const howToManage = (): NoticeReply =>
  notice("info", say("home.manage-typed", { command: { command: "daily set" } }));
