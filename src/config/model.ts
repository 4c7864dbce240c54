import { VARIABLES, type Values } from "./variables.ts";

const NAMES = ["LLM_BASE_URL", "LLM_MODEL", "LLM_API_KEY"] as const;

/** The language model that reads answers, and what it may cost. */
export interface ModelConfig {
  baseUrl: string;
  model: string;
  apiKey: string;
  /** Tokens, read and written, of a team in a day. */
  perDay: number;
}

/** Some hundred answers, with their questions. */
const PER_DAY = 200_000;

/** Half a model is none: what is missing is named. */
export function modelProblems(given: (name: keyof Values) => boolean): string[] {
  const named = [...NAMES, "LLM_DAILY_TOKENS" as const].find(given);
  if (named === undefined) return [];
  return NAMES.filter((name) => !given(name)).map(
    (name) => `${name} is missing: ${named} needs it. Example: ${name}=${VARIABLES[name][1]}`,
  );
}

const isNear = (host: string) =>
  /^(localhost|\[::1\]|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host) || !/[.:]/.test(host);

/** What goes unencrypted through other people's networks. */
export function modelWarnings({ LLM_BASE_URL: url }: Values): string[] {
  if (url === undefined || !url.startsWith("http:") || isNear(new URL(url).hostname)) return [];
  return ["LLM_BASE_URL is http://: the key and what people write go there unencrypted"];
}

export function modelSettings(values: Values): ModelConfig | null {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey, LLM_DAILY_TOKENS: perDay } = values;
  if (baseUrl === undefined || model === undefined || apiKey === undefined) return null;
  return { baseUrl, model, apiKey, perDay: perDay ?? PER_DAY };
}
