import { Client, Events, GatewayIntentBits, MessageFlags } from "discord.js";
import { report } from "./report.mjs";

/** discord.js as it comes: a button is answered with a constant. */
const { DISCORD_TOKEN: token, DISCORD_API_URL: api = "" } = process.env;
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isButton()) await interaction.reply({ content: "Right", flags: MessageFlags.Ephemeral });
});
client.once(Events.ClientReady, () => report(""));
await client.login(token);
