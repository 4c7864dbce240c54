import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import { report } from "./report.mjs";

/** Bolt as it comes: a command is acknowledged and answered with a constant. */
const {
  SLACK_BOT_TOKEN: token,
  SLACK_SIGNING_SECRET: signingSecret = "",
  SLACK_API_URL: slackApiUrl = "",
} = process.env;
const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
const app = new App({ token, receiver, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl } });
app.command("/dlq", async ({ ack, respond }) => {
  await ack();
  await respond({ response_type: "in_channel", text: "A question" });
});
const server = await app.start(0);
report(`http://127.0.0.1:${server.address().port}/slack/events`);
