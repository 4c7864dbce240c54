import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Counted, Meter, Timed } from "../engine/ports/log.ts";
import type { Depth } from "../engine/ports/outbox.ts";
import type { Tracer } from "./tracing.ts";

/** What is counted, with its labels. */
const EVENTS: { [E in keyof Counted]: { help: string; labels: readonly Counted[E][] } } = {
  commands: { help: "Commands that were run", labels: ["command"] },
  answers: { help: "Answers that came in, by what became of them", labels: ["mode", "via", "outcome"] },
  rounds: { help: "Questions that were asked", labels: ["mode", "kind"] },
  posts: { help: "Messages of the bot's own accord, by what the platform said", labels: ["what", "outcome"] },
  failures: { help: "Use cases and jobs that failed", labels: ["what"] },
  limited: {
    help: "Requests that a platform refused because there were too many",
    labels: ["platform", "what"],
  },
  refused: {
    help: "Requests that a platform refused and counts against the bot, by status",
    labels: ["platform", "status"],
  },
  retries: { help: "Work that is tried again", labels: ["what"] },
  reports: {
    help: "Reports of mistakes in questions, and once more as what each was meant",
    labels: ["item", "kind"],
  },
  praised: { help: "How often somebody said that a question is a good one", labels: ["item"] },
  opinions: { help: "Opinions that a language model was asked for, by outcome", labels: ["outcome"] },
  opinion_tokens: { help: "Tokens of the language model, by whether its server said so", labels: ["said"] },
  reminders: { help: "Looks at the reminders of a learner, by what came of them", labels: ["outcome"] },
  pictures: { help: "Pictures that were asked for, by what became of them", labels: ["outcome"] },
};

/** Seconds; a platform waits three for an acknowledgement. */
const SOON = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10];
/** Seconds; no script is to take over five milliseconds. */
const SCRIPT = [0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5];
/** Seconds; a fan-out of ten thousand groups takes minutes at a platform's pace. */
const LATE = [0.1, 0.5, 1, 2, 5, 15, 60, 300, 900, 3600];

/** Seconds; a language model is given up after 25. */
const THINKING = [0.5, 1, 2, 3, 5, 7, 10, 15, 20, 30];

/** What is timed, with its labels and the bounds of its buckets. */
const TIMES: { [E in keyof Timed]: { help: string; labels: readonly Timed[E][]; buckets: number[] } } = {
  acknowledged: {
    help: "From the arrival of a press to the platform's having its acknowledgement",
    labels: ["platform", "what"],
    buckets: SOON,
  },
  handled: {
    help: "From the arrival of a press to its reply being shown",
    labels: ["platform", "what"],
    buckets: SOON,
  },
  uses: { help: "From a parsed press to its reply as data", labels: ["what"], buckets: SOON },
  scripts: { help: "A script of the store, there and back", labels: ["script"], buckets: SCRIPT },
  openings: {
    help: "How far behind its hour a daily question came up",
    labels: ["platform"],
    buckets: LATE,
  },
  opinions: { help: "A language model, from the question to its opinion", labels: [], buckets: THINKING },
  pictures: { help: "A picture, from its turn to its bytes", labels: ["what"], buckets: SOON },
};

/** What is read when `/metrics` is asked for, with its labels. */
interface Read {
  outbox_jobs: "platform" | "state" | "priority";
}
const GAUGES: { [E in keyof Read]: { help: string; labels: readonly Read[E][] } } = {
  outbox_jobs: {
    help: "Jobs of the outbox: waiting by priority, later, under way, failed for good",
    labels: ["platform", "state", "priority"],
  },
};

export interface Metrics extends Meter {
  /** Says how `dlq_<name>` is read; where that fails it is left out of that look. */
  reads<E extends keyof Read>(
    name: E,
    read: () => Promise<readonly { labels: Record<Read[E], string>; value: number }[]>,
  ): void;
  /** The text of `/metrics`, in the Prometheus format. */
  text(): Promise<string>;
  contentType: string;
}

const SECOND = 1000;

/** @param tracer what keeps spans; null: nothing does */
export function createMetrics(tracer: Tracer | null = null): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  for (const [event, { help, labels }] of Object.entries(EVENTS))
    counters.set(
      event,
      new Counter({ name: `dlq_${event}_total`, help, labelNames: [...labels], registers }),
    );
  const histograms = new Map<string, Histogram>();
  for (const [event, { help, labels, buckets }] of Object.entries(TIMES))
    histograms.set(
      event,
      new Histogram({ name: `dlq_${event}_seconds`, help, labelNames: [...labels], buckets, registers }),
    );
  /** Looking up the one for a set of labels costs the library more than noting a time does. */
  const children = new Map<string, { observe(value: number): void } | undefined>();
  const took: Meter["took"] = (event, labels, seconds) => {
    let key: string = event;
    for (const value of Object.values<string>(labels)) key += `|${value}`;
    let child = children.get(key);
    if (child === undefined) {
      child = histograms.get(event)?.labels(labels);
      children.set(key, child);
    }
    child?.observe(seconds);
  };
  return {
    count: (event, labels, amount = 1) => counters.get(event)?.inc(labels, amount),
    took,
    timed: async (event, labels, work) => {
      const began = performance.now();
      try {
        return await (tracer === null ? work() : tracer.span(event, labels, work));
      } finally {
        took(event, labels, (performance.now() - began) / SECOND);
      }
    },
    reads: (name, read) => {
      const { help, labels } = GAUGES[name];
      new Gauge({
        name: `dlq_${name}`,
        help,
        labelNames: [...labels],
        registers,
        async collect() {
          const readings = await read().catch(() => []);
          this.reset();
          for (const { labels: of, value } of readings) this.set(of, value);
        },
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** What lies in the outbox, as `dlq_outbox_jobs` tells it: what waits by priority, the rest over all of them. */
export function outboxReadings(depths: readonly Depth[]) {
  return depths.flatMap(({ platform, waiting, later, underWay, failed }) => [
    ...Object.entries(waiting).map(([priority, value]) => ({
      labels: { platform, state: "waiting", priority },
      value,
    })),
    ...Object.entries({ later, "under-way": underWay, failed }).map(([state, value]) => ({
      labels: { platform, state, priority: "all" },
      value,
    })),
  ]);
}
