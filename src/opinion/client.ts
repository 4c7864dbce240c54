import { z } from "zod";

/** An endpoint that speaks OpenAI's chat completions. */
export interface ModelSettings {
  /** Such as https://api.openai.com/v1; `/chat/completions` is added. */
  baseUrl: string;
  model: string;
  apiKey: string;
  /** Milliseconds until it is given up. */
  patience: number;
}

export interface Message {
  role: "system" | "user";
  content: string;
}

/** Nothing usable came back: away, slow, refused, or nonsense. Says neither key nor text. */
export class ModelUnavailable extends Error {
  override name = "ModelUnavailable";
}

const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

/** Characters of an answer that are read; a rubric's is far shorter. */
const MOST = 20_000;
/** Tokens that an answer may cost. */
const TOKENS = 1_200;

/** The body as text; given up where it is longer than an answer can be. */
async function bodyOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST) throw new ModelUnavailable("the model's answer is too long");
  }
  return text + decoder.decode();
}

/**
 * Asks for JSON of a schema, once. The reply is the model's text, whatever that is.
 * @throws ModelUnavailable
 */
export async function complete(
  { baseUrl, model, apiKey, patience }: ModelSettings,
  messages: readonly Message[],
  schema: { name: string; schema: unknown },
): Promise<string> {
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, "")}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({
        model,
        messages,
        temperature: 0,
        max_tokens: TOKENS,
        response_format: { type: "json_schema", json_schema: { ...schema, strict: true } },
      }),
      // A redirect would take key and text elsewhere.
      redirect: "error",
      signal: AbortSignal.timeout(patience),
    });
    if (!response.ok) throw new ModelUnavailable(`the model's server answered ${response.status}`);
    const { choices } = completionSchema.parse(JSON.parse(await bodyOf(response)));
    return choices[0]?.message.content ?? "";
  } catch (error) {
    if (error instanceof ModelUnavailable) throw error;
    // What the server or the network says may quote the request.
    const how = error instanceof Error ? error.name : "unknown";
    throw new ModelUnavailable(`the model's server could not be asked (${how})`);
  }
}
