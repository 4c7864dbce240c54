import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { LIMITS, TIMES } from "./limits.ts";
import type { Happening } from "./room.ts";

export interface Streams {
  publish(happening: Happening): void;
  /**
   * Server-Sent Events for the page of one member. A page that comes back with `Last-Event-ID` gets what it
   * missed; one that was away too long, or is new, gets a snapshot first.
   */
  open(req: IncomingMessage, res: ServerResponse, member: string, snapshot: () => object): void;
  /** Ends all streams. */
  close(): void;
}

const mayKnow = (happening: Happening, member: string) => happening.to === null || happening.to === member;

/** One event in the wire format of the HTML standard, section 9.2. */
function frame(id: string, name: string, data: object): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

export function createStreams(): Streams {
  // A page may have been open through a restart: ids of another run mean nothing here.
  const run = randomBytes(4).toString("hex");
  const events: { no: number; happening: Happening }[] = [];
  const open = new Map<ServerResponse, string>();
  let newest = 0;

  const idOf = (no: number) => `${run}.${no}`;

  function send(res: ServerResponse, text: string): void {
    if (res.writableLength > LIMITS.backlog) res.destroy();
    else res.write(text);
  }

  /** The events that a page missed, or null where that is not known any more. */
  function missed(lastId: unknown): readonly { no: number; happening: Happening }[] | null {
    const [theirRun, no] = typeof lastId === "string" ? lastId.split(".") : [];
    const seen = Number(no);
    const oldest = events[0]?.no ?? newest + 1;
    if (theirRun !== run || !Number.isInteger(seen) || seen < oldest - 1 || seen > newest) return null;
    return events.filter((event) => event.no > seen);
  }

  const beat = setInterval(() => {
    for (const res of open.keys()) send(res, ": still here\n\n");
  }, TIMES.heartbeat);
  beat.unref();

  return {
    publish(happening) {
      newest += 1;
      events.push({ no: newest, happening });
      if (events.length > LIMITS.events) events.shift();
      const text = frame(idOf(newest), happening.name, happening.data);
      for (const [res, member] of open) if (mayKnow(happening, member)) send(res, text);
    },

    open(req, res, member, snapshot) {
      if (open.size >= LIMITS.streams) {
        res.writeHead(503, { "retry-after": "10" }).end();
        return;
      }
      res.writeHead(200, {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      res.write(`retry: ${TIMES.retry}\n\n`);
      const gap = missed(req.headers["last-event-id"]);
      if (gap === null) send(res, frame(idOf(newest), "snapshot", snapshot()));
      for (const { no, happening } of gap ?? []) {
        if (mayKnow(happening, member)) send(res, frame(idOf(no), happening.name, happening.data));
      }
      open.set(res, member);
      res.on("close", () => open.delete(res));
    },

    close() {
      clearInterval(beat);
      for (const res of open.keys()) res.end();
      open.clear();
    },
  };
}
