import { VARIABLES, type Values } from "./variables.ts";

const TLS_NAMES = ["REDIS_TLS_CA", "REDIS_TLS_CERT", "REDIS_TLS_KEY"] as const;

/** PEM texts for connections to Redis. */
export interface RedisTls {
  ca?: string;
  cert?: string;
  key?: string;
}

/** What does not go together of the files for TLS. */
export function redisTlsProblems(values: Values, given: (name: keyof Values) => boolean): string[] {
  const problems: string[] = [];
  for (const [one, other] of [
    ["REDIS_TLS_CERT", "REDIS_TLS_KEY"],
    ["REDIS_TLS_KEY", "REDIS_TLS_CERT"],
  ] as const)
    if (given(one) && !given(other))
      problems.push(`${other} is missing: ${one} needs it. Example: ${other}=${VARIABLES[other][1]}`);
  const named = TLS_NAMES.find(given);
  if (named !== undefined && values.REDIS_URL?.some((url) => !url.startsWith("rediss")))
    problems.push(`${named} is of no use without TLS. Example: REDIS_URL=rediss://localhost:6380`);
  return problems;
}

export function redisTls({ REDIS_TLS_CA: ca, REDIS_TLS_CERT: cert, REDIS_TLS_KEY: key }: Values): RedisTls {
  return { ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) };
}
