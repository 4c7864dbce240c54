import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Methods that the bot asks, and what is always answered. */
const ANSWERS: Readonly<Record<string, object>> = {
  "auth.test": { ok: true, team_id: "T1", user_id: "UBOT", bot_id: "B1", url: "https://acme.slack.com/" },
  "users.info": { ok: true, user: { id: "U1", name: "ada", profile: { display_name: "Ada" } } },
  "chat.postMessage": { ok: true, channel: "C1", ts: "1.1" },
};

/** A Slack that answers at once and always the same: what is measured is the app, not this. */
export async function startConstantSlack() {
  const waiting = new Map<string, () => void>();
  const server = createServer((req, res) => {
    req.resume();
    req.on("end", () => {
      const name = req.url?.slice(req.url.lastIndexOf("/") + 1) ?? "";
      res.writeHead(200, { "content-type": "application/json", "x-oauth-scopes": "commands,chat:write" });
      res.end(JSON.stringify(ANSWERS[name] ?? { ok: true }));
      waiting.get(name)?.();
      waiting.delete(name);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `${origin}/api/`,
    /** A `response_url`, and when it is used. */
    responseUrl(name: string): { url: string; used: Promise<void> } {
      return {
        url: `${origin}/commands/${name}`,
        used: new Promise<void>((resolve) => waiting.set(name, resolve)),
      };
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
