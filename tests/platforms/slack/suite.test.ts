import { platformSuite } from "../suite.ts";
import { makeHarness } from "./harness.ts";

platformSuite("Slack over Socket Mode", () => makeHarness("socket", 50));
platformSuite("Slack over HTTP", () => makeHarness("http", 50));
