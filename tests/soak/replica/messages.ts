/** Where a process can be killed: a named step, and how far it got with it. */
export interface CrashPoint {
  /** `redis open_window`, `discord POST /channels/:id/messages`, `slack chat.postMessage`. */
  step: string;
  /** before: it was not sent. sent: nobody read the answer. after: the answer came, and nothing was done with it. */
  when: "before" | "sent" | "after";
}

export const nameOf = ({ step, when }: CrashPoint): string => `${when} ${step}`;

/** What the driver tells a replica. */
export type Order =
  | { kind: "start"; env: Readonly<Record<string, string>>; offset: number }
  /** All its clocks are this far ahead of the machine's, in milliseconds. */
  | { kind: "clock"; offset: number }
  /** Dies at whichever of these points it reaches first, and writes into the file which one it was. */
  | { kind: "crash"; points: readonly CrashPoint[]; file: string }
  /** Holds everything up at this point: the driver stops the process there. */
  | { kind: "halt"; point: CrashPoint | null }
  | { kind: "memory" }
  | { kind: "stop" };

/** What a replica tells the driver. */
export type Report =
  | { kind: "warm" }
  | { kind: "ready"; url: string }
  | { kind: "failed"; why: string }
  | { kind: "clock"; offset: number }
  | { kind: "armed" }
  /** It is at the point where it was to halt. */
  | { kind: "halted" }
  /** Steps that were taken since the last report. */
  | { kind: "steps"; steps: readonly string[] }
  | { kind: "log"; line: string }
  | { kind: "memory"; heap: number; rss: number; cpu: number }
  | { kind: "stopped" };
