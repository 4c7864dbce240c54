import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

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
