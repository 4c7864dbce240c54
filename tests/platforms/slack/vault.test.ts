import { describe, expect, it } from "vitest";
import { createVault, SealedError } from "../../../src/platforms/slack/vault.ts";

const key = (n: number) => Buffer.alloc(32, n);
const TEXT = JSON.stringify({ bot: { token: "xoxb-secret" } });

describe("what is kept of an installation", () => {
  it("is unreadable without the key, and new each time", () => {
    const vault = createVault([key(1)]);
    const sealed = vault.seal("T1", TEXT, 5);
    expect(sealed).not.toContain("xoxb");
    expect(vault.seal("T1", TEXT, 5)).not.toBe(sealed);
    expect(vault.open("T1", sealed)).toEqual({ text: TEXT, savedAt: 5, isCurrent: true });
    expect(createVault([key(2)]).savedAt(sealed)).toBe(5);
  });

  it("opens under an old key, and is to be encrypted anew then", () => {
    const old = createVault([key(1)]).seal("T1", TEXT, 5);
    expect(createVault([key(2), key(1)]).open("T1", old)).toEqual({
      text: TEXT,
      savedAt: 5,
      isCurrent: false,
    });
  });

  it("is read in clear as it was before, and encrypted once there is a key", () => {
    expect(createVault([]).open("T1", TEXT)).toEqual({ text: TEXT, savedAt: 0, isCurrent: true });
    const clear = createVault([]).seal("T1", TEXT, 5);
    expect(createVault([key(1)]).open("T1", clear)).toEqual({ text: TEXT, savedAt: 5, isCurrent: false });
  });

  it("says in a sentence that the key is missing or another one", () => {
    const sealed = createVault([key(1)]).seal("T1", TEXT, 5);
    expect(() => createVault([]).open("T1", sealed)).toThrow("SLACK_TOKEN_KEY is not set");
    expect(() => createVault([key(2)]).open("T1", sealed)).toThrow("encrypted with another key");
  });

  it("opens for its own workspace alone, and not once it was changed", () => {
    const vault = createVault([key(1)]);
    const sealed = vault.seal("T1", TEXT, 5);
    for (const [team, stored] of [
      ["T2", sealed],
      ["T1", sealed.replace('"savedAt":5', '"savedAt":6')],
      ["T1", sealed.replace(/"tag":"./, '"tag":"*')],
      ["T1", "{}".replace("{}", '{"savedAt":1}')],
    ] as const)
      expect(() => vault.open(team, stored)).toThrow(SealedError);
  });
});
