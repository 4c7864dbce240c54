import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { parse } from "yaml";
import { createMetrics, outboxReadings } from "../../src/ops/metrics.ts";
import { createTracer } from "../../src/ops/tracing.ts";

const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Every name of a metric in an expression of Prometheus's language. */
const namesIn = (expression: string): string[] =>
  expression.match(/\b(dlq|nodejs|process)_[a-z0-9_]+/g) ?? [];

/** Labels by which an expression groups or chooses, with the names of metrics left out. */
function labelsIn(expression: string): string[] {
  const grouped = [...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(/,\s*/));
  const chosen = [...expression.matchAll(/([a-z_]+)=~?"/g)].map(([, label = ""]) => label);
  return [...grouped, ...chosen].filter((label) => label !== "le");
}

function expressions(): string[] {
  const dashboard = JSON.parse(readFileSync("docs/watching/dashboard.json", "utf8"));
  const rules = parse(readFileSync("docs/watching/alerts.yml", "utf8"));
  return [
    ...dashboard.panels.flatMap((panel: { targets: { expr: string }[] }) => panel.targets.map((t) => t.expr)),
    ...rules.groups.flatMap((group: { rules: { expr: string }[] }) => group.rules.map((rule) => rule.expr)),
  ];
}

/** What there is: the names of samples, with the labels that each has. */
async function samples(): Promise<Map<string, Set<string>>> {
  const metrics = createMetrics();
  const waiting = { live: 0, question: 3, result: 0, summary: 0, message: 0, seed: 0, count: 0 };
  metrics.reads("outbox_jobs", async () =>
    outboxReadings([{ platform: "discord", waiting, later: 1, underWay: 2, failed: 0 }]),
  );
  metrics.count("posts", { what: "daily", outcome: "posted" });
  metrics.count("failures", { what: "button" });
  metrics.count("opinions", { outcome: "held" });
  metrics.count("opinion_tokens", { said: "yes" }, 900);
  metrics.took("opinions", {}, 2);
  metrics.count("limited", { platform: "discord", what: "post" });
  metrics.count("refused", { platform: "discord", status: "403" });
  metrics.count("retries", { what: "close" });
  metrics.count("answers", { mode: "daily", via: "button", outcome: "taken" });
  for (const event of ["acknowledged", "handled"] as const)
    metrics.took(event, { platform: "slack", what: "button" }, 0.1);
  metrics.took("uses", { what: "button" }, 0.1);
  metrics.took("scripts", { script: "record_daily" }, 0.001);
  metrics.took("openings", { platform: "slack" }, 1);
  const found = new Map<string, Set<string>>();
  for (const line of (await metrics.text()).split("\n")) {
    const [, name, labels = ""] = /^([a-z0-9_]+)(?:\{(.*)\})? /.exec(line) ?? [];
    if (name === undefined) continue;
    const of = found.get(name) ?? new Set();
    for (const [, label = ""] of labels.matchAll(/([a-z_]+)="/g)) of.add(label);
    found.set(name, of);
  }
  return found;
}

it("the dashboard and the alerts ask for metrics and labels that there are", async () => {
  const there = await samples();
  const asked = expressions();
  expect(asked.length).toBeGreaterThan(20);
  for (const expression of asked) {
    const names = namesIn(expression);
    expect([expression, names.length]).not.toEqual([expression, 0]);
    for (const name of names) {
      expect([expression, [...there.keys()]]).toEqual([expression, expect.arrayContaining([name])]);
      const labels = there.get(name);
      for (const label of labelsIn(expression))
        expect([expression, label, labels?.has(label)]).toEqual([expression, label, true]);
    }
  }
});

it("the alert of a ban counts all that Discord counts, refused rights and tokens too", () => {
  const ban = expressions().find((expression) => expression.includes("> 1000") && expression.includes("10m"));
  expect(ban).toContain("dlq_refused_total");
});

it("a look at a metric that cannot be read leaves the others alone", async () => {
  const metrics = createMetrics();
  metrics.reads("outbox_jobs", async () => Promise.reject(new Error("Redis is away")));
  metrics.count("failures", { what: "button" });
  expect(await metrics.text()).toContain('dlq_failures_total{what="button"} 1');
});

it("notes how long work took, whether or not it failed", async () => {
  const metrics = createMetrics();
  await metrics.timed("uses", { what: "button" }, async () => {});
  await expect(
    metrics.timed("uses", { what: "button" }, () => Promise.reject(new Error("broken"))),
  ).rejects.toThrow("broken");
  expect(await metrics.text()).toContain('dlq_uses_seconds_count{what="button"} 2');
});

interface Sent {
  resourceSpans: {
    scopeSpans: {
      spans: {
        name: string;
        spanId: string;
        parentSpanId?: string;
        traceId: string;
        status: { code?: number; message?: string };
      }[];
    }[];
  }[];
}

it("a press is one trace from its arrival to its scripts, and a failure shows without what people wrote", async () => {
  const bodies: Sent[] = [];
  const collector = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk) => {
      body += chunk;
    });
    req.on("end", () => {
      expect(req.url).toBe("/v1/traces");
      bodies.push(JSON.parse(body));
      res.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => collector.once("listening", resolve));
  ends.push(() => collector.close());
  const tracer = await createTracer(`http://127.0.0.1:${(collector.address() as AddressInfo).port}/`);
  const metrics = createMetrics(tracer);
  const press = (work: () => Promise<void>) =>
    metrics.timed("handled", { platform: "discord", what: "button" }, () =>
      metrics.timed("uses", { what: "button" }, () =>
        metrics.timed("scripts", { script: "record_daily" }, work),
      ),
    );
  await Promise.all([
    press(async () => {}),
    press(async () => Promise.reject(new Error("what somebody wrote"))).catch(() => undefined),
  ]);
  await tracer.stop();
  const spans = bodies.flatMap((body) =>
    body.resourceSpans.flatMap((r) => r.scopeSpans.flatMap((s) => s.spans)),
  );
  expect(spans).toHaveLength(6);
  const traces = new Set(spans.map(({ traceId }) => traceId));
  expect(traces.size).toBe(2);
  for (const script of spans.filter(({ name }) => name === "scripts record_daily")) {
    const use = spans.find(({ spanId }) => spanId === script.parentSpanId);
    const handled = spans.find(({ spanId }) => spanId === use?.parentSpanId);
    expect([use?.name, handled?.name, handled?.parentSpanId]).toEqual([
      "uses button",
      "handled discord button",
      undefined,
    ]);
  }
  expect(spans.filter(({ status }) => status.code === 2)).toHaveLength(3);
  expect(JSON.stringify(bodies)).not.toContain("what somebody wrote");
});
