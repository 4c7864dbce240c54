import { connect as connectPlain } from "node:net";
import { connect as connectTls } from "node:tls";

/** How long another program may take to say what it is, in milliseconds. */
const PATIENCE = 1_000;

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/;

/** An error's code, "up", or null where nothing was said in time. */
type Heard = { code: string } | "up" | null;

interface Address {
  host: string;
  port: number;
}

/** Whether TLS can be agreed on. `isStrict`: with a certificate that is trusted. */
function tryTls({ host, port }: Address, isStrict: boolean): Promise<Heard> {
  return new Promise((resolve) => {
    const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket = connectTls({ host, port, rejectUnauthorized: isStrict, ...servername });
    const end = (heard: Heard) => {
      resolve(heard);
      socket.destroy();
    };
    socket.once("secureConnect", () => end("up"));
    socket.once("error", (error: Error & { code?: string }) => end({ code: error.code ?? "" }));
    socket.once("close", () => end({ code: "CLOSED" }));
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
    socket.once("data", (data) => end(/^[+-]/.test(data.toString("latin1")) ? "up" : { code: "OTHER" }));
    socket.once("error", (error: Error & { code?: string }) => end({ code: error.code ?? "" }));
    socket.once("close", () => end({ code: "CLOSED" }));
    socket.setTimeout(PATIENCE, () => end(null));
  });
}

const UNREACHED = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"];
const isAway = (heard: Heard) => heard !== null && heard !== "up" && UNREACHED.includes(heard.code);

async function diagnoseOne(url: string): Promise<string | null> {
  const { protocol, hostname, port } = new URL(url);
  const address = { host: hostname.replace(/^\[(.*)\]$/, "$1"), port: port === "" ? 6379 : Number(port) };
  const where = `${hostname}:${address.port}`;
  if (protocol === "redis:") {
    const plain = await tryPlain(address);
    if (plain === "up" || plain === null || isAway(plain)) return null;
    return (await tryTls(address, false)) === "up"
      ? `The Redis at ${where} speaks TLS, and REDIS_URL does not ask for it. Write rediss:// in front of it.`
      : null;
  }
  const tls = await tryTls(address, true);
  if (tls === "up" || isAway(tls)) return null;
  if (tls !== null && CERTIFICATE.test(tls.code))
    return `The certificate of the Redis at ${where} is not trusted (${tls.code}). Name the file with the certificate of its authority: NODE_EXTRA_CA_CERTS=/path/ca.pem.`;
  return (await tryPlain(address)) === "up"
    ? `REDIS_URL asks for TLS, and the Redis at ${where} speaks none at this port. Write redis:// in front of it, or name its port for TLS.`
    : null;
}

/** What is wrong between REDIS_URL and the servers that answer there, in a sentence; null where nothing is known. */
export async function diagnose(urls: readonly string[]): Promise<string | null> {
  const found = await Promise.all(urls.map(diagnoseOne));
  return found.find((sentence) => sentence !== null) ?? null;
}
