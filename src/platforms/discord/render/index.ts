import type { Reply } from "../../../engine/words/reply.ts";
import { joined } from "./markup.ts";
import { type Doc, type Laid, lay } from "./pages.ts";
import { board, groupsBoard, home, profile, recap, summary } from "./people.ts";
import { sentence } from "./phrases.ts";
import { openAnswer, openQuestion, question, result, sealed, verdict } from "./questions.ts";
import { exported, help, notice, schedule, topics } from "./service.ts";

function document(reply: Reply): Doc {
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

/** A reply as messages in the shape of Discord's API, within its limits. */
export function render(reply: Reply): Laid {
  return lay(document(reply));
}

/** A reply that nobody waits for: a notification says its sentences, where a notice would be an embed alone. */
export function renderUnasked(reply: Reply): Laid {
  if (reply.kind !== "notice") return render(reply);
  const { parts, ...doc } = notice(reply);
  return lay({ ...doc, lead: joined(reply.lines.map(sentence), "\n"), parts: parts.slice(1) });
}
