import { platformSuite } from "../suite.ts";
import { webHarness } from "./harness.ts";

platformSuite("Playground", () => webHarness(), {
  "says what is missing where it may not write": "the bot may write in every channel of the playground",
  "tells when a channel is gone or the bot was removed": "the playground's channels and its bot stay",
  "a server in trouble is unsure or failed, never posted and never thrown":
    "messages are kept in memory, with no server between",
});
