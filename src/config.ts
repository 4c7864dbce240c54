import { type ModelConfig, modelProblems, modelSettings, modelWarnings } from "./config/model.ts";
import { type RedisTls, redisTls, redisTlsProblems } from "./config/redis-tls.ts";
import { SLACK_ANY, type SlackConfig, slackProblems, slackSettings } from "./config/slack.ts";
import { type ShardSettings, VARIABLES, type Values } from "./config/variables.ts";
import { unknownVariables } from "./environment.ts";

export interface Config {
  discord: { token: string; apiUrl: string | null; shards: ShardSettings } | null;
  slack: SlackConfig | null;
  /** One address, the nodes of a cluster, or Sentinels; empty: everything lives in memory. */
  redisUrls: readonly string[];
  redisTls: RedisTls;
  /** How many replicas of Redis have an answer before it is acknowledged. */
  redisCopies: number;
  host: string;
  port: number;
  playground: boolean;
  /** Names by which the bot's server is known besides those of this machine; `.example.org`: all under it. */
  hosts: { names: readonly string[]; isAny: boolean };
  /** Where people reach the server, if they go through a proxy. */
  publicUrl: string | null;
  /** Whether charts, boards and the like are shown as pictures where a platform cannot draw them. */
  pictures: boolean;
  questionsDir: string | null;
  logLevel: string;
  /** null: text on a terminal, JSON elsewhere. */
  logFormat: "json" | "text" | null;
  /** Members whom the host lets manage daily questions: `discord:<member>`, `slack:<member>`, `slack:<team>/<member>`. */
  managers: readonly string[];
  /** The channel in which reports of mistakes in questions are posted; null: they are in the log alone. */
  reportsTo: Values["REPORTS_CHANNEL"] | null;
  /** The OpenTelemetry collector that gets traces; null: none are kept. */
  tracesTo: string | null;
  /** The language model that reads answers where their writers agree; null: none. */
  model: ModelConfig | null;
  /** What was set and means nothing here, or is not safe. */
  warnings: readonly string[];
}

/** Nothing but the playground is served, out of memory: nobody else goes by its clock. */
export const isAlone = ({ playground, redisUrls, discord, slack }: Config): boolean =>
  playground && redisUrls.length === 0 && discord === null && slack === null;

/** Every problem of the environment, each naming its variable, with an example. */
export class ConfigError extends Error {
  override name = "ConfigError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}.`);
    this.problems = problems;
  }
}

const LOCAL_HOSTS = ["127.0.0.1", "localhost", "::1"];

/** Whether nobody but this machine reaches the address. */
const isLocalHost = (host: string): boolean => LOCAL_HOSTS.includes(host);

/**
 * Reads and checks the environment.
 * @param before problems that were found where the environment comes from
 * @throws ConfigError with every problem at once
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  before: readonly string[] = [],
): Config {
  const unknown = unknownVariables(env, Object.keys(VARIABLES));
  const problems: string[] = [...before, ...unknown.meant];
  const found: Record<string, unknown> = {};
  for (const [name, [schema, example]] of Object.entries(VARIABLES)) {
    const raw = env[name]?.trim();
    if (raw === undefined || raw === "") continue;
    const parsed = schema.safeParse(raw);
    if (parsed.success) found[name] = parsed.data;
    else
      problems.push(`${name} ${parsed.error.issues[0]?.message ?? "is wrong"}. Example: ${name}=${example}`);
  }
  const values = found as Values;
  const given = (name: keyof Values) => (env[name]?.trim() ?? "") !== "";
  problems.push(...slackProblems(given), ...redisTlsProblems(values, given), ...modelProblems(given));
  const isPublic = values.HOST !== undefined && !isLocalHost(values.HOST);
  const hasPlatform = given("DISCORD_TOKEN") || SLACK_ANY.some(given);
  const isPlaygroundOn = values.PLAYGROUND === undefined ? !hasPlatform : values.PLAYGROUND !== "off";
  if (isPlaygroundOn && isPublic && values.PLAYGROUND !== "force") {
    const why =
      hasPlatform || given("PLAYGROUND")
        ? ""
        : "DISCORD_TOKEN or SLACK_BOT_TOKEN is missing; or, for the playground: ";
    problems.push(
      `${why}HOST ${values.HOST} is public, and the playground lets everybody act as anybody. Set HOST=127.0.0.1, PLAYGROUND=off, or PLAYGROUND=force if you mean it.`,
    );
  }
  if (!hasPlatform && !isPlaygroundOn) {
    problems.push(
      "DISCORD_TOKEN, SLACK_BOT_TOKEN or SLACK_SIGNING_SECRET is missing, and the playground is off: there is nothing to run. Example: PLAYGROUND=on",
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  const names = values.ALLOWED_HOSTS ?? [];
  const publicName = values.PUBLIC_URL === undefined ? [] : [new URL(values.PUBLIC_URL).hostname];
  return {
    discord:
      values.DISCORD_TOKEN === undefined
        ? null
        : {
            token: values.DISCORD_TOKEN,
            apiUrl: values.DISCORD_API_URL ?? null,
            shards: values.SHARDS ?? "auto",
          },
    slack: slackSettings(values),
    redisUrls: values.REDIS_URL ?? [],
    redisTls: redisTls(values),
    redisCopies: values.REDIS_COPIES ?? 0,
    host: values.HOST ?? "127.0.0.1",
    port: values.PORT ?? 3000,
    playground: isPlaygroundOn,
    hosts: { names: [...names, ...publicName], isAny: isPublic && names.length === 0 },
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    pictures: values.PICTURES !== "off",
    questionsDir: values.QUESTIONS_DIR ?? null,
    logLevel: values.LOG_LEVEL ?? "info",
    logFormat: values.LOG_FORMAT ?? null,
    tracesTo: values.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    model: modelSettings(values),
    warnings: [...unknown.others, ...modelWarnings(values)],
    managers: values.MANAGERS ?? [],
    reportsTo: values.REPORTS_CHANNEL ?? null,
  };
}
