import type { Bot } from "./ports/bot.ts";
import { ShutOut, TriedInVain } from "./ports/outbox.ts";
import type { Job } from "./ports/store.ts";
import { RARELY } from "./rules/patience.ts";
import { answerNewest } from "./uses/answer.ts";
import { ask } from "./uses/ask.ts";
import { board } from "./uses/boards.ts";
import { closeDue } from "./uses/close.ts";
import { dailyStatus, endDaily, pauseDaily, resumeDaily, skipDaily } from "./uses/daily.ts";
import type { Deps } from "./uses/deps.ts";
import { documentDue } from "./uses/documents.ts";
import { challenge } from "./uses/duels.ts";
import { explainNewest } from "./uses/explain.ts";
import { forgetDue } from "./uses/forget-team.ts";
import { offerHint } from "./uses/hints.ts";
import { chooseLanguage } from "./uses/language.ts";
import { topics } from "./uses/learners.ts";
import { link } from "./uses/links.ts";
import { listDaily } from "./uses/list.ts";
import { beginLive } from "./uses/live.ts";
import { changeManagers, refuseUnlessManager } from "./uses/managers.ts";
import { mistakes } from "./uses/mistakes.ts";
import { mock } from "./uses/mocks.ts";
import { openDue } from "./uses/open.ts";
import { chooseModel } from "./uses/opinions.ts";
import { askPack, duelPack, livePack, proposePack } from "./uses/packs/asked.ts";
import { exportAny } from "./uses/packs/export.ts";
import { importPack } from "./uses/packs/import.ts";
import { checkPack, listPacks, movePack, offerRemoval } from "./uses/packs/manage.ts";
import { invite } from "./uses/pairs.ts";
import { isShutOut } from "./uses/pause.ts";
import { endPlan, offerJob, setPlan, showPlan } from "./uses/plans.ts";
import { postDue } from "./uses/post.ts";
import { exportData, forget, offerForget, setHidden } from "./uses/privacy.ts";
import { profile } from "./uses/profile.ts";
import { giveUpRecap, recapDue } from "./uses/recap.ts";
import { refundDue } from "./uses/refund.ts";
import { remindDue } from "./uses/reminder.ts";
import { remindOff, remindOn, remindShow } from "./uses/reminders.ts";
import { reportedDue } from "./uses/reported.ts";
import { reportNewest } from "./uses/reports.ts";
import { beginReview } from "./uses/session-begin.ts";
import { proposeDaily, setDaily } from "./uses/set.ts";
import { dailySettings, submitDaily } from "./uses/settings.ts";
import { setUpByMenus } from "./uses/setup.ts";
import { sheet } from "./uses/sheets.ts";
import { pauseIfShutOut } from "./uses/shut-out.ts";
import { askNow, closeDaily } from "./uses/today.ts";
import { setWeeklyMock } from "./uses/weekly-mock.ts";
import { NOTHING_CHOSEN } from "./words/setup.ts";

/** Every use case that a command calls. */
export function createBot(deps: Deps): Bot {
  return {
    ask: (caller, filter, isPrivate) => ask(deps, caller, filter, isPrivate),
    answer: (caller, choice) => answerNewest(deps, caller, choice),
    hint: (caller) => offerHint(deps, caller),
    board: (caller, query) => board(deps, caller, query),
    profile: (caller) => profile(deps, caller),
    review: (caller, wanted) => beginReview(deps, caller, wanted),
    duel: (caller, wanted) => challenge(deps, caller, wanted),
    explain: (caller) => explainNewest(deps, caller),
    mistakes: (caller) => mistakes(deps, caller),
    live: (caller, wanted) => beginLive(deps, caller, wanted),
    link: (caller, wanted) => link(deps, caller, wanted),
    plan: {
      set: (caller, wanted) => setPlan(deps, caller, wanted),
      job: (caller, wanted) => offerJob(deps, caller, wanted),
      show: (caller) => showPlan(deps, caller),
      off: (caller) => endPlan(deps, caller),
    },
    pair: (caller, wanted) => invite(deps, caller, wanted),
    sheet: (caller, wanted) => sheet(deps, caller, wanted),
    mock: (caller, wanted) => mock(deps, caller, wanted),
    packs: {
      refuse: (caller) => refuseUnlessManager(deps, caller, "packs"),
      import: (caller, name, file) => importPack(deps, caller, name, file),
      list: (caller) => listPacks(deps, caller),
      check: (caller, pack) => checkPack(deps, caller, { typed: pack }),
      move: (caller, pack, state, question) => movePack(deps, caller, { typed: pack }, state, question),
      remove: (caller, pack) => offerRemoval(deps, caller, pack),
      export: (caller, wanted) => exportAny(deps, caller, wanted),
      ask: (caller, pack, asked, isPrivate) => askPack(deps, caller, pack, asked, isPrivate),
      live: (caller, pack, wanted) => livePack(deps, caller, pack, wanted),
      duel: (caller, pack, wanted) => duelPack(deps, caller, pack, wanted),
      propose: (caller, pack, change) => proposePack(deps, caller, pack, change),
    },
    topics: (caller) => topics(deps, caller),
    language: (caller, language) => chooseLanguage(deps, caller, language),
    report: (caller, reason) => reportNewest(deps, caller, reason),
    remind: {
      on: (caller, wanted) => remindOn(deps, caller, wanted),
      off: (caller) => remindOff(deps, caller),
      show: (caller) => remindShow(deps, caller),
    },
    daily: {
      propose: (caller, change) => proposeDaily(deps, caller, change),
      setup: (caller) => setUpByMenus(deps, caller, { verb: "setup", step: "start", setup: NOTHING_CHOSEN }),
      list: (caller) => listDaily(deps, caller),
      refuse: (caller) => refuseUnlessManager(deps, caller),
      set: (caller, change) => setDaily(deps, caller, change),
      settings: (caller) => dailySettings(deps, caller),
      submit: (caller, change, mark) => submitDaily(deps, caller, change, mark),
      status: (caller) => dailyStatus(deps, caller),
      pause: (caller) => pauseDaily(deps, caller),
      resume: (caller) => resumeDaily(deps, caller),
      skip: (caller) => skipDaily(deps, caller),
      now: (caller) => askNow(deps, caller),
      close: (caller) => closeDaily(deps, caller),
      off: (caller) => endDaily(deps, caller),
      mock: (caller, wanted) => setWeeklyMock(deps, caller, wanted),
      manager: (caller, change) => changeManagers(deps, caller, change),
    },
    privacy: {
      export: (caller) => exportData(deps, caller),
      offerForget: (caller) => offerForget(deps, caller),
      forget: (caller) => forget(deps, caller, caller.person.id),
      hide: (caller) => setHidden(deps, caller, true),
      show: (caller) => setHidden(deps, caller, false),
      model: (caller, sends) => chooseModel(deps, caller, sends),
    },
  };
}

/** When work that was given up comes up again, in milliseconds. */
const AN_HOUR = 60 * 60_000;

/**
 * Does one due job. Throws where it could not; the job stays due. A question in a channel that keeps the bot out waits
 * for who lets it in again: that is no failure, and nobody who runs the bot could do anything about it. It waits in
 * the store and not in the outbox, so that it can be due at once when the bot is back (`hurryResult`). Who manages the
 * schedule is told why, with its pause.
 */
export async function doJob(deps: Deps, job: Job): Promise<void> {
  try {
    await doDue(deps, job);
  } catch (error) {
    if (!(error instanceof TriedInVain) || !("round" in job)) throw error;
    if (error instanceof ShutOut) await pauseIfShutOut(deps, job.place);
    if (!error.waits && !isShutOut(await deps.store.readGroup(job.place))) throw error;
    await deps.store.retryLater(job, error.waits ? error.after : Math.max(error.after, RARELY));
  }
}

function doDue(deps: Deps, job: Job): Promise<void> {
  switch (job.kind) {
    case "open":
      return openDue(deps, job);
    case "post":
      return postDue(deps, job);
    case "close":
      return closeDue(deps, job);
    case "recap":
      return recapDue(deps, job);
    case "remind":
      return remindDue(deps, job);
    case "document":
      return documentDue(deps, job);
    case "refund":
      return refundDue(deps, job);
    case "reported":
      return reportedDue(deps, job);
    case "forget":
      return forgetDue(deps, job);
    default:
      return job satisfies never;
  }
}

/**
 * A due job failed however often it was tried. A recap is left to the next week; the others come up again an hour
 * later, since an opening that is due no more would end the schedule.
 */
export function giveUp(deps: Deps, job: Job): Promise<void> {
  return job.kind === "recap" ? giveUpRecap(deps, job.place) : deps.store.retryLater(job, AN_HOUR);
}
