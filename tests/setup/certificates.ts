import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A certificate with its key, as files and as text. */
export interface Certificate {
  files: { cert: string; key: string };
  cert: string;
  key: string;
}

const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "ignore" });

/** An authority of its own, and certificates that it signs. */
export function createAuthority() {
  const folder = mkdtempSync(join(tmpdir(), "tls-"));
  const at = (name: string) => join(folder, name);
  const [ca, caKey] = [at("ca.pem"), at("ca.key")];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...key, "-days", "2", "-subj", "/CN=authority", "-keyout", caKey, "-out", ca);
  let serial = 0;
  return {
    ca: readFileSync(ca, "utf8"),
    file: ca,
    /** @param names as a certificate lists them: DNS:redis.example,IP:127.0.0.1 */
    sign: (names: string): Certificate => {
      const name = `${++serial}`;
      const files = { cert: at(`${name}.pem`), key: at(`${name}.key`) };
      const by = ["-CA", ca, "-CAkey", caKey, "-days", "2", "-addext", `subjectAltName=${names}`];
      openssl("req", "-x509", ...key, ...by, "-subj", "/CN=bot", "-keyout", files.key, "-out", files.cert);
      return { files, cert: readFileSync(files.cert, "utf8"), key: readFileSync(files.key, "utf8") };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
