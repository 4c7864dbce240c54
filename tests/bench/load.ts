import { setTimeout as sleep } from "node:timers/promises";

/** What came of one press: milliseconds to its acknowledgement; `done` resolves when it is answered. */
export interface Pressed {
  acknowledged: number;
  done: Promise<unknown>;
}

const PATIENCE = 10_000;

/** A press that is never answered would hold the bench up for good. */
async function answered(press: (i: number) => Promise<Pressed>, i: number): Promise<Pressed> {
  const late = new AbortController();
  const timeout = sleep(PATIENCE, "late" as const, { signal: late.signal }).catch(() => "over" as const);
  const pressed = await press(i);
  if ((await Promise.race([pressed.done, timeout])) === "late")
    throw new Error(`press ${i} was not answered`);
  late.abort();
  return pressed;
}

/** How fast presses go through with so many under way, per second. */
export async function throughput(
  press: (i: number) => Promise<Pressed>,
  { presses, inFlight }: { presses: number; inFlight: number },
): Promise<number> {
  let next = 0;
  const began = performance.now();
  const one = async () => {
    for (let i = next++; i < presses; i = next++) await answered(press, i);
  };
  await Promise.all(Array.from({ length: inFlight }, one));
  return (presses * 1_000) / (performance.now() - began);
}

/** Milliseconds within which 99 of 100 presses are acknowledged that come at an even pace, whatever became of those before. */
export async function latency(
  press: (i: number) => Promise<Pressed>,
  { presses, perSecond }: { presses: number; perSecond: number },
): Promise<number> {
  const began = performance.now();
  const all = Array.from({ length: presses }, async (_, i) => {
    await sleep(Math.max(0, began + (i * 1_000) / perSecond - performance.now()));
    return (await answered(press, i)).acknowledged;
  });
  const sorted = (await Promise.all(all)).sort((a, b) => a - b);
  return sorted[Math.floor(presses * 0.99)] ?? 0;
}
