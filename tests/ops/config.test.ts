import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, isAlone, readConfig } from "../../src/config.ts";

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
      tracesTo: null,
      model: null,
      redisUrls: [],
      redisTls: {},
      redisCopies: 0,
      reportsTo: null,
      host: "127.0.0.1",
      port: 3000,
      playground: true,
      pictures: true,
      hosts: { names: [], isAny: false },
      publicUrl: null,
      warnings: [],
      questionsDir: null,
      logLevel: "info",
      logFormat: null,
      managers: [],
    });
  });

  it("lets the clock be moved where the playground is alone, in memory", () => {
    const discord = { DISCORD_TOKEN: "token", PLAYGROUND: "on" };
    expect(isAlone(readConfig({}))).toBe(true);
    expect(isAlone(readConfig(discord))).toBe(false);
    expect(isAlone(readConfig({ ...discord, PLAYGROUND: "off" }))).toBe(false);
    expect(isAlone(readConfig({ REDIS_URL: "redis://127.0.0.1:6379" }))).toBe(false);
  });

  it("turns platforms on, and then the playground off", () => {
    const config = readConfig({
      DISCORD_TOKEN: "token",
      DISCORD_API_URL: "http://127.0.0.1:4000/api",
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_APP_TOKEN: "xapp-1",
      SLACK_API_URL: "http://127.0.0.1:4001/api/",
      REDIS_URL: "rediss://a:6379, rediss://b:6380",
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
    expect(config.redisUrls).toEqual(["rediss://a:6379", "rediss://b:6380"]);
    expect(config.playground).toBe(false);
  });

  it("takes the members whom the host lets manage, with spaces or commas between them", () => {
    const config = readConfig({ MANAGERS: "discord:813,  slack:U01 slack:T02/U03," });
    expect(config.managers).toEqual(["discord:813", "slack:U01", "slack:T02/U03"]);
  });

  it("takes the channel in which reports are posted, by the way each platform names one", () => {
    const team = (value: string) => readConfig({ REPORTS_CHANNEL: value }).reportsTo;
    expect(team("discord:200300400500600700")).toEqual({
      ...{ team: "discord:200300400500600700", group: "200300400500600700" },
    });
    expect(team("slack:T012AB3CD/C012AB3CD")).toEqual({ team: "slack:T012AB3CD", group: "C012AB3CD" });
    expect(readConfig({}).reportsTo).toBeNull();
  });

  it("turns a language model on, and says what it may cost a team in a day", () => {
    const env = {
      LLM_BASE_URL: "https://models.example/v1",
      LLM_MODEL: "some model",
      LLM_API_KEY: "sk-s3cret",
    };
    const model = { baseUrl: env.LLM_BASE_URL, model: "some model", apiKey: "sk-s3cret" };
    expect(readConfig(env)).toMatchObject({ model: { ...model, perDay: 200_000 }, warnings: [] });
    expect(readConfig({ ...env, LLM_DAILY_TOKENS: "50000" }).model?.perDay).toBe(50_000);
  });

  it("warns where what people write would go unencrypted through the internet, and nowhere nearer", () => {
    const warnings = (url: string) =>
      readConfig({ LLM_BASE_URL: url, LLM_MODEL: "m", LLM_API_KEY: "k" }).warnings.length;
    expect(warnings("http://models.example/v1")).toBe(1);
    for (const near of ["http://localhost:11434/v1", "http://ollama:11434/v1", "http://192.168.0.7/v1"])
      expect(warnings(near)).toBe(0);
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
    const text = problems({
      DISCORD_TOKEN: "Bot s3cret",
      SLACK_BOT_TOKEN: "xapp-s3cret",
      PORT: "x",
      LLM_API_KEY: "s3cret with spaces",
      LLM_BASE_URL: "https://me:s3cret@models.example",
    }).join("\n");
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
    [{ DISCORD_TOKEN: "a", SLACK_TOKEN_KEY: "secret" }, "SLACK_TOKEN_KEY must be keys of 32 bytes"],
    [{ HOST: "0.0.0.0" }, "DISCORD_TOKEN or SLACK_BOT_TOKEN is missing"],
    [{ HOST: "0.0.0.0", DISCORD_TOKEN: "a", PLAYGROUND: "on" }, "HOST 0.0.0.0 is public"],
    [{ DISCORD_TOKEN: "a", SHARDS: "0" }, "SHARDS must be at least 1"],
    [{ PLAYGROUND: "off" }, "there is nothing to run"],
    [{ LLM_MODEL: "m", LLM_API_KEY: "k" }, "LLM_BASE_URL is missing"],
    [{ LLM_BASE_URL: "https://a.example", LLM_API_KEY: "k" }, "LLM_MODEL is missing"],
    [{ LLM_BASE_URL: "https://a.example", LLM_MODEL: "m" }, "LLM_API_KEY is missing"],
    [{ LLM_DAILY_TOKENS: "20000" }, "LLM_BASE_URL is missing: LLM_DAILY_TOKENS needs it"],
    [{ LLM_BASE_URL: "models.example/v1" }, "LLM_BASE_URL must be an http:// or https:// address"],
    [{ LLM_BASE_URL: "https://me:s3cret@models.example/v1" }, "LLM_BASE_URL must hold no name or password"],
    [{ LLM_DAILY_TOKENS: "a lot" }, "LLM_DAILY_TOKENS must be a number"],
    [{ LLM_DAILY_TOKENS: "100" }, "LLM_DAILY_TOKENS must be at least"],
    [{ LLM_KEY: "k" }, "Did you mean LLM_API_KEY?"],
    [{ REDIS_COPIES: "all" }, "REDIS_COPIES must be a number"],
    [{ MANAGERS: "81384788765712384" }, "MANAGERS must be members' ids with their platform in front"],
    [{ REPORTS_CHANNEL: "general" }, "REPORTS_CHANNEL must be a channel's id with its platform in front"],
    [{ REPORTS_CHANNEL: "slack:C012AB3CD" }, "REPORTS_CHANNEL must be"],
    [{ QUESTIONS_DIR: "package.json" }, "QUESTIONS_DIR is not a folder"],
    [{ REDIS_URL: "redis://host:port" }, "REDIS_URL must be"],
    [{ REDIS_URL: "redis:///" }, "REDIS_URL must be"],
    [{ REDIS_URL: "redis://a:6379,," }, "REDIS_URL must be"],
    [{ DISCORD_TOKEN: "a", SHARDS: "0-99999999999/100000000000" }, "SHARDS must be at most"],
    [{ DISCORD_TOKEN: "a", SHARDS: "99999999" }, "SHARDS must be at most"],
    [{ DISCORD_TOKEN: "a", SHARDS: "3-1/4" }, "SHARDS names"],
    [
      {
        SLACK_BOT_TOKEN: "xoxb-1",
        SLACK_APP_TOKEN: "xapp-1",
        SLACK_SIGNING_SECRET: "s",
        SLACK_CLIENT_ID: "1",
        SLACK_CLIENT_SECRET: "2",
        SLACK_STATE_SECRET: "3",
      },
      "SLACK_APP_TOKEN does not go with SLACK_CLIENT_ID",
    ],
  ])("%j: %s", (env, expected) => {
    expect(problems(env).join("\n")).toContain(expected);
  });

  it("takes several keys for tokens, in base64 or as digits", () => {
    const [one, two] = [1, 2].map((n) => Buffer.alloc(32, n));
    const { slack } = readConfig({
      SLACK_SIGNING_SECRET: "s",
      SLACK_CLIENT_ID: "1",
      SLACK_CLIENT_SECRET: "2",
      SLACK_STATE_SECRET: "3",
      SLACK_TOKEN_KEY: `${one?.toString("base64")},${two?.toString("hex")}`,
    });
    expect(slack?.mode === "http" && slack.oauth?.tokenKeys).toEqual([one, two]);
  });

  it("says one thing of a host that is none, and shows no example that it would refuse", () => {
    expect(problems({ HOST: "not a host" })).toHaveLength(1);
    const examples = problems({ SLACK_STATE_SECRET: "a b", REDIS_URL: "x", SHARDS: "x", HOST: "?" });
    for (const line of examples) {
      const [, name, example] = /Example: (\w+)=(\S+)$/.exec(line) ?? [];
      if (name !== undefined)
        expect(problems({ [name]: example ?? "" }).join()).not.toContain(`${name} must`);
    }
    expect(examples.find((line) => line.startsWith("SLACK_STATE_SECRET"))).toMatch(/=\S+$/);
  });

  it.each([
    ["redis://h/mydb", "ends with a database that is no number"],
    ["redis://:pa#ss@h", "%23"],
    ["redis://user:1#x@h", "%23"],
    ["redis://:pa/ss@h:6379", "%2F"],
    ["redis://:pa,ss@h:6379", "%2C"],
    ["redis://:100%@h:6379", "%25"],
    ["redis://a:6379/1,redis://b:6379/1", "a cluster has none but 0"],
    ["redis://a:6379,b:6379", "each begins with redis://"],
    ["redis://a:6379,rediss://b:6379", "asks for TLS at some nodes and not at others"],
    ["redis://a:6379?db=3", "ends with a setting that it does not have: db"],
    ["redis+sentinel://a:26379,b:26379", "names Sentinels and no master"],
    ["redis+sentinel://a/mymaster/mydb", "ends with a database that is no number"],
    ["redis+sentinel://:pa,ss@a,b/mymaster", "%2C"],
    ["redis+sentinel://:pa/ss@a,b/mymaster", "%2F"],
    ["redis+sentinel://a/mymaster,redis+sentinel://b/other", "names several masters"],
    ["redis+sentinel://a/mymaster,redis://b", "names Sentinels and servers together"],
    ["redis+sentinel://a/mymaster?password=x", "ends with a setting that it does not have: password"],
  ])("says what is wrong with %s instead of using something else", (url, said) => {
    expect(problems({ REDIS_URL: url }).join()).toContain(said);
  });

  it("takes addresses of Redis as they should be", () => {
    const urls = ["redis://h", "redis://h:6379/0", "redis://:p%23a%2Fb%2Cc%25@h:6379/3", "rediss://u:p@h"];
    for (const url of urls) expect(readConfig({ REDIS_URL: url }).redisUrls).toEqual([url]);
    expect(readConfig({ REDIS_URL: "redis://a:1, redis://b:2" }).redisUrls).toHaveLength(2);
  });

  it("takes Sentinels in one address or in one each, as one each", () => {
    const each = [
      "redis+sentinel://u:p%2C@a:26379/mymaster/2",
      "redis+sentinel://u:p%2C@[::1]:26380/mymaster/2",
    ];
    const together = "redis+sentinel://u:p%2C@a:26379,[::1]:26380/mymaster/2";
    for (const url of [together, each.join(",")])
      expect(readConfig({ REDIS_URL: url }).redisUrls).toEqual(each);
    const url = "rediss+sentinel://a/mymaster?sentinelPassword=x%23";
    expect(readConfig({ REDIS_URL: url }).redisUrls).toEqual([url]);
  });

  it("reads the files for TLS, and says which is missing, no file, none of the kind, or of no use", () => {
    const folder = mkdtempSync(join(tmpdir(), "pem-"));
    const pem = join(folder, "ca.pem");
    writeFileSync(pem, "-----BEGIN CERTIFICATE-----\n");
    const tls = { REDIS_URL: "rediss://h", REDIS_TLS_CA: pem, REDIS_TLS_CERT: pem, REDIS_TLS_KEY: pem };
    expect(readConfig(tls).redisTls.ca).toContain("BEGIN");
    expect(problems({ ...tls, REDIS_TLS_KEY: "" }).join()).toContain("REDIS_TLS_KEY is missing");
    expect(problems({ ...tls, REDIS_URL: "redis://h" }).join()).toContain(
      "REDIS_TLS_CA is of no use without TLS",
    );
    expect(problems({ ...tls, REDIS_TLS_CA: folder }).join()).toContain("REDIS_TLS_CA is not a file");
    expect(problems({ ...tls, REDIS_TLS_CA: "package.json" }).join()).toContain("PEM format");
    rmSync(folder, { recursive: true });
  });

  it("takes the names by which a proxy or a codespace shows the server, and no addresses in their place", () => {
    const { hosts, publicUrl } = readConfig({
      ALLOWED_HOSTS: "Study.example, .app.github.dev",
      PUBLIC_URL: "https://bot.example/",
    });
    expect([hosts, publicUrl]).toEqual([
      { names: ["study.example", ".app.github.dev", "bot.example"], isAny: false },
      "https://bot.example",
    ]);
    const open = { HOST: "0.0.0.0", PLAYGROUND: "force" };
    expect(readConfig(open).hosts.isAny).toBe(true);
    expect(readConfig({ ...open, ALLOWED_HOSTS: "a.example" }).hosts.isAny).toBe(false);
    for (const wrong of ["https://a.example", "a.example:3000", "*"])
      expect(problems({ ALLOWED_HOSTS: wrong }).join()).toContain("ALLOWED_HOSTS must be names of hosts");
    expect(problems({ PUBLIC_URL: "bot.example" }).join()).toContain("PUBLIC_URL must be");
  });

  it("takes an IPv6 host with the brackets of an address", () => {
    expect(readConfig({ HOST: "[::1]" })).toMatchObject({ host: "::1", playground: true });
  });

  it("allows a public playground when it is meant", () => {
    expect(readConfig({ HOST: "0.0.0.0", PLAYGROUND: "force" }).playground).toBe(true);
    expect(readConfig({ SLACK_SIGNING_SECRET: "s", SLACK_BOT_TOKEN: "xoxb-1" }).slack).toMatchObject({
      signingSecret: "s",
    });
  });
});
