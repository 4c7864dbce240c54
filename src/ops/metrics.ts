import { Counter, collectDefaultMetrics, Registry } from "prom-client";
import type { Counted, Meter } from "../engine/ports/log.ts";

/** What is counted, with its labels. */
const EVENTS: { [E in keyof Counted]: { help: string; labels: readonly Counted[E][] } } = {
  commands: { help: "Commands that were run", labels: ["command"] },
  answers: { help: "Answers that came in, by what became of them", labels: ["mode", "via", "outcome"] },
  rounds: { help: "Questions that were asked", labels: ["mode", "kind"] },
  posts: { help: "Messages of daily rounds, by what the platform said", labels: ["what", "outcome"] },
  failures: { help: "Use cases and jobs that failed", labels: ["what"] },
  reports: { help: "Reports of mistakes in questions", labels: ["item"] },
};

export interface Metrics extends Meter {
  /** The text of `/metrics`, in the Prometheus format. */
  text(): Promise<string>;
  contentType: string;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<keyof Counted, Counter>();
  for (const [event, { help, labels }] of Object.entries(EVENTS)) {
    const counter = new Counter({
      name: `dlq_${event}_total`,
      help,
      labelNames: [...labels],
      registers: [registry],
    });
    counters.set(event as keyof Counted, counter);
  }
  return {
    count: (event, labels) => counters.get(event)?.inc(labels),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
