/** What connections are made with where the address asks for TLS; PEM texts. */
export interface TlsFiles {
  /** Authorities that are trusted instead of the known ones. */
  ca?: string;
  /** What the bot shows of itself, and the key of it. */
  cert?: string;
  key?: string;
}

/** Where Redis is: a server, the nodes of a cluster, or Sentinels that know which server it is. */
export interface Addresses {
  kind: "server" | "cluster" | "sentinel";
  /** As they were given, each of them an address of its own. */
  urls: readonly string[];
  tls: TlsFiles;
}

const SENTINEL_PORT = 26_379;
const PORT = 6_379;

/** A host as programs take it: an IPv6 address without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

export const isTls = (url: string) => url.startsWith("rediss");

const isSentinel = (url: string) => /^rediss?\+sentinel:/.test(url);

/** The port of an address, or the usual one. */
export function portOf(url: string): number {
  const { port } = new URL(url);
  if (port !== "") return Number(port);
  return isSentinel(url) ? SENTINEL_PORT : PORT;
}

/** Several addresses are a cluster's nodes, unless they are those of Sentinels. */
export function addressesOf(urls: readonly string[], tls: TlsFiles = {}): Addresses {
  const [first = ""] = urls;
  if (isSentinel(first)) return { kind: "sentinel", urls, tls };
  return { kind: urls.length > 1 ? "cluster" : "server", urls, tls };
}

/** User, password and TLS, which are those of the first address for all servers. */
export function credentialsOf({ urls: [url = ""], tls }: Addresses) {
  const { username, password } = new URL(url);
  return {
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(isTls(url) ? { tls } : {}),
  };
}

/** The master's name and database, and what Sentinels themselves want. */
export function sentinelsOf({ urls, tls }: Addresses) {
  const first = new URL(urls[0] ?? "");
  const [name = "", db = "0"] = first.pathname.slice(1).split("/");
  const [user, password] = ["sentinelUsername", "sentinelPassword"].map((one) => first.searchParams.get(one));
  return {
    sentinels: urls.map((url) => ({ host: hostOf(new URL(url)), port: portOf(url) })),
    name: decodeURIComponent(name),
    db: Number(db),
    ...(user ? { sentinelUsername: user } : {}),
    ...(password ? { sentinelPassword: password } : {}),
    ...(isTls(first.href) ? { sentinelTLS: tls, enableTLSForSentinelMode: true } : {}),
  };
}

/** The database that the addresses name. */
export function databaseOf({ kind, urls: [url = ""] }: Addresses): number {
  const parts = new URL(url).pathname.slice(1).split("/");
  return Number((kind === "sentinel" ? parts[1] : parts[0]) || "0");
}
