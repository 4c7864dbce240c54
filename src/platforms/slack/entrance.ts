import type { Receiver } from "@slack/bolt";
import type { HttpRoute } from "../http.ts";

/** The way by which Slack's deliveries come in, as Bolt knows it. */
export interface Entrance extends Receiver {
  /** What has to be served on the bot's HTTP server. */
  readonly routes: readonly HttpRoute[];
  /** Resolves when input can come. Throws `StartError` where Slack refuses. */
  start(): Promise<void>;
  /** Takes no more input. */
  stop(): Promise<void>;
  /** Able to take input now. */
  ready(): boolean;
  /** Why no input will come any more, or null. */
  lost(): string | null;
}
