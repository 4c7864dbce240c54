import { connect as connectPlain } from "node:net";
import { connect as connectTls } from "node:tls";
import { type Addresses, hostOf, isTls, portOf, type TlsFiles } from "./addresses.ts";

/** How long another program may take to say what it is, in milliseconds. */
const PATIENCE = 1_000;

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/;
/** What a server says, after all is agreed on, that wants to see who it talks to. */
const WANTS_CERTIFICATE = /ALERT_CERTIFICATE_REQUIRED|ALERT_HANDSHAKE_FAILURE|ALERT_BAD_CERTIFICATE/;

/** What went wrong with a connection. */
export interface TlsError extends Error {
  code?: string;
  /** The certificate, where it is one for other names. */
  cert?: { subjectaltname?: string };
}

/** An error, "up", or null where nothing was said in time. */
type Heard = { error: TlsError } | "up" | null;

interface Address {
  host: string;
  port: number;
}

const closed = (): Heard => ({ error: Object.assign(new Error("closed"), { code: "CLOSED" }) });

/** Whether TLS can be agreed on. `isStrict`: with a certificate that is trusted, and so that a command is answered. */
function tryTls({ host, port }: Address, tls: TlsFiles, isStrict: boolean): Promise<Heard> {
  return new Promise((resolve) => {
    const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket = connectTls({ ...tls, host, port, rejectUnauthorized: isStrict, ...servername });
    const end = (heard: Heard) => {
      resolve(heard);
      socket.destroy();
    };
    socket.once("secureConnect", () => {
      if (isStrict) socket.write("PING\r\n");
      else end("up");
    });
    socket.once("data", () => end("up"));
    socket.once("error", (error: TlsError) => end({ error }));
    socket.once("close", () => end(closed()));
    socket.setTimeout(PATIENCE, () => end(null));
  });
}

/** Whether Redis answers without TLS; it does, too, where it wants a password first. */
function tryPlain({ host, port }: Address): Promise<Heard> {
  return new Promise((resolve) => {
    const socket = connectPlain({ host, port });
    const end = (heard: Heard) => {
      resolve(heard);
      socket.destroy();
    };
    socket.once("connect", () => socket.write("PING\r\n"));
    socket.once("data", (data) => end(/^[+-]/.test(data.toString("latin1")) ? "up" : closed()));
    socket.once("error", (error: TlsError) => end({ error }));
    socket.once("close", () => end(closed()));
    socket.setTimeout(PATIENCE, () => end(null));
  });
}

const UNREACHED = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"];
const isAway = (heard: Heard) =>
  heard !== null && heard !== "up" && UNREACHED.includes(heard.error.code ?? "");

/** What is wrong between the certificates of both sides, in a sentence; null where it is something else. */
export function certificateProblem({ code = "", cert }: TlsError, where: string): string | null {
  if (WANTS_CERTIFICATE.test(code))
    return `The Redis at ${where} wants a certificate that it trusts. Name the files: REDIS_TLS_CERT=/path/bot.pem and REDIS_TLS_KEY=/path/bot.key.`;
  if (!CERTIFICATE.test(code)) return null;
  const whose = `The certificate of the Redis at ${where}`;
  if (code.includes("ALTNAME"))
    return `${whose} is for other names${cert?.subjectaltname ? ` (${cert.subjectaltname})` : ""}. Use one of them in REDIS_URL.`;
  if (code === "CERT_HAS_EXPIRED") return `${whose} has expired.`;
  if (code === "CERT_NOT_YET_VALID") return `${whose} is not valid yet. Look at the clocks.`;
  return `${whose} is not trusted (${code}). Name the file with the certificate of its authority: REDIS_TLS_CA=/path/ca.pem.`;
}

async function diagnoseOne(url: string, tls: TlsFiles): Promise<string | null> {
  const address = { host: hostOf(new URL(url)), port: portOf(url) };
  const where = `${new URL(url).hostname}:${address.port}`;
  if (!isTls(url)) {
    const plain = await tryPlain(address);
    if (plain === "up" || plain === null || isAway(plain)) return null;
    return (await tryTls(address, tls, false)) === "up"
      ? `The Redis at ${where} speaks TLS, and REDIS_URL does not ask for it. Write ${url.replace(/:.*/s, "").replace("redis", "rediss")}:// in front of it.`
      : null;
  }
  const heard = await tryTls(address, tls, true);
  if (heard === "up" || isAway(heard)) return null;
  const problem = heard === null ? null : certificateProblem(heard.error, where);
  if (problem !== null) return problem;
  return (await tryPlain(address)) === "up"
    ? `REDIS_URL asks for TLS, and the Redis at ${where} speaks none at this port. Write ${url.replace(/:.*/s, "").replace("rediss", "redis")}:// in front of it, or name its port for TLS.`
    : null;
}

/** What is wrong between REDIS_URL and the servers that answer there, in a sentence; null where nothing is known. */
export async function diagnose({ urls, tls }: Addresses): Promise<string | null> {
  const found = await Promise.all(urls.map((url) => diagnoseOne(url, tls)));
  return found.find((sentence) => sentence !== null) ?? null;
}
