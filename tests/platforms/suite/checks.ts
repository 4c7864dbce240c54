import type { PlatformHarness } from "../harness.ts";

/** What the parts of the suite are given: the harness of the running test, and how to add a test. */
export interface Checks {
  at(): PlatformHarness;
  check(title: string, run: () => Promise<void>, timeout?: number): void;
}
