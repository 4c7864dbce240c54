import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A program that can be started as a Redis server, and the environment it needs. */
export interface RedisBinary {
  command: string;
  env: Record<string, string>;
}

/** Debian's server and the libraries that it links, by patterns: their version is part of the name. */
const PACKAGES = [
  "redis-server",
  "redis-tools",
  "libjemalloc2",
  "liblua5.1-0",
  "lua-bitop",
  "lua-cjson",
  "liblzf1",
  "libhiredis0.14",
];
const CACHE = join(import.meta.dirname, "../../node_modules/.cache/redis");

function onPath(): RedisBinary | null {
  const folder = (process.env.PATH ?? "").split(":").find((path) => existsSync(join(path, "redis-server")));
  return folder === undefined ? null : { command: join(folder, "redis-server"), env: {} };
}

/** Debian's packages, unpacked into a cache folder; needs no root and installs nothing. */
function unpacked(): RedisBinary | null {
  const root = join(CACHE, "root");
  const command = join(root, "usr/bin/redis-server");
  if (!existsSync(command)) {
    try {
      rmSync(CACHE, { recursive: true, force: true });
      mkdirSync(root, { recursive: true });
      execFileSync("apt-get", ["download", ...PACKAGES], { cwd: CACHE, stdio: "pipe" });
      for (const file of readdirSync(CACHE).filter((name) => name.endsWith(".deb"))) {
        execFileSync("dpkg", ["-x", join(CACHE, file), root], { stdio: "pipe" });
      }
    } catch {
      return null;
    }
  }
  if (!existsSync(command)) return null;
  const libraries = ["usr/lib", "lib"]
    .map((folder) => join(root, folder))
    .filter(existsSync)
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((n) => n.includes("-linux-"))
        .map((n) => join(folder, n)),
    );
  return { command, env: { LD_LIBRARY_PATH: libraries.join(":") } };
}

const NONE = `The tests need a Redis server and found none. Any of these helps:
  - set REDIS_URL to a server whose data may be wiped, for example redis://localhost:6379
  - install redis-server so that it is on the PATH
  - on Debian or Ubuntu run "apt-get update": its package is then unpacked without installing it
  - start Docker`;

/** @throws Error in plain words where there is no way to a Redis server */
export function findRedis(): RedisBinary | { image: string } {
  const found = onPath() ?? unpacked();
  if (found !== null) return found;
  try {
    execFileSync("docker", ["info"], { stdio: "pipe" });
    return { image: "redis:7-alpine" };
  } catch {
    throw new Error(NONE);
  }
}
