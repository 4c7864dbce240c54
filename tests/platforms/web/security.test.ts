import { once } from "node:events";
import { type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LIMITS } from "../../../src/platforms/web/limits.ts";
import { sampleNotice, sampleQuestion } from "../samples.ts";
import { found, sight } from "../suite/looking.ts";
import { type WebHarness, webHarness } from "./harness.ts";

let web: WebHarness;
beforeEach(async () => {
  web = await webHarness();
});
afterEach(() => web.close());

interface Sent {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: string;
}

/** A request with any headers, the host's included, which `fetch` would not let through. */
async function ask(
  path: string,
  { method = "GET", headers = {}, body = "" }: Sent = {},
  url = web.server.url,
) {
  const sent = request(new URL(url).origin + path, { method, headers, agent: false });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  response.setEncoding("utf8");
  let text = "";
  // A stream never ends by itself.
  if (!path.includes("events")) for await (const chunk of response) text += chunk;
  else response.destroy();
  return { status: response.statusCode, headers: response.headers, text };
}

const line = { member: "ada", channel: "study-group", delivery: "delivery-1", line: "me" };
const json = { "content-type": "application/json" };
const post = (body: unknown, headers: OutgoingHttpHeaders = json) =>
  ask("/playground/api/line", { method: "POST", headers, body: JSON.stringify(body) });
const addresses = [
  "/",
  "/playground/app.js",
  "/playground/api/events?member=ada",
  "/playground/api/complete?line=c",
];

describe("who may talk to the playground", () => {
  it.each(["127.0.0.1:3000", "localhost", "localhost:80", "[::1]:3000", "LOCALHOST:3000"])(
    "answers to %s",
    async (host) => {
      for (const path of addresses) expect((await ask(path, { headers: { host } })).status).toBe(200);
    },
  );

  it.each([
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example:3000",
    "evil.example:3000",
    "10.0.0.7",
  ])("refuses the name %s, which may have been pointed here", async (host) => {
    for (const path of addresses) expect((await ask(path, { headers: { host } })).status).toBe(403);
    expect((await post(line, { ...json, host, origin: `http://${host}` })).status).toBe(403);
    expect(web.inbound.calls).toEqual([]);
  });

  it.each(["http://evil.example", "null", "http://127.0.0.1:1", "file://"])(
    "refuses what a page of %s sends",
    async (origin) => {
      expect((await post(line, { ...json, origin })).status).toBe(403);
      expect((await ask(addresses[2] ?? "", { headers: { origin } })).status).toBe(403);
      expect(web.inbound.calls).toEqual([]);
    },
  );

  it("takes what its own page sends, and what comes from no page", async () => {
    expect(
      (await post(line, { ...json, origin: web.server.url, "sec-fetch-site": "same-origin" })).status,
    ).toBe(202);
    expect((await post({ ...line, delivery: "delivery-2" })).status).toBe(202);
  });

  it("refuses what another site embeds or fetches, and lets a link to it be followed", async () => {
    for (const site of ["cross-site", "same-site"]) {
      const headers = { "sec-fetch-site": site };
      for (const path of addresses) expect((await ask(path, { headers })).status).toBe(403);
      expect((await ask("/", { headers: { ...headers, "sec-fetch-mode": "navigate" } })).status).toBe(200);
    }
  });

  it("opened to any host on purpose, still refuses another site's page", async () => {
    const open = await webHarness({ hosts: { names: [], isAny: true } });
    const host = "study.example";
    const send = (headers: OutgoingHttpHeaders) =>
      ask(
        "/playground/api/line",
        { method: "POST", headers: { ...json, host, ...headers }, body: JSON.stringify(line) },
        open.server.url,
      );
    expect((await ask("/", { headers: { host } }, open.server.url)).status).toBe(200);
    expect((await send({ origin: "https://evil.example" })).status).toBe(403);
    expect((await send({ origin: "https://study.example" })).status).toBe(202);
    await open.close();
  });

  it("posts behind a proxy or in a codespace, whose page has another name than the request", async () => {
    const hosts = { names: ["study.example", ".app.github.dev"], isAny: false };
    const proxied = await webHarness({ hosts });
    let n = 0;
    const send = async (host: string, origin: string) => {
      const body = JSON.stringify({ ...line, delivery: `delivery-${++n}` });
      const headers = { ...json, host, origin, "sec-fetch-site": "same-origin" };
      return ask("/playground/api/line", { method: "POST", headers, body }, proxied.server.url);
    };
    const space = "https://cool-waffle-3000.app.github.dev";
    for (const [host, origin] of [
      ["localhost:3000", space],
      ["cool-waffle-3000.app.github.dev", space],
      ["localhost:3000", "https://study.example"],
      ["study.example:443", "https://study.example"],
    ] as const)
      expect([host, (await send(host, origin)).status]).toEqual([host, 202]);
    for (const [host, origin] of [
      ["localhost:3000", "https://evil.example"],
      ["localhost:3000", "https://app.github.dev.evil.example"],
      ["evilstudy.example", "https://evilstudy.example"],
      ["study.example", "https://evilapp.github.dev"],
    ] as const)
      expect([host, (await send(host, origin)).status]).toEqual([host, 403]);
    expect((await send("localhost:3000", "https://mine.example")).text).toContain("PUBLIC_URL=");
    await proxied.close();
  });

  it("sends the policy of the page with everything, refusals too", async () => {
    for (const headers of [{}, { host: "evil.example" }]) {
      const answer = await ask("/", { headers });
      const policy = String(answer.headers["content-security-policy"]);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(answer.headers["x-content-type-options"]).toBe("nosniff");
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    }
  });
});

describe("what the playground takes in", () => {
  it.each([
    ["an unknown member", { ...line, member: "eve" }],
    ["an unknown channel", { ...line, channel: "direct-ben" }],
    ["a field too many", { ...line, isAdmin: true }],
    ["a field too few", { ...line, line: undefined }],
    ["a line that is no text", { ...line, line: ["me"] }],
    ["a line that is too long", { ...line, line: "x".repeat(LIMITS.line + 1) }],
    ["a delivery that says nothing", { ...line, delivery: "" }],
    ["a delivery with other signs", { ...line, delivery: "a|b|c|d|e|f" }],
    ["no object", "me"],
    ["nothing", null],
  ])("refuses %s", async (_name, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text).message).not.toBe("");
    expect(web.inbound.calls).toEqual([]);
  });

  it("says why it refuses in the language of the browser", async () => {
    const answer = await ask("/playground/api/home?member=eve", { headers: { "accept-language": "de-AT" } });
    expect([answer.status, JSON.parse(answer.text).message]).toEqual([404, "Hier ist nichts."]);
  });

  it("refuses what is no JSON, broken JSON and bodies that are too long", async () => {
    const send = (body: string, type = "application/json") =>
      ask("/playground/api/line", { method: "POST", headers: { "content-type": type }, body });
    expect((await send(JSON.stringify(line), "text/plain")).status).toBe(415);
    expect((await send(JSON.stringify(line), "application/x-www-form-urlencoded")).status).toBe(415);
    expect((await send('{"member":')).status).toBe(400);
    for (const length of [LIMITS.body, 5_000_000]) {
      expect((await send(JSON.stringify({ ...line, line: "x".repeat(length) }))).status).toBe(413);
    }
    expect((await send(JSON.stringify(line), "application/json; charset=utf-8")).status).toBe(202);
  });

  it.each([
    "/playground/..%2f..%2fpackage.json",
    "/playground/%2e%2e/index.ts",
    "/playground/../index.ts",
    "/playground/",
    "/playground/api/constructor",
    "/playground/api/events?member=eve",
    "/playground/api/home?member=ada&channel=nowhere",
  ])("has nothing at %s", async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it.each(["constructor", "toString", "__proto__", "nothing"])("takes nothing in at %s", async (name) => {
    const answer = await ask(`/playground/api/${name}`, {
      method: "POST",
      headers: json,
      body: JSON.stringify(line),
    });
    expect(answer.status).toBe(404);
  });

  it("takes nothing in once it stops", async () => {
    await web.platform.stop();
    expect((await post(line)).status).toBe(503);
    expect((await ask("/playground/api/home?member=ada&channel=study-group")).status).toBe(503);
  });
});

describe("presses", () => {
  async function privateQuestion() {
    web.inbound.answer(sampleQuestion({ visibility: "private" }));
    await web.ada.run("dlq", null, {});
    return (await sight(web.ada, "receptive field")).ref.message;
  }

  it("are refused on a message that belongs to somebody else", async () => {
    const message = await privateQuestion();
    const button = web.visitors.ada.messages[0]?.view.buttons[0]?.id;
    expect((await web.visitors.ben.act("button", { message, button })).status).toBe(409);
    expect(web.inbound.calls).toHaveLength(1);
  });

  it("are refused where the message has no such button, is gone, or stands elsewhere", async () => {
    const message = await privateQuestion();
    const { ada } = web.visitors;
    const button = ada.messages[0]?.view.buttons[0]?.id;
    expect((await ada.act("button", { message, button: "dlq:answer:another-round:1" })).status).toBe(409);
    expect((await ada.act("button", { message: "m0-1", button })).status).toBe(409);
    expect((await ada.act("button", { message, button, channel: "interview-prep" })).status).toBe(409);
    expect((await ada.act("button", { message, button: "dlq:report:receptive-field-1" })).status).toBe(409);
    expect((await ada.act("reaction", { message, choice: 1 })).status).toBe(409);
    expect((await ada.act("reaction", { message, choice: 6 })).status).toBe(400);
    expect(web.inbound.calls).toHaveLength(1);
    expect((await ada.act("button", { message, button })).status).toBe(202);
    await found(() => web.inbound.calls[1], "the press");
  });

  it("on a form are refused where too little or too much was written", async () => {
    const { ada } = web.visitors;
    const send = (text: string) => ada.act("form", { form: "report", item: "receptive-field-1", text });
    expect((await send("   no   ")).status).toBe(409);
    expect((await send("x".repeat(501))).status).toBe(409);
    web.inbound.answer(sampleNotice("Thanks."));
    expect((await send("  wrong key  ")).status).toBe(202);
    await sight(web.ada, "Thanks.");
    expect(web.inbound.last("form").text).toBe("wrong key");
  });
});
