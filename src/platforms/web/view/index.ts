import type { Reply } from "../../../engine/words/reply.ts";
import type { View } from "./model.ts";
import { board, groupsBoard, home, profile, recap, summary } from "./people.ts";
import { openAnswer, openQuestion, question, result, sealed, verdict } from "./questions.ts";
import { exported, help, notice, schedule, topics } from "./service.ts";

export type { ButtonView, View } from "./model.ts";

/** Lays out any reply for the page. */
export function view(reply: Reply): View {
  switch (reply.kind) {
    case "question":
      return question(reply);
    case "open-question":
      return openQuestion(reply);
    case "open-answer":
      return openAnswer(reply);
    case "sealed":
      return sealed(reply);
    case "verdict":
      return verdict(reply);
    case "result":
      return result(reply);
    case "summary":
      return summary(reply);
    case "board":
      return board(reply);
    case "groups-board":
      return groupsBoard(reply);
    case "profile":
      return profile(reply);
    case "home":
      return home(reply);
    case "topics":
      return topics(reply);
    case "schedule":
      return schedule(reply);
    case "help":
      return help(reply);
    case "recap":
      return recap(reply);
    case "export":
      return exported(reply);
    case "notice":
      return notice(reply);
    default:
      return reply satisfies never;
  }
}
