import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../../src/config.ts";
import { readEnvFile } from "../../src/environment.ts";

const folder = mkdtempSync(join(tmpdir(), "env-"));
const path = join(folder, ".env");
afterEach(() => rmSync(path, { recursive: true, force: true }));

function written(content: string | Buffer) {
  writeFileSync(path, content);
  return readEnvFile(path);
}

describe("a .env file", () => {
  it("with the mark that Windows editors put first loses no variable", () => {
    expect(written("\uFEFFPORT=3001\r\nHOST=::1\r\n")).toEqual({
      values: { PORT: "3001", HOST: "::1" },
      problems: [],
    });
  });

  it("in UTF-16, or that is a folder, is refused in a sentence", () => {
    expect(written(Buffer.from("\uFEFFPORT=3001", "utf16le")).problems.join()).toContain("UTF-16");
    rmSync(path);
    mkdirSync(path);
    expect(readEnvFile(path).problems.join()).toContain("is a folder");
  });

  it("names the line that sets nothing", () => {
    const { problems } = written('# port\n\nPORT: 3000\nexport HOST=::1\nA="two\nlines: 2"\n');
    expect(problems).toEqual([`${path}:3 sets nothing. Write it as PORT=...`]);
    expect(() => readConfig({}, problems)).toThrow(ConfigError);
  });
});

describe("a variable that begins like ours", () => {
  const problems = (env: Record<string, string>) => {
    try {
      return readConfig(env).warnings;
    } catch (error) {
      return ["refused", ...(error as ConfigError).problems];
    }
  };

  it.each(["DISCORD_BOT_TOKEN", "discord_token", "Discord_Token"])(
    "%s is not ignored while the bot opens a playground instead",
    (name) => {
      expect(problems({ [name]: "abc" })).toEqual([
        "refused",
        `${name} is no variable of the bot. Did you mean DISCORD_TOKEN?`,
      ]);
    },
  );

  it("is refused where a letter is wrong: what it was to protect would lie open", () => {
    expect(problems({ SLACK_TOKEN_KEYS: "abc" })).toEqual([
      "refused",
      "SLACK_TOKEN_KEYS is no variable of the bot. Did you mean SLACK_TOKEN_KEY?",
    ]);
  });

  it("is named and left alone where it may belong to something else", () => {
    for (const name of ["REDIS_HOST", "REDIS_PASSWORD"])
      expect(problems({ [name]: "h" })).toEqual([
        `${name} is no variable of the bot. Did you mean REDIS_URL?`,
      ]);
    expect(problems({ DISCORD_TOKEN: "abc", DISCORD_BOT_TOKEN: "abc" })).toHaveLength(1);
    expect(problems({ REDIS_PORT: "tcp://10.0.0.1:6379", REDIS_SERVICE_HOST: "10.0.0.1" })).toEqual([]);
  });
});
