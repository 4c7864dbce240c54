import { z } from "zod";
import type { Unavailable } from "../engine/ports/opinion.ts";

/** An endpoint that speaks OpenAI's chat completions. */
export interface ModelSettings {
  /** Such as https://api.openai.com/v1; `/chat/completions` is added. */
  baseUrl: string;
  model: string;
  apiKey: string;
}

export interface Message {
  role: "system" | "user";
  content: string;
}

/** What came back. `tokens`: as the server counted; null: it did not say. */
export type Completion = { tokens: number | null } & (
  | { kind: "text"; text: string }
  | { kind: "none"; why: Unavailable }
);

const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }) })).min(1),
  usage: z.object({ total_tokens: z.number().int().nonnegative() }).nullish().catch(null),
});

/** Characters of an answer that are read; a rubric's is far shorter, but some models send their thoughts along. */
const MOST = 100_000;
/** Tokens that an answer may cost. */
export const TOKENS = 2_000;

type Schema = { name: string; schema: unknown };

/**
 * Ways of asking for the same, the best first: servers differ in which limits and formats they know, and refuse the
 * whole request for one that they do not.
 */
const WAYS: readonly ((schema: Schema) => object)[] = [
  (schema) => ({
    max_tokens: TOKENS,
    temperature: 0,
    response_format: { type: "json_schema", json_schema: { ...schema, strict: true } },
  }),
  (schema) => ({
    max_completion_tokens: TOKENS,
    response_format: { type: "json_schema", json_schema: { ...schema, strict: true } },
  }),
  () => ({ max_tokens: TOKENS, response_format: { type: "json_object" } }),
];

/** The body as text; null: it is longer than an answer can be. */
async function bodyOf(response: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST) return null;
  }
  return text + decoder.decode();
}

function whyOf(status: number): Unavailable {
  if (status === 429) return "busy";
  return status >= 500 ? "broken" : "refused";
}

/** Requests that were not done cost nothing. */
const nothing = (why: Unavailable): Completion => ({ kind: "none", why, tokens: 0 });
/** Of others it is not known. */
const unknown = (why: Unavailable): Completion => ({ kind: "none", why, tokens: null });

/** What an answer with status 200 says. */
async function read(response: Response): Promise<Completion> {
  const body = await bodyOf(response);
  if (body === null) return unknown("nonsense");
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return unknown("nonsense");
  }
  const parsed = completionSchema.safeParse(json);
  if (!parsed.success) return unknown("nonsense");
  const { choices, usage } = parsed.data;
  return { kind: "text", text: choices[0]?.message.content ?? "", tokens: usage?.total_tokens ?? null };
}

/**
 * Asks for JSON of a schema, and gives the model's text, whatever that is.
 * @param patience milliseconds until it is given up
 */
export function createClient({ baseUrl, model, apiKey }: ModelSettings, patience: number) {
  const url = `${baseUrl.replace(/\/+$/, "")}/chat/completions`;
  /** The first way that the server has not refused. */
  let best = 0;
  return async (messages: readonly Message[], schema: Schema): Promise<Completion> => {
    const signal = AbortSignal.timeout(patience);
    let sent = false;
    try {
      for (let way = best; ; way++) {
        const response = await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}` },
          body: JSON.stringify({ model, messages, ...WAYS[way]?.(schema) }),
          // A redirect would take key and text elsewhere.
          redirect: "error",
          signal,
        });
        sent = true;
        const isWay = (response.status === 400 || response.status === 422) && way + 1 < WAYS.length;
        if (response.ok) {
          best = way;
          return await read(response);
        }
        await response.body?.cancel();
        if (!isWay) return nothing(whyOf(response.status));
      }
    } catch {
      // What the network says may quote the request: no word of it goes further.
      if (signal.aborted) return unknown("slow");
      return sent ? unknown("away") : nothing("away");
    }
  };
}
