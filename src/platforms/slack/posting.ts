import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Card } from "../../cards/model.ts";
import type { EditOutcome, FindOutcome, PostOptions, PostOutcome } from "../../engine/ports/platform.ts";
import type { MessageRef } from "../../engine/words/place.ts";
import type { Answer, CallOptions } from "./api.ts";
import type { Block } from "./draw/blocks.ts";
import { TIMES } from "./limits.ts";
import {
  BOT_REMOVED,
  INVALID_BLOCKS,
  isBarred,
  isUntaken,
  outcomeOf,
  RETRY_AFTER,
  THREADLESS,
} from "./outcomes.ts";
import { hasFile, type Illustrate } from "./pictures.ts";
import { createSearch, metadataOf, type Target } from "./search.ts";
import type { Styles } from "./styles.ts";
import type { Workspace } from "./workspaces.ts";

/** How long a rate limit may hold a post back, in milliseconds, as `CallOptions` say. */
type Patient = PostOptions & { patience: number; fromTurn?: boolean };

export interface Posting {
  /** All pages of a card; the message of the outcome is the last one, which has the buttons. */
  post(workspace: Workspace | null, target: Target, card: Card, options: Patient): Promise<PostOutcome>;
  /** Looks for the last page of a card, which has the buttons. */
  find(
    workspace: Workspace | null,
    channel: string,
    card: Card,
    options: Pick<PostOptions, "key" | "age">,
  ): Promise<FindOutcome>;
  edit(workspace: Workspace | null, message: MessageRef, card: Card): Promise<EditOutcome>;
}

/** Whether Slack did not take what a post is made of; nothing is up then. */
const isRefused = (outcome: PostOutcome) => outcome.kind === "failed" && outcome.detail === INVALID_BLOCKS;

/** The key of a page of a card, counted from 0. */
const keyOf = (key: string, page: number) => (page === 0 ? key : `${key}/${page + 1}`);

const posted = z.object({ ts: z.string(), channel: z.string().nullish() });

export function createPosting(styles: Styles, illustrate: Illustrate): Posting {
  const search = createSearch();

  /**
   * Looks before a repeated post: nothing is posted before it is known that it is not up. null: post it.
   * "no-thread": the message that it replies to is gone or takes no replies.
   */
  async function before(
    workspace: Workspace,
    target: Target,
    options: PostOptions,
  ): Promise<PostOutcome | "no-thread" | null> {
    const seen = await search(workspace, target, options);
    if (seen.kind === "refused" && target.thread !== null && THREADLESS.has(seen.error)) return "no-thread";
    switch (seen.kind) {
      case "found":
        return { kind: "posted", message: { channel: target.channel, message: seen.ts } };
      case "absent":
        return null;
      case "unanswered":
        return { kind: "failed", detail: `cannot look: ${seen.detail}`, retryAfter: RETRY_AFTER };
      case "limited":
      case "refused":
        return outcomeOf(seen);
      default:
        return seen satisfies never;
    }
  }

  async function one(
    workspace: Workspace,
    target: Target,
    content: { text: string; blocks: readonly Block[] },
    options: Patient,
  ): Promise<PostOutcome> {
    const { key, repeat, patience, fromTurn = false } = options;
    const known = repeat ? await before(workspace, target, options) : null;
    if (known === "no-thread") return one(workspace, { ...target, thread: null }, content, options);
    if (known) return known;
    const answer = await workspace.api.call(
      "chat.postMessage",
      {
        channel: target.channel,
        ...(target.thread === null ? {} : { thread_ts: target.thread }),
        ...(target.thread !== null && target.broadcast ? { reply_broadcast: true } : {}),
        ...content,
        metadata: metadataOf(key),
        unfurl_links: false,
        unfurl_media: false,
      },
      {
        turn: `chat.postMessage ${target.channel}`,
        patience,
        fromTurn,
      },
    );
    if (answer.kind === "ok") {
      const parsed = posted.safeParse(answer.data);
      if (!parsed.success) return { kind: "unsure", detail: "no timestamp in the answer" };
      return {
        kind: "posted",
        message: { channel: parsed.data.channel ?? target.channel, message: parsed.data.ts },
      };
    }
    if (answer.kind === "refused" && target.thread !== null && THREADLESS.has(answer.error))
      return one(workspace, { ...target, thread: null }, content, options);
    return outcomeOf(answer);
  }

  /** Counts that wait for their turn, by message. */
  const counts = new Map<string, AbortController>();

  /** Edits of one message: a late count must not overwrite the result, nor make it wait. */
  async function inOrder(
    name: string,
    isCount: boolean,
    send: (options: CallOptions) => Promise<Answer>,
  ): Promise<Answer> {
    const moot = new AbortController();
    counts.get(name)?.abort();
    if (isCount) counts.set(name, moot);
    else counts.delete(name);
    const turn = { turn: `chat.update ${name}`, repeatable: true };
    const answer = await send(
      isCount
        ? { ...turn, patience: TIMES.countPatience, priority: "low", signal: moot.signal }
        : { ...turn, patience: TIMES.postPatience },
    );
    if (counts.get(name) === moot) counts.delete(name);
    return answer;
  }

  /** All pages of a card as it is. `words`: the same without pictures. */
  async function all(
    workspace: Workspace,
    target: Target,
    card: Card,
    words: Card,
    options: Patient,
  ): Promise<PostOutcome> {
    const { text, pages } = styles.draw(workspace.team, card, "whole");
    let outcome: PostOutcome = { kind: "failed", detail: "nothing to post", retryAfter: RETRY_AFTER };
    for (const [i, blocks] of pages.entries()) {
      const post = () => one(workspace, target, { text, blocks }, { ...options, key: keyOf(options.key, i) });
      // What is up already is found by its key.
      const rest = { ...options, repeat: options.repeat || i > 0 };
      outcome = await post();
      if (hasFile(blocks) && isRefused(outcome)) {
        await sleep(TIMES.fileReady);
        outcome = await post();
        if (isRefused(outcome)) {
          illustrate.refused(workspace.team);
          return all(workspace, target, words, words, rest);
        }
      }
      if (outcome.kind === "failed" && styles.refused(workspace.team, outcome.detail, blocks))
        return all(workspace, target, card, words, rest);
      // A part of it is up: whoever tries again has to look.
      if (i > 0 && outcome.kind === "failed") outcome = { kind: "unsure", detail: outcome.detail };
      if (outcome.kind !== "posted") break;
    }
    return outcome;
  }

  return {
    async post(workspace, target, card, options) {
      if (!workspace) return BOT_REMOVED;
      const within = options.fromTurn ? TIMES.picture : TIMES.pictureSoon;
      const shown = await illustrate.card(workspace, card, within);
      return all(workspace, target, shown, card, options);
    },

    async find(workspace, channel, card, options) {
      if (!workspace) return { kind: "unknown", retryAfter: 60_000 };
      const { pages } = styles.draw(workspace.team, card, "whole");
      const key = keyOf(options.key, pages.length - 1);
      const seen = await search(workspace, { channel, thread: null }, { ...options, key });
      switch (seen.kind) {
        case "found":
          return { kind: "found", message: { channel, message: seen.ts } };
        case "absent":
          return seen;
        case "limited":
          return { kind: "unknown", retryAfter: seen.retryAfter };
        case "unanswered":
          return { kind: "unknown", retryAfter: RETRY_AFTER };
        case "refused":
          // What the bot may not read for good, it may not edit either.
          return outcomeOf(seen).kind === "refused" && !isBarred(seen.error)
            ? { kind: "absent" }
            : { kind: "unknown", retryAfter: 60_000 };
        default:
          return seen satisfies never;
      }
    },

    async edit(workspace, message, words) {
      if (!workspace) return { kind: "barred", detail: "not installed" };
      const card = await illustrate.card(workspace, words, TIMES.pictureSoon);
      const { text, pages } = styles.draw(workspace.team, card, "tight");
      const name = `${workspace.team} ${message.channel} ${message.message}`;
      const content = { channel: message.channel, ts: message.message, text, blocks: pages[0] };
      const isCount = card.kind === "question" && card.inPlace !== true;
      const update = () =>
        inOrder(name, isCount, (options) => workspace.api.call("chat.update", content, options));
      let answer = await update();
      if (hasFile(content.blocks ?? []) && isUntaken(answer)) {
        await sleep(TIMES.fileReady);
        answer = await update();
        if (isUntaken(answer)) {
          illustrate.refused(workspace.team);
          return this.edit(workspace, message, words);
        }
      }
      switch (answer.kind) {
        case "ok":
          return { kind: "edited" };
        case "limited":
          return { kind: "failed", detail: "rate limit", retryAfter: answer.retryAfter };
        case "unanswered":
          return { kind: "failed", detail: answer.detail, retryAfter: RETRY_AFTER };
        case "refused":
          if (styles.refused(workspace.team, answer.error, pages[0] ?? []))
            return this.edit(workspace, message, words);
          if (/^(message_not_found|cant_update_message|edit_window_closed)$/.test(answer.error))
            return { kind: "gone" };
          return isBarred(answer.error)
            ? { kind: "barred", detail: answer.error }
            : { kind: "failed", detail: answer.error, retryAfter: 60_000 };
        default:
          return answer satisfies never;
      }
    },
  };
}
