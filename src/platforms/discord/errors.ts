import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, HTTPError, RateLimitError } from "discord.js";
import type { MessageRef } from "../../engine/words/place.ts";
import { NoTurn } from "../pace.ts";

/** What Discord says of a request, in its own codes. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const CODES = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  unknownMessage: 10008,
  unknownMember: 10007,
  unknownUser: 10013,
  unknownInteraction: 10062,
  /** They take no direct messages of the bot. */
  noDirectMessages: 50007,
  noServerInCommon: 50278,
  alreadyAnswered: 40060,
  missingAccess: 50001,
  notForMessages: 50008,
  missingPermissions: 50013,
  threadArchived: 50083,
  threadExists: 160004,
} as const;

/** Discord's error code of a refused request; 0 where it gave none, null where the error is another. */
export function codeOf(error: unknown): number | null {
  if (!(error instanceof DiscordAPIError)) return null;
  return typeof error.code === "number" ? error.code : 0;
}

export function statusOf(error: unknown): number | null {
  return error instanceof DiscordAPIError || error instanceof HTTPError ? error.status : null;
}

export function isTokenRefused(error: unknown): boolean {
  const refusedByClient = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
  return refusedByClient || statusOf(error) === 401;
}

/**
 * Discord takes no answer to an interaction any more: another process or delivery gave it, or the time was
 * over. Nobody can be told, and nothing is wrong with what was done.
 */
export function isNoLongerOpen(error: unknown): boolean {
  const code = codeOf(error);
  return code === CODES.alreadyAnswered || code === CODES.unknownInteraction;
}

/** Milliseconds after which a request may be sent that a limit held back, by us or by Discord; null: nothing did. */
export function heldFor(error: unknown): number | null {
  return error instanceof NoTurn || error instanceof RateLimitError ? error.retryAfter : null;
}

/** Whether a message is gone, as far as that is certain: a channel that is gone, or closed, says nothing of what it holds. */
export function isMessageGone(error: unknown, { channel, message }: MessageRef): boolean {
  const code = codeOf(error);
  // A forum's post goes as a whole; its first message has its id.
  return code === CODES.unknownMessage || (code === CODES.unknownChannel && channel === message);
}

/** A connection that was never made, so nothing can have been done. */
export function wasNeverSent(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? cause.code : null;
  return code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "EAI_AGAIN";
}

/** An error for the log. Discord's errors carry addresses with interaction tokens: those stay out. */
export function describe(error: unknown): object {
  if (!(error instanceof Error)) return { error: String(error) };
  const code = codeOf(error);
  const status = statusOf(error);
  if (status !== null) return { error: error.message, code, status };
  return { error: error.message, name: error.name, stack: error.stack };
}

/** In few words. What discord.js holds back has none of its own. */
export function brief(error: unknown): string {
  const held = heldFor(error);
  if (held !== null) return `Discord takes no such request for ${Math.ceil(held / 1000)} more seconds`;
  const status = statusOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return status === null ? message : `${status} ${message}`;
}
