import { request } from "undici";
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
        // As `fetch` does, without the streams and signals that it makes: a third of what a press costs.
        const { statusCode, body } = await request(url, {
          method: "POST",
          headers: { "content-type": "application/json; charset=utf-8" },
          body: JSON.stringify(response),
          headersTimeout: TIMES.request,
          bodyTimeout: TIMES.request,
        });
        const text = await body.text();
        const isTaken = statusCode >= 200 && statusCode < 300;
        return isTaken && !/^\s*\{.*"ok"\s*:\s*false/s.test(text) ? "shown" : "refused";
      } catch {
        return "no-way";
      }
    },
  };
}
