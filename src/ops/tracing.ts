import type { Span } from "@opentelemetry/api";

/** Keeps spans: what was done inside what, and for how long. */
export interface Tracer {
  /** Does work as a span; what it does in turn is inside it. A failure is noted and thrown on. */
  span<T>(name: string, labels: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T>;
  /** Sends what was kept and sends no more. */
  stop(): Promise<void>;
}

const SERVICE = "dl-study-bot";

/** Why a span failed, without a stack and without what people wrote. */
function fail(span: Span, error: unknown, code: number): void {
  span.setStatus({ code, message: error instanceof Error ? error.name : "failed" });
}

/**
 * Sends traces to an OpenTelemetry collector, in batches, by OTLP over HTTP. The libraries are loaded here, so
 * that whoever keeps no traces does not pay for them.
 *
 * @param endpoint the collector's address as in `OTEL_EXPORTER_OTLP_ENDPOINT`, without the path of traces
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export async function createTracer(endpoint: string): Promise<Tracer> {
  const [{ SpanStatusCode, trace }, { BatchSpanProcessor, NodeTracerProvider }, otlp, resources] =
    await Promise.all([
      import("@opentelemetry/api"),
      import("@opentelemetry/sdk-trace-node"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
    ]);
  const exporter = new otlp.OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resources.resourceFromAttributes({ "service.name": SERVICE }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  // Makes the span that is open known to what runs inside it, over every `await`.
  provider.register();
  const tracer = trace.getTracer(SERVICE);
  return {
    span: (name, labels, work) =>
      tracer.startActiveSpan(
        `${name} ${Object.values(labels).join(" ")}`,
        { attributes: labels },
        async (span) => {
          try {
            return await work();
          } catch (error) {
            fail(span, error, SpanStatusCode.ERROR);
            throw error;
          } finally {
            span.end();
          }
        },
      ),
    stop: () => provider.shutdown(),
  };
}
