import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/** What the bot asks of a model, as such a server reads it. */
const requestSchema = z.strictObject({
  model: z.string(),
  messages: z.tuple([
    z.strictObject({ role: z.literal("system"), content: z.string() }),
    z.strictObject({ role: z.literal("user"), content: z.string() }),
  ]),
  temperature: z.number().optional(),
  max_tokens: z.number().int().positive().optional(),
  max_completion_tokens: z.number().int().positive().optional(),
  response_format: z.looseObject({ type: z.enum(["json_schema", "json_object"]) }),
});
const materialSchema = z.object({
  question: z.string(),
  rubric: z.array(z.object({ number: z.number(), point: z.string() })),
  answer: z.string(),
});

type Request = z.infer<typeof requestSchema>;
type Material = z.infer<typeof materialSchema>;

/** Does what it wants with a request. */
export type Behaviour = (response: ServerResponse, request: Request, raw: IncomingMessage) => void;

const completion = (content: string, tokens: number | null) =>
  JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }],
    ...(tokens === null ? {} : { usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: tokens } }),
  });

/** Says what it is told to say of the material. */
export const claims =
  (of: (material: Material) => unknown, tokens: number | null = 900): Behaviour =>
  (response, { messages }) => {
    const material = materialSchema.parse(JSON.parse(messages[1].content));
    response.setHeader("content-type", "application/json");
    response.end(completion(JSON.stringify(of(material)), tokens));
  };

/** Refuses. */
export const status =
  (code: number, body = ""): Behaviour =>
  (response) => {
    response.writeHead(code, { "content-type": "application/json" }).end(body);
  };

/**
 * A model without judgement: it does whatever the answer says. Told to give full marks, it claims every key point, by
 * any words of the answer.
 */
export const obedient = claims(({ rubric, answer }) => ({
  covered: rubric.map(({ number }) => ({ point: number, quote: answer })),
  wrong: [],
}));

/** Names every sentence of an answer for the point whose words it shares most of, and takes nothing for wrong. */
export const honest = claims(({ rubric, answer }) => {
  const words = (text: string) => new Set(text.toLowerCase().match(/[a-z]{4,}/g) ?? []);
  const covered = rubric.flatMap(({ number, point }) => {
    const own = words(point);
    const [best] = answer
      .split(/(?<=[.!?])\s+/)
      .map((quote) => ({ quote, shared: [...words(quote)].filter((word) => own.has(word)).length }))
      .sort((a, b) => b.shared - a.shared);
    return best !== undefined && best.shared > 1 ? [{ point: number, quote: best.quote }] : [];
  });
  return { covered, wrong: [] };
});

/** A server that speaks OpenAI's chat completions, as far as the bot uses them. */
export class ModelStandIn {
  readonly key = "sk-stand-in-0123456789";
  readonly requests: Material[] = [];
  /** What it said 400 to would not have been taken by a real one. */
  readonly violations: string[] = [];
  behave: Behaviour = honest;
  readonly #server: Server;
  #held: (() => void)[] = [];
  #isHolding = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<ModelStandIn> {
    const server = createServer((raw, response) => void standIn.#take(raw, response));
    const standIn = new ModelStandIn(server);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** The environment that leads to it. */
  env(more: Record<string, string> = {}): Record<string, string> {
    return { LLM_BASE_URL: this.url, LLM_MODEL: "stand-in-1", LLM_API_KEY: this.key, ...more };
  }

  /** Holds all answers back until `release`. */
  hold(): void {
    this.#isHolding = true;
  }

  release(): void {
    this.#isHolding = false;
    for (const go of this.#held.splice(0)) go();
  }

  async #take(raw: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of raw) body += chunk;
    if (raw.url !== "/v1/chat/completions" || raw.method !== "POST")
      this.violations.push(`${raw.method} ${raw.url}`);
    if (raw.headers.authorization !== `Bearer ${this.key}`) return status(401)(response, {} as Request, raw);
    const parsed = requestSchema.safeParse(JSON.parse(body));
    if (!parsed.success) {
      this.violations.push(parsed.error.message);
      return status(400)(response, {} as Request, raw);
    }
    this.requests.push(materialSchema.parse(JSON.parse(parsed.data.messages[1].content)));
    if (this.#isHolding) await new Promise<void>((go) => this.#held.push(go));
    this.behave(response, parsed.data, raw);
  }

  async stop(): Promise<void> {
    this.release();
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
