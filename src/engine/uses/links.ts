import type { Caller } from "../ports/bot.ts";
import {
  type Account,
  accountName,
  CODE_LENGTH,
  codeOf,
  groupedCode,
  isSame,
  type Link,
  type LinkAct,
  type Side,
} from "../words/link.ts";
import { isOfOne, type TeamId } from "../words/place.ts";
import type { Actor } from "../words/press.ts";
import { type NoticeReply, notice, type Reply } from "../words/reply.ts";
import { type Say, say, type WordId } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import {
  accountOfCode,
  changeLink,
  dropCode,
  dropLink,
  findLink,
  holds,
  keepCode,
  LINK_TIME,
} from "./link-state.ts";
import { enteredNotice, LINK_COMMAND, linkedNotice, soon, standing, waitingNotice } from "./link-views.ts";

/** `/dlq-link`: one learner on two platforms. A code of one side is entered on the other, and both say yes. */

const RUN_LENGTH = 12;

const refusal = (id: WordId, values?: Say["values"]) => notice("refusal", say(id, values));
const OVER = refusal("link.over", { command: LINK_COMMAND });

const accountOf = ({ place, person }: Actor): Account => ({ team: place.team, learner: person.id });

/** `/dlq-link`: how it stands, or a code; with one, it is entered. */
export async function link(
  deps: Deps,
  caller: Caller,
  { code, off }: { code?: string | undefined; off?: boolean | undefined },
): Promise<Reply> {
  const account = accountOf(caller);
  const now = await deps.store.now();
  const found = await findLink(deps, account, now);
  if (found?.stage === "forgetting") return refusal("link.forgetting");
  const isLinked = found !== null && (await holds(deps, account, found));
  if (off === true)
    return found === null ? refusal("link.none", { command: LINK_COMMAND }) : end(deps, account, found, now);
  if (code !== undefined)
    return isLinked && found.other !== null
      ? refusal("link.one-only", { account: accountName(found.other), command: { command: "link off" } })
      : enter(deps, caller, code, now);
  if (isLinked && found.other !== null) return linkedNotice(found.run, found.other);
  return (found === null ? null : standing(found)) ?? offer(deps, caller, found, now);
}

const hereOf = async (
  deps: Deps,
  { place, person }: Actor,
): Promise<Pick<Link, "group" | "name" | "place">> => ({
  group: place.group,
  name: person.name,
  place: (await deps.platform(place.team)?.teamName(place.team)) ?? null,
});

/** A new code, in place of an earlier one. */
async function offer(deps: Deps, caller: Caller, before: Link | null, now: number): Promise<Reply> {
  const account = accountOf(caller);
  const [code, until] = [deps.token(CODE_LENGTH), now + LINK_TIME];
  const made: Link = {
    ...{ run: deps.token(RUN_LENGTH), stage: "offered", until, code, other: null, told: true },
    ...(await hereOf(deps, caller)),
  };
  const { link } = await changeLink(deps, account, now, (found) =>
    // Another press, or the other side, may have come first.
    found?.run === before?.run && found?.stage === before?.stage
      ? { link: made as Link | "as-is" }
      : { link: "as-is" as const },
  );
  if (link !== made) return OVER;
  await dropCode(deps, before?.code ?? null);
  await keepCode(deps, code, account, until);
  return notice(
    "info",
    say("link.code", { code: { code: groupedCode(code) }, until: soon(until) }),
    say("link.how", { command: { command: `link code:${groupedCode(code)}` } }),
    say("link.what"),
    say("link.keep-secret"),
  );
}

/** Why a code that leads to an account cannot be used; null: it can. */
async function whyNot(deps: Deps, mine: Account, theirs: Account): Promise<NoticeReply | null> {
  if (isSame(mine, theirs)) return refusal("link.own-code");
  if (mine.team === theirs.team) return refusal("link.same-team");
  // Alone somebody is in no server that the bot could be thrown out of.
  if (isOfOne(theirs.team)) return null;
  const platform = deps.platform(theirs.team);
  if ((await platform?.isIn(theirs.team)) === false) return refusal("link.bot-gone");
  const left = await platform?.whoLeft(theirs.team, [theirs.learner]);
  return left?.includes(theirs.learner) === true ? refusal("link.left") : null;
}

/** A code was entered: it is used up, and this side is asked first. */
async function enter(deps: Deps, caller: Caller, typed: string, now: number): Promise<Reply> {
  const account = accountOf(caller);
  const code = codeOf(typed);
  const unknown = refusal("link.no-code", { command: LINK_COMMAND });
  if (code === null) return unknown;
  const theirs = await accountOfCode(deps, code);
  if (theirs === null) return unknown;
  const not = await whyNot(deps, account, theirs);
  if (not !== null) return not;
  const until = now + LINK_TIME;
  const { taken } = await changeLink(deps, theirs, now, (there) =>
    there?.stage === "offered" && there.code === code
      ? { link: { ...there, code: null, until }, taken: there }
      : { link: "as-is" as const, taken: null },
  );
  await dropCode(deps, code);
  if (taken === null) return unknown;
  const { run, name, place } = taken;
  const other: Side = { ...theirs, name, place };
  const asking: Link = {
    ...{ run, stage: "asking", until, code: null, other, told: true },
    ...(await hereOf(deps, caller)),
  };
  const { before, is } = await changeLink(deps, account, now, (here) =>
    here?.stage === "linked" || here?.stage === "forgetting"
      ? { link: "as-is" as const, before: here, is: false }
      : { link: asking, before: here, is: true },
  );
  // Another code was confirmed meanwhile.
  if (!is) return OVER;
  await dropCode(deps, before?.code ?? null);
  return enteredNotice(run, other, until);
}

/** A press below one of these cards. */
export async function pressLink(
  deps: Deps,
  actor: Actor,
  run: string,
  act: Exclude<LinkAct, "forget">,
): Promise<Reply> {
  const account = accountOf(actor);
  const now = await deps.store.now();
  const found = await findLink(deps, account, now);
  if (found === null || found.run !== run || found.other === null || found.stage === "forgetting")
    return OVER;
  switch (act) {
    case "yes":
      return found.stage === "asking" || found.stage === "waiting"
        ? confirm(deps, account, found, found.other, now)
        : join(deps, account, found, found.other, now);
    case "no":
      return found.stage === "linked" && (await holds(deps, account, found))
        ? linkedNotice(run, found.other)
        : end(deps, account, found, now);
    case "off":
      return end(deps, account, found, now);
    default:
      return act satisfies never;
  }
}

/** The side on which the code was entered says yes: the other is asked. */
async function confirm(
  deps: Deps,
  account: Account,
  { run, name, place }: Link,
  other: Side,
  now: number,
): Promise<Reply> {
  const until = now + LINK_TIME;
  const mine = await changeLink(deps, account, now, (here) =>
    here?.run === run && (here.stage === "asking" || here.stage === "waiting")
      ? { link: { ...here, stage: "waiting" as const, until }, is: true }
      : { link: "as-is" as const, is: false },
  );
  if (!mine.is) return OVER;
  const { is } = await changeLink(deps, other, now, (there) => {
    if (there?.run !== run) return { link: "as-is" as const, is: false };
    // It was confirmed twice, or the other side has said yes since.
    if (there.stage === "asked" || there.stage === "linked") return { link: "as-is" as const, is: true };
    if (there.stage !== "offered") return { link: "as-is" as const, is: false };
    const asked: Link = { ...there, stage: "asked", until, other: { ...account, name, place }, told: false };
    return { link: asked, dueAt: now, is: true };
  });
  if (is) return waitingNotice(run, other, until);
  await dropLink(deps, account, run, now);
  return refusal("link.withdrawn", { command: LINK_COMMAND });
}

/** The side that the code came from says yes: they are one. */
async function join(deps: Deps, account: Account, { run }: Link, other: Side, now: number): Promise<Reply> {
  const isTheirs = (there: Link | null) =>
    there?.run === run &&
    (there.stage === "waiting" || there.stage === "linked") &&
    there.other !== null &&
    isSame(there.other, account);
  const withdrawn = refusal("link.withdrawn", { command: LINK_COMMAND });
  if (!isTheirs(await findLink(deps, other, now))) {
    await dropLink(deps, account, run, now);
    return withdrawn;
  }
  const linked = { stage: "linked", until: null, code: null } as const;
  const mine = await changeLink(deps, account, now, (here) => {
    if (here?.run !== run || (here.stage !== "asked" && here.stage !== "linked"))
      return { link: "as-is" as const, is: false };
    return here.stage === "linked"
      ? { link: "as-is" as const, is: true }
      : { link: { ...here, ...linked, told: true }, is: true };
  });
  if (!mine.is) return OVER;
  const theirs = await changeLink(deps, other, now, (there) => {
    if (there === null || !isTheirs(there)) return { link: "as-is" as const, is: false };
    return there.stage === "linked"
      ? { link: "as-is" as const, is: true }
      : { link: { ...there, ...linked, told: false }, dueAt: now, is: true };
  });
  if (theirs.is) return { ...linkedNotice(run, other), tone: "done" };
  await dropLink(deps, account, run, now);
  return withdrawn;
}

/** Ends a link, or what was to become one, on both sides. */
async function end(
  deps: Deps,
  account: Account,
  { run, code, other, stage }: Link,
  now: number,
): Promise<Reply> {
  await dropLink(deps, account, run, now);
  await dropCode(deps, code);
  if (other !== null) await dropLink(deps, other, run, now);
  return other === null
    ? notice("done", say("link.code-off"))
    : notice(
        "done",
        say(stage === "linked" ? "link.ended" : "link.refused", { account: accountName(other) }),
      );
}

/** Whom a learner is linked with, as they know it; null: nobody. */
export async function linkOf(
  deps: Deps,
  team: TeamId,
  learner: string,
): Promise<{ run: string; other: Side } | null> {
  const found = await findLink(deps, { team, learner }, await deps.store.now());
  if (!found?.other || !(await holds(deps, { team, learner }, found))) return null;
  return { run: found.run, other: found.other };
}
