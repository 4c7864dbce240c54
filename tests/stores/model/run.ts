import type { Job, Store } from "../../../src/engine/ports/store.ts";
import { labelsOf } from "../../../src/engine/rules/calendar.ts";
import { draftOf } from "../../../src/engine/rules/reviews.ts";
import { secretOf } from "../../../src/engine/rules/secrets.ts";
import { hasOptions, type Round } from "../../../src/engine/words/round.ts";
import { HOUR, makeRound, makeSpoken, SCHEDULE } from "../fixtures.ts";
import { dateOf, freezes, look, plainly } from "./look.ts";
import type { Operation } from "./operations.ts";

/** The key of `makeRound` is B. */
const COUNTED = { version: 1, options: [1, 0, 2, 3, 4, 5] };

/** What a run knows beside the stores: what it made, so that later operations can mean it. */
export interface Memory {
  rounds: Round[];
  jobs: Job[];
  made: number;
}

const LEASE = 120_000;

/** The same call on both stores, and what it needs of the model's state, read before. */
export async function call(
  operation: Operation,
  memory: Memory,
  model: Store,
  now: number,
): Promise<((store: Store) => Promise<unknown>) | null> {
  const meant = (back: number) => memory.rounds.at(-1 - back) ?? null;
  const meantDaily = (back: number) =>
    memory.rounds.filter(({ mode }) => mode === "daily").at(-1 - back) ?? null;
  switch (operation.name) {
    case "writeGroup": {
      const { place, isCurrent, managedBy, nextIn, recapIn, isPaused } = operation.with;
      const { version, recap } = await model.readGroup(place);
      const change = {
        schedule: SCHEDULE,
        paused: isPaused ? { reason: "manager" as const, since: now } : null,
        managedBy,
        next: nextIn === null ? null : { date: dateOf(now + nextIn), at: now + nextIn },
        recap: recapIn === null ? null : { at: now + recapIn, done: recap?.done ?? null },
      };
      return (store) => store.writeGroup(place, isCurrent ? version : version + 1, change);
    }
    case "openWindow": {
      const { place, topic, isCurrent, day, item, forgets, isSpoken, nextIn } = operation.with;
      const { version } = await model.readGroup(place);
      const date = dateOf(now, day);
      // The id of a date that opens again is another one.
      const isVoid = async (id: string) => (await model.readRound(place.team, id))?.status === "void";
      let id = `${place.group}-${date}-0`;
      while (await isVoid(id)) id = `${id}0`;
      const made = (isSpoken ? makeSpoken : makeRound)({ id, opensAt: now, date, place }, topic);
      const itemId = `${topic}.${isSpoken ? "o" : "c"}${item}`;
      const round = { ...made, question: { ...made.question, itemId } };
      const known = memory.rounds.filter(({ id, place: { team } }) => id === round.id && team === place.team);
      if (known.length === 0) memory.rounds.push(round);
      const next = nextIn === null ? null : { date: dateOf(now + nextIn), at: now + nextIn };
      const forget = forgets ? ["cnn.c0", "cnn.c1", "rnn.c0"] : [];
      return (store) => store.openWindow(round, { version: isCurrent ? version : version + 1, next, forget });
    }
    case "addPractice": {
      const { place, topic, onlyFor, item, isRepeated } = operation.with;
      const id = `p${++memory.made}`;
      // Nobody asks twice in one millisecond; which of two such rounds is the newer is not promised.
      const opensAt = now + memory.made * 1_009;
      const closesAt = opensAt + 24 * HOUR;
      const made = makeRound({ id, opensAt, mode: "practice", place, onlyFor, closesAt }, topic);
      const round = { ...made, question: { ...made.question, itemId: `${topic}.c${item}` } };
      memory.rounds.push(round);
      return async (store) => {
        await store.addPractice(round);
        if (isRepeated) await store.addPractice(round);
      };
    }
    case "answer": {
      const { back, learner, choice, isHome, isOfMode, name, provisional, isDue, at, writes } =
        operation.with;
      const round = meant(back);
      if (round === null) return null;
      const place = isHome ? round.place : { ...round.place, group: "elsewhere" };
      const terms = {
        secret: secretOf(round.question),
        topic: round.question.topic.id,
        pointsIfRight: 4,
        dailyLimit: 6,
        labels: labelsOf(round.date),
        review: { ...draftOf(round, "practice", now), counted: COUNTED },
        isDue,
      };
      const told = { name: `${learner} ${name}`, provisional, at };
      const text = writes && round.mode === "daily" ? `${choice} at ${now}` : undefined;
      const given = { text, day: dateOf(now) };
      const answer = { learner, ...told, choice, via: "button" as const, ...given };
      const isPractice = (round.mode === "practice") === isOfMode;
      const scope = { group: round.place.group, topic: null };
      // A rolling board that was looked at must follow the points that come in.
      const span = { kind: "rolling", until: dateOf(now) } as const;
      return async (store) => ({
        ...(await store.recordAnswer(place, round.id, answer, isPractice ? terms : null)),
        board: await store.standings(place.team, scope, span, 4, learner),
      });
    }
    case "reviewDue": {
      // A session that a learner goes through at one go, each question about another concept.
      const { place, learner, from, count } = operation.with;
      const asked = Array.from({ length: count }, (_, i) => {
        const id = `p${++memory.made}`;
        const topic = `due${(from + i) % 24}`;
        return makeRound({ id, opensAt: now, mode: "practice", place, onlyFor: learner }, topic);
      });
      return async (store) => {
        for (const round of asked) {
          await store.addPractice(round);
          const answer = { learner, name: learner, choice: 0 as const, via: "button" as const };
          await store.recordAnswer(place, round.id, answer, {
            ...{ secret: "", topic: "cnn", pointsIfRight: 0, dailyLimit: 0, labels: labelsOf(dateOf(now)) },
            ...{ review: draftOf(round, "session", now), isDue: true },
          });
        }
        return freezes(store, place, learner);
      };
    }
    case "awardPage": {
      const { back, awards, after, isLast } = operation.with;
      const round = meantDaily(back);
      if (round === null) return null;
      const given = awards.map(({ learner, points, last }) => ({
        learner,
        points,
        right: points > 0,
        streak: { last, length: 1, best: 2 },
        ...(points > 0 ? {} : { ifRight: 10 + last }),
      }));
      const page = { after, upTo: after + given.length, isLast, awards: given };
      const review = { ...draftOf(round, "daily", now), counted: COUNTED };
      return (store) => store.awardPage(round.place.team, round.id, page, labelsOf(round.date), review);
    }
    case "refund": {
      const { back, count, points, done } = operation.with;
      const round = meant(back);
      if (round === null) return null;
      const { team } = round.place;
      return async (store) => {
        const page = await store.readRefunds(team, round.id, count);
        if (page === null) return null;
        const refunds = page.answers.map(({ learner, ifRight, held }) => ({
          ...{ learner, points: ifRight ?? points, mends: !held && ifRight !== null },
        }));
        for (let i = 0; i < 2; i++)
          await store.bookRefunds(team, round.id, { ...page, refunds }, labelsOf(round.date));
        if (page.isLast && done) await store.finishRefund(team, round.id);
        return page;
      };
    }
    case "sweepItem": {
      const { back, wrongKey } = operation.with;
      const round = meant(back);
      if (round === null || !hasOptions(round)) return null;
      const { itemId: item, version } = round.question;
      const decision = { item, version, what: "retired", wrongKey, by: "operator", at: now } as const;
      return (store) => store.sweepItem(decision);
    }
    case "claimDue":
      return async (store) => {
        const jobs = await store.claimDue(1_000, LEASE, operation.with.platforms);
        memory.jobs.push(...jobs);
        return jobs.map((job) => JSON.stringify(job)).sort();
      };
    case "retryLater":
    case "dropJob": {
      const job = memory.jobs.at(-1 - operation.with.back);
      if (job === undefined) return null;
      return (store) => (operation.name === "dropJob" ? store.dropJob(job) : store.retryLater(job, 60_000));
    }
    case "finishRecap": {
      const { place, week, isPlanned, nextIn } = operation.with;
      const { recap } = await model.readGroup(place);
      const at = isPlanned ? now : (recap?.at ?? now);
      return (store) => store.finishRecap(place, week, { at, next: now + nextIn });
    }
    case "look":
      return (store) => look(store, operation.with, now);
    case "advance":
      return null;
    default:
      return simple(operation, meant, meantDaily, now);
  }
}

type Simple = Exclude<
  Operation,
  {
    name:
      | "writeGroup"
      | "openWindow"
      | "addPractice"
      | "answer"
      | "awardPage"
      | "refund"
      | "sweepItem"
      | "reviewDue"
      | "claimDue"
      | "retryLater"
      | "dropJob"
      | "finishRecap"
      | "look"
      | "advance";
  }
>;

const tokenOf = (token: number | null) => (token === null ? null : `t${token}`);

/** Operations that are one call with what they are given. */
function simple(
  operation: Simple,
  meant: (back: number) => Round | null,
  meantDaily: (back: number) => Round | null,
  now: number,
): ((store: Store) => Promise<unknown>) | null {
  switch (operation.name) {
    case "confirmPosted":
    case "voidRound":
    case "freezeRound":
    case "readAnswers":
    case "standouts":
    case "markEffect":
    case "finishRound":
    case "takeClose":
    case "beginEffect":
    case "loseMessage":
    case "moveMessage":
    case "takeHints":
    case "setConfidence": {
      const isOfBoth = [
        "confirmPosted",
        "freezeRound",
        "finishRound",
        "readAnswers",
        "setConfidence",
        "takeHints",
      ].includes(operation.name);
      const round = isOfBoth ? meant(operation.with.back) : meantDaily(operation.with.back);
      return round === null ? null : (store) => ofRound(operation, round, store);
    }
    case "notePractised": {
      const { place, topic, item } = operation.with;
      return (store) => store.notePractised(place, `${topic}.o${item}`);
    }
    case "shownNames": {
      const { place, learners, count } = operation.with;
      return (store) => store.shownNames(place.team, learners, count);
    }
    case "recordReview": {
      const { place, learner, topic, item, id, hoursAgo, covered, by } = operation.with;
      const outcome = { kind: "open" as const, covered, by };
      const head = { id: `s${id}`, at: now - hoursAgo * HOUR, concept: topic, item: `${topic}.o${item}` };
      const review = { ...head, mode: "open" as const, outcome };
      return (store) => store.recordReview(place.team, learner, review, dateOf(now));
    }
    case "voidReview": {
      const { place, learner, topic, id } = operation.with;
      return (store) => store.voidReview(place.team, learner, { id: `s${id}`, concept: topic }, now);
    }
    case "readReviews":
      return async (store) =>
        plainly(await store.readReviews(operation.with.place.team, operation.with.learner));
    case "putSession": {
      const { place, learner, id, version } = operation.with;
      const session = { id: `s${id}`, version, state: `${now}` };
      return (store) => store.putSession(place.team, learner, session);
    }
    case "endSession": {
      const { place, learner, id } = operation.with;
      return (store) => store.endSession(place.team, learner, `s${id}`);
    }
    case "setReminders": {
      const { place, learner, inHours } = operation.with;
      const terms = { at: null, timezone: "Europe/Berlin", group: place.group, results: true };
      const on = inHours === null ? null : { ...terms, next: now + inHours * HOUR };
      return (store) => store.setReminders(place.team, learner, on);
    }
    case "moveReminder": {
      const { place, learner, isPlanned, inHours, sent, told } = operation.with;
      return async (store) => {
        const { reminders } = await store.readReminding(place.team, learner);
        const from = isPlanned ? (reminders?.next ?? now) : now;
        const noted = { ...(sent === undefined ? {} : { sent }), ...(told === undefined ? {} : { told }) };
        return store.moveReminder(place.team, learner, { from, to: now + inHours * HOUR, ...noted });
      };
    }
    case "pauseReviews": {
      const { place, learner, on } = operation.with;
      return (store) => store.pauseReviews(place.team, learner, on ? now + HOUR : null);
    }
    case "setConsent": {
      const { place, learner, sends } = operation.with;
      const consent = sends === null ? null : { sends, to: "models.example" };
      return async (store) => {
        await store.setConsent(place.team, learner, consent);
        return store.readConsent(place.team, learner);
      };
    }
    case "putWritten": {
      const { place, learner, item } = operation.with;
      return (store) => store.putWritten(place.team, learner, { item: `cnn.o${item}`, text: `at ${now}` });
    }
    case "takeWritten": {
      const { place, learner, item } = operation.with;
      return (store) => store.takeWritten(place.team, learner, `cnn.o${item}`);
    }
    case "reserveTokens": {
      const { place, id, tokens } = operation.with;
      return (store) => store.reserveTokens(place.team, `a${id}`, tokens, 100);
    }
    case "settleTokens": {
      const { place, id, used } = operation.with;
      return (store) => store.settleTokens(place.team, `a${id}`, used);
    }
    case "writePlans": {
      const { place, learner, version, has, hours } = operation.with;
      const plan = { date: "2027-02-01", minutes: version + 5, about: { subjects: ["cnn"] } };
      const kept = { plan: has === "plan" ? plan : null, draft: has === "draft" ? plan : null };
      return (store) => store.writePlans(place.team, learner, version, kept, now + hours * HOUR);
    }
    case "setHidden":
      return (store) => store.setHidden(operation.with.place.team, operation.with.learner, operation.with.on);
    case "setLanguage": {
      const { place, learner, language, asks } = operation.with;
      return async (store) => {
        await store.setLanguage(place.team, learner, language);
        return store.readLanguage(place.team, asks);
      };
    }
    case "forgetLearner":
      return (store) => store.forgetLearner(operation.with.place.team, operation.with.learner);
    case "addReport": {
      const { place, learner, item, sorts } = operation.with;
      const kind = "other" as const;
      const report = { item: `cnn.c${item}`, version: 1, kind, learner, reason: "typo", group: place.group };
      return async (store) => [
        await store.addReport(place.team, report),
        sorts && (await store.sortReport(place.team, learner, report.item, sorts)),
      ];
    }
    case "setManager": {
      const { place, learner, on, isHere } = operation.with;
      return (store) => store.setManager(place.team, learner, on, isHere ? place.group : null);
    }
    case "rename": {
      const { place, learner, name } = operation.with;
      return (store) => store.rename(place.team, learner, `Renamed ${name}`);
    }
    case "setAbsent": {
      const { place, learner, on } = operation.with;
      return (store) => store.setAbsent(place.team, learner, on ? { since: now, checked: now } : null);
    }
    case "plan": {
      const { place, does } = operation.with;
      const plan = { group: place.group, schedule: SCHEDULE };
      return (store) =>
        does === "put" ? store.putPlan(place.team, "plan", plan, LEASE) : store.readPlan(place.team, "plan");
    }
    case "claimOnce":
      return (store) => store.claimOnce(`key ${operation.with.key}`, LEASE);
    case "installation": {
      const { id, does } = operation.with;
      return async ({ installations }) => {
        await (does === "save"
          ? installations.save(`T${id}`, `{"at":${now}}`)
          : installations.delete(`T${id}`));
        return installations.fetch(`T${id}`);
      };
    }
    default:
      return operation satisfies never;
  }
}

async function ofRound(
  operation: Extract<Simple, { with: { back: number } }>,
  { id, place }: Round,
  store: Store,
): Promise<unknown> {
  switch (operation.name) {
    case "confirmPosted": {
      const message = { channel: place.group, message: `${id} ${operation.with.copy}` };
      return [
        await store.confirmPosted(place.team, id, message),
        await store.roundByMessage(place.team, message),
      ];
    }
    case "loseMessage": {
      const message = { channel: place.group, message: `${id} ${operation.with.copy}` };
      return [
        await store.loseMessage(place.team, id, message),
        await store.roundByMessage(place.team, message),
      ];
    }
    case "moveMessage": {
      const message = { channel: place.group, message: `${id} ${operation.with.copy}` };
      await store.moveMessage(place.team, id, message);
      return store.roundByMessage(place.team, message);
    }
    case "takeHints":
      return store.takeHints(place.team, id, operation.with.learner, operation.with.hints);
    case "setConfidence":
      return store.setConfidence(place.team, id, operation.with.learner, operation.with.confidence);
    case "takeClose":
      return store.takeClose(place.team, id, `t${operation.with.token}`);
    case "beginEffect":
      return store.beginEffect(place.team, id, operation.with.effect, `t${operation.with.token}`);
    case "voidRound":
      return store.voidRound(place.team, id);
    case "freezeRound":
      return store.freezeRound(place.team, id, operation.with.early);
    case "readAnswers":
      return store.readAnswers(place, id, operation.with.after, operation.with.count);
    case "standouts":
      return store.standouts(place.team, id, operation.with.count);
    case "markEffect":
      return store.markEffect(place.team, id, operation.with.effect, tokenOf(operation.with.token));
    case "finishRound":
      return store.finishRound(place.team, id);
    default:
      return operation satisfies never;
  }
}
