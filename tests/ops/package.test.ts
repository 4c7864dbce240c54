import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { OLDEST, tooOld } from "../../src/node-version.ts";

const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));

it("npm ci warns of no install script: package.json says of each whether it may run", () => {
  const locked: [string, { hasInstallScript?: boolean }][] = Object.entries(
    read("package-lock.json").packages,
  );
  const withScript = locked.filter(([, one]) => one.hasInstallScript).map(([path]) => path);
  const names = withScript.map((path) => path.slice(path.lastIndexOf("node_modules/") + 13));
  expect(names).toContain("esbuild");
  const { allowScripts } = read("package.json");
  expect(names.filter((name) => !Object.hasOwn(allowScripts, name))).toEqual([]);
});

it("one oldest Node is named, by package.json and by the bot itself", () => {
  expect(read("package.json").engines.node).toBe(`>=${OLDEST}`);
  for (const version of ["20.19.0", "20.20.2", "22.0.0", "24.1.0"]) expect(tooOld(version)).toBe(null);
  for (const version of ["18.20.4", "20.18.9", "9.99.0"])
    expect(tooOld(version)).toBe(
      `The bot needs Node 20.19 or newer, and this is Node ${version}. Get a newer one at https://nodejs.org.`,
    );
});

describe("npm start", () => {
  const run = (file: string, version: string) => {
    const pretend = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } })`;
    const args = ["--import", "tsx", "--import", `data:text/javascript,${encodeURIComponent(pretend)}`, file];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: "utf8",
      timeout: 20_000,
    });
    return { status, stdout, stderr };
  };

  it.each(["scripts/before-start.mjs", "src/main.ts"])(
    "on an old Node says which is needed instead of a library's error (%s)",
    (file) => {
      const said =
        "The bot needs Node 20.19 or newer, and this is Node 18.20.4. Get a newer one at https://nodejs.org.\n";
      expect(run(file, "18.20.4")).toEqual({ status: 1, stdout: "", stderr: said });
    },
  );

  it("is not silent while it builds, and leaves a piped log alone", () => {
    expect(read("package.json").scripts.prestart).toMatch(
      /^node scripts\/before-start\.mjs && npm run build/,
    );
    expect(run("scripts/before-start.mjs", process.versions.node)).toEqual({
      status: 0,
      stdout: "",
      stderr: "Building the bot, a few seconds ...\n",
    });
  });
});
