import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
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

/** Valkey does as well. */
const SERVERS = ["redis-server", "valkey-server"];

function onPath(): RedisBinary | null {
  const folders = (process.env.PATH ?? "").split(":");
  const found = SERVERS.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  return found === undefined ? null : { command: found, env: {} };
}

/** Fetches the packages; where this machine has no package lists, makes some of its own beside them. */
function download(folder: string): void {
  const apt = (...args: string[]) => execFileSync("apt-get", args, { cwd: folder, stdio: "pipe" });
  try {
    apt("download", ...PACKAGES);
  } catch {
    const state = join(folder, "state");
    mkdirSync(join(state, "lists/partial"), { recursive: true });
    const own = ["-o", `Dir::State::lists=${join(state, "lists")}`, "-o", `Dir::Cache=${state}`];
    apt(...own, "update");
    apt(...own, "download", ...PACKAGES);
  }
}

/** Debian's packages, unpacked into a cache folder; needs no root and installs nothing. */
function unpacked(): RedisBinary | null {
  const command = join(CACHE, "usr/bin/redis-server");
  if (!existsSync(command)) {
    // Test workers may do this side by side: each unpacks for itself, and the first one's folder stands.
    const work = `${CACHE}-${process.pid}`;
    const root = join(work, "root");
    try {
      mkdirSync(root, { recursive: true });
      download(work);
      for (const file of readdirSync(work).filter((name) => name.endsWith(".deb"))) {
        execFileSync("dpkg", ["-x", join(work, file), root], { stdio: "pipe" });
      }
      renameSync(root, CACHE);
    } catch {
      if (!existsSync(command)) return null;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  const libraries = ["usr/lib", "lib"]
    .map((folder) => join(CACHE, folder))
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
  - install redis-server, or valkey-server, so that it is on the PATH
  - on Debian or Ubuntu, let this machine reach the package archive: its package is unpacked, not installed
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
