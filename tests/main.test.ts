import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startRedis } from "./setup/redis-server.ts";
import { DiscordStandIn } from "./stand-ins/discord/index.ts";
import { startSlack } from "./stand-ins/slack/index.ts";

const ROOT = join(import.meta.dirname, "..");
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** The bot as a process of its own, as `npm start` runs it, with this environment and no other. */
function run(env: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? "", PORT: "0", ...env },
  });
  children.push(child);
  let out = "";
  let err = "";
  child.stdout.on("data", (data) => {
    out += data;
  });
  child.stderr.on("data", (data) => {
    err += data;
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    child,
    ended,
    out: () => out,
    err: () => err,
    /** Waits for a text in what it prints. */
    says: (text: string) => expect.poll(() => out + err, { timeout: 20_000 }).toContain(text),
  };
}

const NO_TRACE = /\n\s+at /;

describe("a start that cannot succeed", () => {
  it("names every wrong variable with an example, in plain sentences", async () => {
    const bot = run({
      DISCORD_API_URL: "nowhere",
      REDIS_URL: "localhost",
      PORT: "many",
      SLACK_APP_TOKEN: "xapp-1",
    });
    expect(await bot.ended).toBe(1);
    for (const name of ["DISCORD_API_URL", "REDIS_URL", "PORT", "SLACK_BOT_TOKEN"]) {
      expect(bot.err()).toMatch(new RegExp(`- ${name} .*Example: ${name}=`));
    }
    expect(bot.err()).toContain("Example: SLACK_BOT_TOKEN=xoxb-");
    expect(bot.err()).not.toMatch(NO_TRACE);
  });

  it("says which address it cannot listen on", async () => {
    const bot = run({ HOST: "203.0.113.7", PLAYGROUND: "force" });
    expect(await bot.ended).toBe(1);
    expect(bot.err()).toContain("HOST is not an address of this machine");
    expect(bot.err()).not.toMatch(NO_TRACE);
  });

  it("lists all problems of broken question files with file, line and id", async () => {
    const folder = mkdtempSync(join(tmpdir(), "questions-"));
    mkdirSync(join(folder, "cnn"));
    writeFileSync(
      join(folder, "topics.yaml"),
      "topics:\n  - id: cnn\n    name: CNN\n    about: Convolution\n",
    );
    writeFileSync(join(folder, "cnn/pooling.yaml"), "id: pooling\nname: Pooling\ntopic: rnn\n");
    writeFileSync(join(folder, "cnn/padding.yaml"), "id: [\n");
    const bot = run({ QUESTIONS_DIR: folder });
    expect(await bot.ended).toBe(1);
    expect(bot.err()).toMatch(/cnn\/pooling\.yaml:\d+ pooling: /);
    expect(bot.err()).toMatch(/cnn\/padding\.yaml:\d+ /);
    expect(bot.err()).not.toMatch(NO_TRACE);
    rmSync(folder, { recursive: true });
  });

  it("says that Discord or Slack refuse the token", async () => {
    const discord = await DiscordStandIn.start();
    const slack = await startSlack();
    const bots = [
      run({ DISCORD_TOKEN: "wrong.token", DISCORD_API_URL: discord.url }),
      run({ SLACK_BOT_TOKEN: "xoxb-wrong", SLACK_APP_TOKEN: "xapp-wrong", SLACK_API_URL: slack.apiUrl }),
    ];
    for (const bot of bots) {
      expect(await bot.ended).toBe(1);
      expect(bot.err()).toMatch(/refused|does not know/);
      expect(bot.err()).not.toMatch(NO_TRACE);
      expect(bot.out() + bot.err()).not.toMatch(/wrong\.token|xoxb-wrong|xapp-wrong/);
    }
    await discord.stop();
    await slack.close();
  });
});

describe("the process", () => {
  it("serves the playground without any configuration, and stops on SIGTERM", async () => {
    const bot = run({});
    await bot.says("The playground is open: http://127.0.0.1:");
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(bot.out())?.[0] ?? "";
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
  });

  it("waits for Redis, says so, and is not ready meanwhile", async () => {
    const redis = await startRedis();
    await redis.kill();
    const port = 20_000 + (process.pid % 20_000);
    const bot = run({ REDIS_URL: redis.url, PLAYGROUND: "on", PORT: `${port}` });
    await bot.says("Redis is away");
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503);
    await redis.restart();
    await bot.says('"msg":"ready"');
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    await redis.stop();
  });

  it("tells an orchestrator that its only token was revoked: not healthy, then exit code 1", async () => {
    const discord = await DiscordStandIn.start({ identifyEvery: 0 });
    const port = 20_001 + (process.pid % 20_000);
    const bot = run({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, PORT: `${port}` });
    await bot.says('"msg":"ready"');
    discord.gateway.refuseWith.push(4004);
    discord.gateway.invalidate();
    await bot.says("Discord refused the token: copy it anew");
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect([health.status, await health.json()]).toEqual([
      503,
      { ok: false, discord: expect.stringContaining("Discord refused the token") },
    ]);
    expect(await bot.ended).toBe(1);
    expect(bot.out()).toContain("no platform is left that serves anybody, so the bot ends");
    await discord.stop();
  }, 60_000);
});
