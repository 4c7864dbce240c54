import type { Block } from "./draw/blocks.ts";
import { LIMITS, TIMES } from "./limits.ts";

interface Response {
  response_type: "ephemeral" | "in_channel";
  /** It takes the place of the message that was pressed. */
  replace_original: boolean;
  /** The thread in which to answer. */
  thread_ts?: string;
  text: string;
  blocks: readonly Block[];
}

/** The `response_url` of something a person did: five answers within half an hour, whether or not the bot is a member. */
export interface Responses {
  /**
   * refused: Slack answered and did not take it. no-way: there is no such address, it is used up, or nobody
   * answered.
   */
  send(response: Response): Promise<"shown" | "refused" | "no-way">;
}

export function createResponses(url: string | null): Responses {
  let left: number = url === null ? 0 : LIMITS.responses;
  return {
    async send(response) {
      if (url === null || left <= 0) return "no-way";
      left--;
      try {
        const answer = await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json; charset=utf-8" },
          body: JSON.stringify(response),
          signal: AbortSignal.timeout(TIMES.request),
        });
        const text = await answer.text();
        return answer.ok && !/^\s*\{.*"ok"\s*:\s*false/s.test(text) ? "shown" : "refused";
      } catch {
        return "no-way";
      }
    },
  };
}
