import type { Inbound } from "./ports/platform.ts";
import { openQuestions, pressAnswer, reactAnswer } from "./uses/answer.ts";
import { answerAloud, ownAnswer, submitWritten } from "./uses/answers-in-words.ts";
import { ask } from "./uses/ask.ts";
import { boardPage } from "./uses/boards.ts";
import type { Deps } from "./uses/deps.ts";
import { pressDuel } from "./uses/duels.ts";
import { explain, pressExplained } from "./uses/explain.ts";
import { arrived, goodbye } from "./uses/greet.ts";
import { hint } from "./uses/hints.ts";
import { home } from "./uses/home.ts";
import { pressKeep } from "./uses/keeping.ts";
import { pressLink } from "./uses/links.ts";
import { pressLive } from "./uses/live.ts";
import { allow, askLeave } from "./uses/managers.ts";
import { noteMember } from "./uses/members.ts";
import { mine, sayHowSure } from "./uses/mine.ts";
import { mockForm } from "./uses/mock-answers.ts";
import { pressMock, stepMock } from "./uses/mocks.ts";
import { keyPoints, reveal, revealFollowUp, revealPart, tick } from "./uses/open-answers.ts";
import { consent, opinion } from "./uses/opinions.ts";
import { submitPack } from "./uses/packs/import.ts";
import { pressPack } from "./uses/packs/manage.ts";
import { completePack } from "./uses/packs/resolve.ts";
import { pressPair } from "./uses/pairs.ts";
import { pauseGroup, pauseTeam } from "./uses/pause.ts";
import { addTerms, dropTerm, pressRole, readJob, useDraft } from "./uses/plans.ts";
import { countSoFar, messageGone } from "./uses/post.ts";
import { howToManage, prefer } from "./uses/prefer.ts";
import { forget, forgetBoth } from "./uses/privacy.ts";
import { pressRemind } from "./uses/reminders.ts";
import { praise, report, sortReport } from "./uses/reports.ts";
import { hurryResult, isLetIn, resumeInvited, resumeTeam } from "./uses/resume.ts";
import { seal } from "./uses/seal.ts";
import { pressReview } from "./uses/session-begin.ts";
import { stepSession } from "./uses/sessions.ts";
import { confirmSetUp } from "./uses/set.ts";
import { setUpByMenus, typeTimeOfDay } from "./uses/setup.ts";
import { interview, pressSheet } from "./uses/sheets.ts";
import { pressWeekly } from "./uses/weekly-mock.ts";
import { who } from "./uses/who.ts";
import { readMockRef } from "./words/mock.ts";
import type { Place, TeamId } from "./words/place.ts";
import type { Reply } from "./words/reply.ts";
import type { Say } from "./words/say.ts";
import { unreadable } from "./words/written.ts";

/** A daily answer, or the first one to a practice question. */
function isTaken(reply: Reply): boolean {
  return reply.kind === "sealed" || (reply.kind === "verdict" && reply.moment === "practice");
}

/** What is heard of the bot itself may be heard late: then it is asked whether it is still so. */
interface HeardLate {
  left(team: TeamId, isLate?: boolean): Promise<void>;
  shutOut(place: Place, how: Say, isLate?: boolean): Promise<void>;
}

/** What reads commands does that before anything comes here. */
type Read =
  | "command"
  | "line"
  | "askAbout"
  | "askForm"
  | "dailyForm"
  | "submitDaily"
  | "complete"
  | "completeLine";

/** What presses, forms, reactions and events of a platform lead to. */
export function createHandlers(deps: Deps): Omit<Inbound, Read | keyof HeardLate> & HeardLate {
  return {
    button: async (press) => {
      const { action } = press;
      if (action.verb === "answer") {
        const reply = await pressAnswer(deps, press, action.round, action.choice);
        // An answer that is taken notes the name itself.
        if (!isTaken(reply)) await noteMember(deps, press);
        return reply;
      }
      await noteMember(deps, press);
      switch (action.verb) {
        case "hint":
          return hint(deps, press, action);
        case "said":
          return answerAloud(deps, press, action.round);
        case "own":
          return ownAnswer(deps, press, action.round);
        case "seal":
          return seal(deps, press, action.round);
        case "who":
          return who(deps, press, action.round);
        case "mine":
          return mine(deps, press, action.round);
        case "reveal":
          return reveal(deps, press, action.item, null);
        case "part":
          return revealPart(deps, press, action);
        case "follow":
          return revealFollowUp(deps, press, action);
        case "opinion":
          return opinion(deps, press, action.item);
        case "consent":
          return consent(deps, press, action);
        case "another":
          return ask(deps, press, action.asked, action.private);
        case "sheet":
          return pressSheet(deps, press, action);
        case "interview":
          return interview(deps, press, action);
        case "mock":
          return stepMock(deps, press, action);
        case "mock-begin":
          return pressMock(deps, press, action);
        case "weekly":
          return pressWeekly(deps, press, action);
        case "pair":
          return pressPair(deps, press, action);
        case "set-up":
          return confirmSetUp(deps, press, action.plan);
        case "setup":
          return setUpByMenus(deps, press, action);
        case "forget":
          return forget(deps, press, action.learner);
        case "board":
          return boardPage(deps, press, action);
        case "ask-leave":
          return askLeave(deps, press, action.group);
        case "allow":
          return allow(deps, press, action.group, action.learner);
        case "sure":
          return sayHowSure(deps, press, action.round, action.confidence);
        case "praise":
          return praise(deps, press, action.item);
        case "report-as":
          return sortReport(deps, press, action.item, action.kind);
        case "duel":
          return pressDuel(deps, press, action);
        case "explained":
          return pressExplained(deps, press, action);
        case "keep":
          return pressKeep(deps, press, action);
        case "review":
          return pressReview(deps, press, action);
        case "session":
          return stepSession(deps, press, action);
        case "remind":
          return pressRemind(deps, press, action);
        case "prefer":
          return prefer(deps, press, action);
        case "manage":
          return howToManage();
        case "plan-role":
          return pressRole(deps, press, action);
        case "plan-drop":
          return dropTerm(deps, press, action.subject);
        case "live":
          return pressLive(deps, press, action);
        case "link":
          return action.act === "forget"
            ? forgetBoth(deps, press, action.run)
            : pressLink(deps, press, action.run, action.act);
        case "plan-use":
          return useDraft(deps, press, action.date);
        case "pack-act":
          return pressPack(deps, press, action);
        // Made of the commands, which nobody knows here: the boundary answers it.
        case "help":
          return null;
        default:
          return action satisfies never;
      }
    },

    form: async (submission) => {
      const refused = unreadable(submission.form, submission.text);
      if (refused !== null) return refused;
      switch (submission.form) {
        case "report":
          await noteMember(deps, submission);
          return report(deps, submission, submission.item, submission.text);
        case "write":
          if (readMockRef(submission.item) !== null)
            return mockForm(deps, submission, submission.item, { text: submission.text });
          return submitWritten(deps, submission, submission.item, submission.text);
        case "tick":
          await noteMember(deps, submission);
          if (readMockRef(submission.item) !== null)
            return mockForm(deps, submission, submission.item, { ticked: submission.ticked });
          return tick(deps, submission, submission.item, submission.ticked);
        case "job":
          return readJob(deps, submission, submission.item, submission.text);
        case "terms":
          return addTerms(deps, submission, submission.text);
        case "pack":
          return submitPack(deps, submission, submission.item, submission.text, submission.file);
        case "explain":
          return explain(deps, submission, submission.item, submission.text);
        case "time":
          return typeTimeOfDay(deps, submission, submission.item, submission.text);
        default:
          return submission.form satisfies never;
      }
    },

    keyPoints: (item) => keyPoints(deps, item),
    reaction: (press) => reactAnswer(deps, press),
    openQuestions: (team) => openQuestions(deps, team),

    sent: async (place, roundId, message) => {
      const round = await deps.store.confirmPosted(place.team, roundId, message);
      if (round === null) return;
      deps.rounds.put(round);
      await countSoFar(deps, round);
    },

    completePack: (team, typed, limit) => completePack(deps, team, typed, limit),
    home: (actor) => home(deps, actor),
    named: (team, { id, name }) => deps.store.rename(team, id, name),
    left: async (team, isLate = false) => {
      if (isLate && (await deps.platform(team)?.isIn(team)) === true) return;
      await goodbye(deps, team);
      await pauseTeam(deps, team, isLate);
    },
    arrived: (arrival) => arrived(deps, arrival),
    joined: (team) => resumeTeam(deps, team),
    messageGone: (team, message) => messageGone(deps, team, message),
    channelGone: (place) => pauseGroup(deps, place, "channel-gone", []),
    shutOut: async (place, how, isLate = false) => {
      if (isLate && (await isLetIn(deps, await deps.store.readGroup(place)))) return;
      await pauseGroup(deps, place, "not-a-member", [how]);
    },
    letIn: async (place) => {
      await resumeInvited(deps, place);
      await hurryResult(deps, await deps.store.readGroup(place));
    },
  };
}
