import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface Child {
  /** Where it takes requests, where it does. */
  url: string;
  /** Milliseconds of processor time so far. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

const PATIENCE = 30_000;

/** Makes what `npm start` runs. */
export function build(): void {
  execFileSync("npm", ["run", "build", "--silent"], {
    cwd: join(import.meta.dirname, "../.."),
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Starts one of `apps/` as a process of its own, and waits until it serves. */
export async function startChild(app: string, env: Readonly<Record<string, string>>): Promise<Child> {
  const path = join(import.meta.dirname, "apps", `${app}.mjs`);
  const child = fork(path, {
    execArgv: ["--max-semi-space-size=8"],
    env: { PATH: process.env.PATH ?? "", PORT: "0", ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`${app} ended with ${code}`);
  });
  ended.catch(() => undefined);
  const told = async <T>(): Promise<T> => {
    const late = AbortSignal.timeout(PATIENCE);
    return (await Promise.race([once(child, "message", { signal: late }), ended]))[0] as T;
  };
  const { url } = await told<{ url: string }>();
  return {
    url,
    cpu: async () => {
      const answer = told<{ cpu: NodeJS.CpuUsage }>();
      child.send("cpu");
      const { cpu } = await answer;
      return (cpu.user + cpu.system) / 1_000;
    },
    stop: async () => {
      child.kill("SIGKILL");
      await ended.catch(() => undefined);
    },
  };
}
