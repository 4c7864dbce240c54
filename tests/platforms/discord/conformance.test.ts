import { platformSuite } from "../suite.ts";
import { discordHarness } from "./harness.ts";

platformSuite("Discord", () => discordHarness());
