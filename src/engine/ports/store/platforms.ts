import type { MessageRef, TeamId } from "../../words/place.ts";

/** The platforms' own bookkeeping. */
export interface PlatformStore {
  /** True for the first caller with this key within `ttl` ms. */
  claimOnce(key: string, ttl: number): Promise<boolean>;
  /** Whoever claims it next is the first again. */
  unclaim(key: string): Promise<void>;
  /** Of the messages that are noted under this key within `ttl` ms the first one stands, and is returned. */
  firstMessage(team: TeamId, key: string, message: MessageRef, ttl: number): Promise<MessageRef>;
  /** Slack installations, by team; the value is an opaque JSON text. */
  installations: {
    save(id: string, json: string): Promise<void>;
    fetch(id: string): Promise<string | null>;
    /** Writes another text in place of the one that was read; false where there is another one by now. */
    replace(id: string, before: string, after: string): Promise<boolean>;
    delete(id: string): Promise<void>;
    /** All teams that have one. */
    ids(): Promise<readonly string[]>;
  };
}
