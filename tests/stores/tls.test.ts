import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { StartError } from "../../src/engine/ports/platform.ts";
import type { TlsFiles } from "../../src/stores/redis/addresses.ts";
import { certificateProblem } from "../../src/stores/redis/diagnose.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { type Certificate, createAuthority } from "../setup/certificates.ts";
import { startCluster } from "../setup/redis-cluster.ts";
import { startSentinel } from "../setup/redis-sentinel.ts";
import { freePort, startRedis } from "../setup/redis-server.ts";
import { recordingLog } from "./logs.ts";

let authority: ReturnType<typeof createAuthority>;
let here: Certificate;
const ended: (() => Promise<void>)[] = [];
const stores: RedisStore[] = [];
beforeAll(() => {
  authority = createAuthority();
  here = authority.sign("IP:127.0.0.1,DNS:localhost");
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  for (const end of ended.splice(0)) await end();
});
afterAll(() => authority.remove());

function argsOf({ files }: Certificate, port: number, wantsCertificate = "no"): string[] {
  const own = [
    "--tls-cert-file",
    files.cert,
    "--tls-key-file",
    files.key,
    "--tls-ca-cert-file",
    authority.file,
  ];
  return ["--tls-port", `${port}`, "--tls-auth-clients", wantsCertificate, ...own];
}

async function serve(certificate: Certificate, wantsCertificate = "no"): Promise<string> {
  const port = await freePort();
  const server = await startRedis(argsOf(certificate, port, wantsCertificate));
  ended.push(server.stop);
  return `rediss://127.0.0.1:${port}`;
}

function storeAt(urls: readonly string[], tls: TlsFiles): RedisStore {
  const store = createRedisStore({ urls, tls }, recordingLog().log);
  stores.push(store);
  return store;
}

async function startError(url: string, tls: TlsFiles): Promise<string> {
  const error = await storeAt([url], tls)
    .connect()
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  return (error as StartError).message;
}

describe("TLS to Redis", () => {
  it("trusts an authority of one's own, and names it where it is missing", async () => {
    const url = await serve(here);
    for (const one of [url, url.replace("127.0.0.1", "localhost")]) {
      const store = storeAt([one], { ca: authority.ca });
      await store.connect();
      expect(await store.ready()).toBe(true);
    }
    expect(await startError(url, {})).toContain("is not trusted (SELF_SIGNED_CERT_IN_CHAIN). Name the file");
  });

  it("names the names of a certificate that is for others", async () => {
    const url = await serve(authority.sign("DNS:redis.example"));
    const { ca } = authority;
    expect(await startError(url, { ca })).toMatch(
      /127\.0\.0\.1:\d+ is for other names \(DNS:redis\.example\)/,
    );
  });

  it("shows a certificate to a server that wants one, and says so where there is none", async () => {
    const url = await serve(here, "yes");
    const { ca } = authority;
    expect(await startError(url, { ca })).toContain("wants a certificate that it trusts");
    const store = storeAt([url], { ca, cert: here.cert, key: here.key });
    await store.connect();
    expect(await store.ready()).toBe(true);
  });

  it("holds for Sentinels and for the nodes of a cluster", async () => {
    const { ca } = authority;
    const url = await serve(here);
    const { port } = new URL(url);
    const tlsPort = await freePort();
    const watch = [`sentinel monitor mymaster 127.0.0.1 ${port} 1`, "tls-replication yes"];
    const sentinel = await startSentinel(watch, argsOf(here, tlsPort));
    ended.push(async () => sentinel?.stop());
    const nodePort = await freePort();
    const names = ["--tls-cluster", "yes", "--cluster-announce-ip", "127.0.0.1"];
    const cluster = await startCluster(1, [...argsOf(here, nodePort), ...names]);
    ended.push(cluster.stop);
    const node = `rediss://127.0.0.1:${nodePort}`;
    for (const urls of [
      ...(sentinel === null ? [] : [[`rediss+sentinel://127.0.0.1:${tlsPort}/mymaster`]]),
      [node, node],
    ]) {
      const store = storeAt(urls, { ca });
      await store.connect();
      expect(await store.ready()).toBe(true);
    }
  });

  it("says of a certificate that its time is over, or has not come", () => {
    const said = (code: string) => certificateProblem(Object.assign(new Error(""), { code }), "h:1");
    expect(said("CERT_HAS_EXPIRED")).toBe("The certificate of the Redis at h:1 has expired.");
    expect(said("CERT_NOT_YET_VALID")).toContain("not valid yet");
    expect(said("ECONNREFUSED")).toBeNull();
  });
});
