import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../../src/config.ts";

function problems(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe("the environment", () => {
  it("may be empty: the playground, in memory, on this machine alone", () => {
    expect(readConfig({})).toEqual({
      discord: null,
      slack: null,
      redisUrls: [],
      host: "127.0.0.1",
      port: 3000,
      playground: true,
      questionsDir: null,
      logLevel: "info",
    });
  });

  it("turns platforms on, and then the playground off", () => {
    const config = readConfig({
      DISCORD_TOKEN: "token",
      DISCORD_API_URL: "http://127.0.0.1:4000/api",
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_APP_TOKEN: "xapp-1",
      SLACK_API_URL: "http://127.0.0.1:4001/api/",
      REDIS_URL: "redis://a:6379, rediss://b:6380",
      SHARDS: "4-7/16",
      HOST: "0.0.0.0",
    });
    expect(config.discord).toEqual({
      token: "token",
      apiUrl: "http://127.0.0.1:4000/api",
      shards: { ids: [4, 5, 6, 7], total: 16 },
    });
    expect(config.slack).toEqual({
      mode: "socket",
      botToken: "xoxb-1",
      appToken: "xapp-1",
      apiUrl: "http://127.0.0.1:4001/api/",
    });
    expect(config.redisUrls).toEqual(["redis://a:6379", "rediss://b:6380"]);
    expect(config.playground).toBe(false);
  });

  it("names every problem at once, each with its variable and an example", () => {
    const found = problems({
      DISCORD_TOKEN: "Bot abc",
      DISCORD_API_URL: "localhost:4000",
      SLACK_APP_TOKEN: "xoxb-swapped",
      REDIS_URL: "localhost:6379",
      PORT: "http",
      LOG_LEVEL: "loud",
      SHARDS: "9/4",
      QUESTIONS_DIR: "/does/not/exist",
      PLAYGROUND: "maybe",
    });
    for (const name of [
      "DISCORD_TOKEN",
      "DISCORD_API_URL",
      "SLACK_APP_TOKEN",
      "SLACK_BOT_TOKEN",
      "REDIS_URL",
      "PORT",
      "LOG_LEVEL",
      "SHARDS",
      "QUESTIONS_DIR",
      "PLAYGROUND",
    ]) {
      expect(found.filter((line) => line.startsWith(`${name} `))).toHaveLength(1);
    }
    expect(found.every((line) => line.includes("Example: "))).toBe(true);
  });

  it("never repeats a secret in a problem", () => {
    const text = problems({ DISCORD_TOKEN: "Bot s3cret", SLACK_BOT_TOKEN: "xapp-s3cret", PORT: "x" }).join(
      "\n",
    );
    expect(text).not.toContain("s3cret");
  });

  it.each([
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, "SLACK_APP_TOKEN is missing"],
    [{ SLACK_APP_TOKEN: "xapp-1" }, "SLACK_BOT_TOKEN is missing"],
    [{ SLACK_SIGNING_SECRET: "s" }, "SLACK_BOT_TOKEN is missing"],
    [{ SLACK_SIGNING_SECRET: "s", SLACK_CLIENT_ID: "1" }, "SLACK_CLIENT_SECRET is missing"],
    [
      { SLACK_CLIENT_ID: "1", SLACK_CLIENT_SECRET: "2", SLACK_STATE_SECRET: "3" },
      "SLACK_SIGNING_SECRET is missing",
    ],
    [{ HOST: "0.0.0.0" }, "HOST 0.0.0.0 is public"],
    [{ DISCORD_TOKEN: "a", SHARDS: "0" }, "SHARDS must be at least 1"],
    [{ PLAYGROUND: "off" }, "there is nothing to run"],
  ])("%j: %s", (env, expected) => {
    expect(problems(env).join("\n")).toContain(expected);
  });

  it("allows a public playground when it is meant", () => {
    expect(readConfig({ HOST: "0.0.0.0", PLAYGROUND: "force" }).playground).toBe(true);
    expect(readConfig({ SLACK_SIGNING_SECRET: "s", SLACK_BOT_TOKEN: "xoxb-1" }).slack).toMatchObject({
      signingSecret: "s",
    });
  });
});
