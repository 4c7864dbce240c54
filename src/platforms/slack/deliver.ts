import { setTimeout as sleep } from "node:timers/promises";
import type { Card } from "../../cards/model.ts";
import type { ChatInbound } from "../../cards/ports.ts";
import type { Log } from "../../engine/ports/log.ts";
import type { PostOutcome } from "../../engine/ports/platform.ts";
import type { Place } from "../../engine/words/place.ts";
import { type NoticeReply, notice } from "../../engine/words/reply.ts";
import { say } from "../../engine/words/say.ts";
import { isOwnReply } from "../own-reply.ts";
import type { Asker } from "./asker.ts";
import { newestIn } from "./draw/newest.ts";
import { exportFile } from "./export.ts";
import { LIMITS, TIMES } from "./limits.ts";
import { isUntaken } from "./outcomes.ts";
import type { People } from "./people.ts";
import { hasFile, type Illustrate } from "./pictures.ts";
import type { Posting } from "./posting.ts";
import { createResponses } from "./responses.ts";
import type { Styles } from "./styles.ts";

export interface Delivery {
  asker(about: Omit<Asker, "responses"> & { responseUrl: string | null }): Asker;
  /** Shows a card where it belongs; a question in the channel is announced to the engine. */
  answer(asker: Asker, card: Card, inbound: ChatInbound): Promise<void>;
  /** To this person alone. False where no way was open. */
  privately(asker: Asker, card: Card): Promise<boolean>;
  /** Says something of the platform's own to this person alone. */
  tell(asker: Asker, inbound: ChatInbound, reply: NoticeReply): Promise<void>;
}

const INVITE = notice("info", say("slack.invite", { code: { code: "/invite" } }));
const CANNOT_POST = notice("trouble", say("slack.cannot-post", { code: { code: "/invite" } }));
const NOT_TAKEN = notice("trouble", say("slack.not-taken"));
const WAITS = notice("info", say("slack.waits"));
const NOT_CONFIRMED = notice("trouble", say("slack.not-confirmed"));
const SENT_DIRECTLY = notice("done", say("slack.sent-directly"));
const FILE_SENT = notice("done", say("slack.file-sent"));
const IN_DIRECT = notice("done", say("slack.session-direct"));
const NO_FILE = notice("trouble", say("slack.no-file"));

/** Whether it is for want of an invitation; a private channel without the bot does not exist for it. */
function canInvite({ group }: Place, outcome: PostOutcome & { kind: "refused" }): boolean {
  const notThere = outcome.reason === "channel-gone" || outcome.reason === "not-a-member";
  return notThere && !group.startsWith("D");
}

/** Slack shows an answer beside what was pressed only where it is told the thread. */
const inThread = ({ thread }: Asker) => (thread === null ? {} : { thread_ts: thread });

export function createDelivery(
  posting: Posting,
  styles: Styles,
  illustrate: Illustrate,
  people: Pick<People, "known">,
  log: Log,
): Delivery {
  /** Where the newest blocks are refused, the pages from there on once more without them. */
  async function postEphemeral(asker: Asker, card: Card, from: number): Promise<boolean> {
    const { workspace } = asker;
    if (workspace === null) return false;
    const { text, pages } = styles.draw(workspace.team, card, "whole");
    for (const [i, blocks] of pages.entries()) {
      if (i < from) continue;
      const answer = await workspace.api.call(
        "chat.postEphemeral",
        { channel: asker.place.group, user: asker.user, ...inThread(asker), text, blocks },
        { patience: TIMES.patience },
      );
      if (answer.kind === "refused" && styles.refused(workspace.team, answer.error, blocks))
        return postEphemeral(asker, card, i);
      if (answer.kind !== "ok") return false;
    }
    return true;
  }

  /**
   * By the `response_url`; gives how many of the pages were shown. Slack does not say there why it refuses,
   * so what has the newest blocks is tried once without them.
   */
  async function respond(
    asker: Asker,
    card: Card,
    type: "ephemeral" | "in_channel",
    replaces = false,
  ): Promise<{ shown: number; isWhole: boolean }> {
    const team = asker.workspace?.team ?? null;
    const bodyOf = (page: number) => ({
      ...{ response_type: type, replace_original: replaces && page === 0 },
      ...inThread(asker),
    });
    let { text, pages } = styles.draw(team, card, "whole");
    let isPlain = false;
    for (let i = 0; i < pages.length; i++) {
      const blocks = pages[i] ?? [];
      const sent = await asker.responses.send({ ...bodyOf(i), text, blocks });
      if (sent === "shown") continue;
      if (sent === "no-way" || isPlain || newestIn(blocks).size === 0) return { shown: i, isWhole: false };
      isPlain = true;
      ({ text, pages } = styles.plainly(card, "whole"));
      const again = await asker.responses.send({ ...bodyOf(i), text, blocks: pages[i] ?? [] });
      if (again !== "shown") return { shown: i, isWhole: false };
      styles.tookPlain(team, blocks);
    }
    return { shown: pages.length, isWhole: true };
  }

  /**
   * A card whose picture Slack cannot draw itself, as one message: by the bot's own token, since that is what may
   * show the bot's files. False: nothing was shown, and its words are to be.
   */
  async function illustrated(asker: Asker, card: Card): Promise<boolean> {
    const { workspace } = asker;
    if (workspace === null) return false;
    const shown = await illustrate.card(workspace, card, TIMES.pictureSoon);
    const { text, pages } = styles.draw(workspace.team, shown, "whole");
    const [blocks = [], ...more] = pages;
    if (!hasFile(blocks) || more.length > 0) return false;
    const content = { channel: asker.place.group, user: asker.user, ...inThread(asker), text, blocks };
    const send = () => workspace.api.call("chat.postEphemeral", content, { patience: TIMES.pictureSoon });
    let answer = await send();
    if (isUntaken(answer)) {
      await sleep(TIMES.fileReady);
      answer = await send();
    }
    if (isUntaken(answer)) illustrate.refused(workspace.team);
    return answer.kind === "ok";
  }

  async function privately(asker: Asker, card: Card): Promise<boolean> {
    if (await illustrated(asker, card)) return true;
    const { shown, isWhole } = await respond(asker, card, "ephemeral");
    if (isWhole || (await postEphemeral(asker, card, shown))) return true;
    const direct = await posting.post(asker.workspace, { channel: asker.user, thread: null }, card, {
      key: `direct:${asker.delivery}`,
      repeat: false,
      patience: TIMES.patience,
    });
    return direct.kind === "posted";
  }

  async function post(asker: Asker, card: Card): Promise<PostOutcome> {
    const target = { channel: asker.place.group, thread: asker.thread };
    const options = { key: `reply:${asker.delivery}`, repeat: false, patience: TIMES.channelPatience };
    const outcome = await posting.post(asker.workspace, target, card, options);
    if (outcome.kind !== "unsure") return outcome;
    // Unanswered: one look whether it is up, and only then another try.
    const looking = { ...options, repeat: true, age: TIMES.request };
    const again = await posting.post(asker.workspace, target, card, looking);
    return again.kind === "posted" ? again : outcome;
  }

  async function throughResponse(asker: Asker, card: Card): Promise<boolean> {
    const { pages } = styles.draw(asker.workspace?.team ?? null, card, "whole");
    if (pages.length > LIMITS.responses - 1) return false;
    return (await respond(asker, card, "in_channel")).isWhole;
  }

  /** In the channel: as the bot where it is a member, else as the response to what was typed. */
  async function openly(asker: Asker, card: Card, inbound: ChatInbound): Promise<void> {
    const sayThatItWaits = () =>
      tell(asker, inbound, WAITS).catch((error) =>
        log.debug({ platform: "slack", err: error }, "Somebody waits and could not be told"),
      );
    const waits = setTimeout(sayThatItWaits, TIMES.silence);
    const outcome = await post(asker, card).finally(() => clearTimeout(waits));
    const isQuestion = card.kind === "question";
    switch (outcome.kind) {
      case "posted":
        if (isQuestion && card.round !== null) await inbound.sent(asker.place, card.round, outcome.message);
        return;
      case "refused":
        if (!(await throughResponse(asker, card))) await tell(asker, inbound, CANNOT_POST);
        else if (isQuestion && canInvite(asker.place, outcome)) await tell(asker, inbound, INVITE);
        return;
      case "failed":
        log.warn({ platform: "slack", detail: outcome.detail }, "A reply could not be posted");
        await tell(asker, inbound, NOT_TAKEN);
        return;
      case "unsure":
        log.warn({ platform: "slack", detail: outcome.detail }, "Slack did not confirm a reply");
        await tell(asker, inbound, NOT_CONFIRMED);
        return;
      default:
        return outcome satisfies never;
    }
  }

  async function tell(asker: Asker, inbound: ChatInbound, reply: NoticeReply): Promise<void> {
    const { place, user, workspace } = asker;
    const { name, isAdmin, locale } = people.known(workspace ?? { team: place.team }, user, null);
    const actor = { place, person: { id: user, name, provisional: true }, isAdmin, locale };
    await privately(asker, await inbound.card(actor, reply));
  }

  /**
   * A card of a session: a direct message that is updated from step to step, since what only its reader sees in a
   * channel can be updated five times at most. Where there are no direct messages it is such a one all the same, and
   * each press has an address of its own.
   */
  async function inSession(asker: Asker, card: Card, inbound: ChatInbound): Promise<void> {
    const { step, user, workspace } = asker;
    if (step === undefined) {
      const options = { key: `session:${asker.delivery}`, repeat: false, patience: TIMES.patience };
      const direct = await posting.post(workspace, { channel: user, thread: null }, card, options);
      if (direct.kind === "posted") {
        if (direct.message.channel !== asker.place.group) await tell(asker, inbound, IN_DIRECT);
        return;
      }
    } else if (step.isEphemeral) {
      if ((await respond(asker, card, "ephemeral", true)).isWhole) return;
    } else if ((await posting.edit(workspace, step.message, card)).kind === "edited") return;
    await beside(asker, card);
  }

  /** What somebody alone sees is changed by the address of a press on it, and by nothing else. */
  async function inItsPlace(asker: Asker, card: Card): Promise<void> {
    const { shown, isWhole } = await respond(asker, card, "ephemeral", true);
    if (!isWhole && !(await postEphemeral(asker, card, shown))) await beside(asker, card);
  }

  async function beside(asker: Asker, card: Card): Promise<void> {
    if (!(await privately(asker, card)))
      log.warn({ platform: "slack", kind: card.kind }, "A private reply could not be delivered");
  }

  async function asFile(asker: Asker, card: Card, inbound: ChatInbound): Promise<void> {
    const sent = await exportFile(asker, card, posting);
    await tell(asker, inbound, sent ? (card.kind === "export" ? SENT_DIRECTLY : FILE_SENT) : NO_FILE);
  }

  return {
    asker: ({ responseUrl, ...about }) => ({ ...about, responses: createResponses(responseUrl) }),
    privately,
    tell,
    async answer(asker, card, inbound) {
      if (card.blocks.some(({ type }) => type === "file")) await asFile(asker, card, inbound);
      else if (card.visibility === "channel") await openly(asker, card, inbound);
      else if (card.inPlace === true) await inSession(asker, card, inbound);
      else if (asker.onOwnReply === true && isOwnReply(card)) await inItsPlace(asker, card);
      else await beside(asker, card);
    },
  };
}
