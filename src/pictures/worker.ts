import { platform, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { Resvg } from "@resvg/resvg-js";
import type { Drawing } from "../cards/drawing.ts";
import type { Look } from "../cards/ports.ts";
import { drawSvg, readyFor } from "./draw.ts";

/** What the thread is asked for, and what it gives. */
export interface Task {
  id: number;
  drawing: Drawing;
  look: Look;
  form: "png" | "svg";
}
export type Made =
  | { id: number; ok: true; bytes: Uint8Array; width: number; height: number }
  | { id: number; ok: false; why: string };

/** Dots for each unit, so that it is sharp on phones. */
const DENSITY = 2;

/** Acknowledgements come first. On Linux this is about the thread that says so, elsewhere about the whole process. */
const PATIENT = 15;
if (platform() === "linux") setPriority(PATIENT);

function make({ drawing, look, form }: Task): { bytes: Uint8Array; width: number; height: number } {
  const { svg, width, height } = drawSvg(drawing, look);
  if (form === "svg") return { bytes: new TextEncoder().encode(svg), width, height };
  const dots = new Resvg(svg, { fitTo: { mode: "zoom", value: DENSITY }, font: { loadSystemFonts: false } });
  // What Node's own pool or the native side holds cannot be handed over.
  return { bytes: Uint8Array.from(dots.render().asPng()), width, height };
}

parentPort?.on("message", async (task: Task) => {
  try {
    await readyFor(task.drawing);
    const made = make(task);
    parentPort?.postMessage({ id: task.id, ok: true, ...made } satisfies Made, [
      made.bytes.buffer as ArrayBuffer,
    ]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    parentPort?.postMessage({ id: task.id, ok: false, why } satisfies Made);
  }
});
