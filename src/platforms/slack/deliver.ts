import type { Log } from "../../engine/ports/log.ts";
import type { Inbound, PostOutcome } from "../../engine/ports/platform.ts";
import type { Place } from "../../engine/words/place.ts";
import { type ExportReply, type NoticeReply, notice, type Reply } from "../../engine/words/reply.ts";
import type { Asker } from "./asker.ts";
import { exportFile } from "./export.ts";
import { LIMITS, TIMES } from "./limits.ts";
import { MEMBERSHIP } from "./outcomes.ts";
import type { Posting } from "./posting.ts";
import { render } from "./render.ts";
import { createResponses } from "./responses.ts";

export interface Delivery {
  asker(about: Omit<Asker, "responses"> & { responseUrl: string | null }): Asker;
  /** Shows a reply where it belongs; a question in the channel is announced to the engine. */
  answer(asker: Asker, reply: Reply, inbound: Inbound): Promise<void>;
  /** To this person alone. False where no way was open. */
  privately(asker: Asker, reply: Reply): Promise<boolean>;
}

const INVITE: NoticeReply = notice("info", [
  "I am not a member of this channel, so this question came as a response to you. Type ",
  { code: "/invite" },
  " and my name, and I can ask and close questions here by myself.",
]);
const CANNOT_POST = notice("trouble", [
  "Slack does not let me post in this channel. If I am not a member, type ",
  { code: "/invite" },
  " and my name, then ask again.",
]);
const NOT_TAKEN = notice("trouble", ["Slack did not take my message. Please ask again in a minute."]);
const NOT_CONFIRMED = notice("trouble", [
  "Slack did not confirm that my answer was posted. If it does not appear, please ask again.",
]);
const SENT_DIRECTLY = notice("done", ["Your data is in a direct message to you."]);
const NO_FILE = notice("trouble", ["Slack did not take the file. Please try again later."]);

/** Whether it is for want of an invitation; a private channel without the bot does not exist for it. */
function canInvite({ group }: Place, outcome: PostOutcome & { kind: "refused" }): boolean {
  const notThere = outcome.reason === "channel-gone" || outcome.missing.includes(MEMBERSHIP);
  return notThere && !group.startsWith("D");
}

/** Slack shows an answer beside what was pressed only where it is told the thread. */
const inThread = ({ thread }: Asker) => (thread === null ? {} : { thread_ts: thread });

export function createDelivery(posting: Posting, log: Log): Delivery {
  async function postEphemeral(asker: Asker, reply: Reply, from: number): Promise<boolean> {
    const { text, pages } = render(reply, "whole");
    for (const blocks of pages.slice(from)) {
      const answer = await asker.workspace?.api.call(
        "chat.postEphemeral",
        { channel: asker.place.group, user: asker.user, ...inThread(asker), text, blocks },
        { patience: TIMES.patience },
      );
      if (answer?.kind !== "ok") return false;
    }
    return true;
  }

  async function privately(asker: Asker, reply: Reply): Promise<boolean> {
    const { text, pages } = render(reply, "whole");
    let shown = 0;
    for (const blocks of pages) {
      const body = { response_type: "ephemeral", replace_original: false, ...inThread(asker) } as const;
      if (!(await asker.responses.send({ ...body, text, blocks }))) break;
      shown++;
    }
    if (shown === pages.length || (await postEphemeral(asker, reply, shown))) return true;
    const direct = await posting.post(asker.workspace, { channel: asker.user, thread: null }, reply, {
      key: `direct:${asker.delivery}`,
      repeat: false,
      patience: TIMES.patience,
    });
    return direct.kind === "posted";
  }

  async function post(asker: Asker, reply: Reply): Promise<PostOutcome> {
    const target = { channel: asker.place.group, thread: asker.thread };
    const options = { key: `reply:${asker.delivery}`, repeat: false, patience: TIMES.patience };
    const outcome = await posting.post(asker.workspace, target, reply, options);
    if (outcome.kind !== "unsure") return outcome;
    // Unanswered: one look whether it is up, and only then another try.
    const looking = { ...options, repeat: true, age: TIMES.request };
    const again = await posting.post(asker.workspace, target, reply, looking);
    return again.kind === "posted" ? again : outcome;
  }

  async function throughResponse(asker: Asker, reply: Reply): Promise<boolean> {
    const { text, pages } = render(reply, "whole");
    if (pages.length > LIMITS.responses - 1) return false;
    for (const blocks of pages) {
      const body = { response_type: "in_channel", replace_original: false, ...inThread(asker) } as const;
      if (!(await asker.responses.send({ ...body, text, blocks }))) return false;
    }
    return true;
  }

  /** In the channel: as the bot where it is a member, else as the response to what was typed. */
  async function openly(asker: Asker, reply: Reply, inbound: Inbound): Promise<void> {
    const outcome = await post(asker, reply);
    switch (outcome.kind) {
      case "posted":
        if (reply.kind === "question") await inbound.sent(asker.place, reply.roundId, outcome.message);
        return;
      case "refused":
        if (!(await throughResponse(asker, reply))) await privately(asker, CANNOT_POST);
        else if (reply.kind === "question" && canInvite(asker.place, outcome)) await privately(asker, INVITE);
        return;
      case "failed":
        log.warn({ platform: "slack", detail: outcome.detail }, "A reply could not be posted");
        await privately(asker, NOT_TAKEN);
        return;
      case "unsure":
        log.warn({ platform: "slack", detail: outcome.detail }, "Slack did not confirm a reply");
        await privately(asker, NOT_CONFIRMED);
        return;
      default:
        return outcome satisfies never;
    }
  }

  async function asFile(asker: Asker, reply: ExportReply): Promise<void> {
    const sent = await exportFile(asker, reply, posting);
    await privately(asker, sent ? SENT_DIRECTLY : NO_FILE);
  }

  return {
    asker: ({ responseUrl, ...about }) => ({ ...about, responses: createResponses(responseUrl) }),
    privately,
    async answer(asker, reply, inbound) {
      if (reply.kind === "export") await asFile(asker, reply);
      else if (reply.visibility === "channel") await openly(asker, reply, inbound);
      else if (!(await privately(asker, reply)))
        log.warn({ platform: "slack", kind: reply.kind }, "A private reply could not be delivered");
    },
  };
}
