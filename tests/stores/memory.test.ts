import { memoryHarness } from "./harness.ts";
import { storeSuite } from "./suite.ts";

storeSuite("the memory store", async () => memoryHarness());
