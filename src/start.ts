import { startApp } from "./app.ts";
import { ConfigError, readConfig } from "./config.ts";
import { StartError } from "./engine/ports/platform.ts";
import { environment } from "./environment.ts";
import { createLog, withoutSecrets } from "./ops/log.ts";
import { createShutdown } from "./ops/shutdown.ts";
import { BankError } from "./parts.ts";

/** How often a message's count of answers is brought up to date, in milliseconds. */
const COUNT_INTERVAL = 5_000;
/** How long stopping may take, in milliseconds: less than docker-compose.yml waits before it kills. */
const STOP_PATIENCE = 18_000;

/** Why the system does not let the bot listen on HOST and PORT. */
const LISTENING: Readonly<Record<string, string>> = {
  EADDRINUSE: "The port is taken by another program. Choose one with PORT=3001.",
  EADDRNOTAVAIL: "HOST is not an address of this machine. Choose one with HOST=127.0.0.1.",
  EACCES: "The system does not allow this port. Choose one with PORT=3001.",
};

/** What a person is told when the start fails: plain sentences, no stack trace for what they can mend. */
function explain(error: unknown): string {
  if (error instanceof ConfigError)
    return [error.message, ...error.problems.map((p) => `  - ${p}`)].join("\n");
  if (error instanceof BankError) {
    const lines = error.problems.map(
      (p) => `  ${p.file}:${p.line} ${p.id === undefined ? "" : `${p.id}: `}${p.message}`,
    );
    return [error.message, ...lines].join("\n");
  }
  if (error instanceof StartError) return error.message;
  const unusable = error instanceof Error && "code" in error ? LISTENING[String(error.code)] : undefined;
  if (unusable !== undefined) return unusable;
  return `The bot could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

function fail(error: unknown): never {
  const said = explain(error);
  // What is wrong with the environment quotes none of its secrets; its examples have their shape.
  process.stderr.write(`${error instanceof ConfigError ? said : withoutSecrets(said)}\n`);
  process.exit(1);
}

try {
  const { values, problems } = environment();
  const config = readConfig(values, problems);
  const format = config.logFormat ?? (process.stdout.isTTY ? "text" : "json");
  const log = createLog(config.logLevel, (line) => process.stdout.write(line), format);
  for (const warning of config.warnings) log.warn({}, warning);
  process.on("uncaughtException", (error) => {
    log.error({ err: error }, "an error was not handled; the process ends, its work comes up again");
    process.exit(1);
  });
  process.on("unhandledRejection", (error) => log.error({ err: error }, "a rejection was not handled"));
  let app: Awaited<ReturnType<typeof startApp>> | null = null;
  const shutDown = createShutdown({
    stop: async () => app?.stop(),
    exit: (code) => process.exit(code),
    patience: STOP_PATIENCE,
    log,
  });
  process.on("SIGTERM", () => void shutDown("SIGTERM"));
  process.on("SIGINT", () => void shutDown("SIGINT"));
  app = await startApp(config, {
    log,
    clockOffset: () => 0,
    countInterval: COUNT_INTERVAL,
    end: () => void shutDown("no platform", 1),
  });
  if (config.playground) process.stdout.write(`\nThe playground is open: ${config.publicUrl ?? app.url}\n\n`);
} catch (error) {
  fail(error);
}
