import type { Registry } from "../../command/define.ts";
import type { Words } from "../../words/languages.ts";
import { REDIRECT_PATH } from "./install.ts";
import { LIMITS } from "./limits.ts";
import { EVENTS_PATH } from "./receiver.ts";
import { ASK_ABOUT, ASK_ANYWHERE, BOT_SCOPES, COMMAND, EVENTS } from "./scopes.ts";

/** How Slack reaches the bot: by web sockets, or at this address (`https://bot.example.org`). */
export type Reach = { by: "socket" } | { by: "http"; origin: string };

/** The words that may follow the slash command, as far as Slack shows them. */
function usageHint(registry: Registry): string {
  const ask = registry.commands.find((command) => command.word === "");
  const options = Object.keys(ask?.routes[0]?.options ?? {}).map((name) => `[${name}]`);
  const words = registry.commands.map((command) => command.word).filter((word) => word !== "");
  return `${options.join(" ")} | ${words.join(" | ")}`.slice(0, LIMITS.commandUsageHint);
}

/**
 * The app's manifest, derived from the commands and from what the code listens to and calls. Slack takes
 * it as JSON. Source: docs.slack.dev/reference/app-manifest.
 */
export function createManifest(registry: Registry, reach: Reach, words: Words): Record<string, unknown> {
  const name = words.plain("app.name");
  const at = (path: string) => (reach.by === "http" ? new URL(path, reach.origin).href : undefined);
  const events = at(EVENTS_PATH);
  const request = events === undefined ? {} : { request_url: events };
  const ask = registry.commands.find((command) => command.word === "");
  return {
    display_information: {
      name,
      description: words.plain("app.about"),
      background_color: "#1d3557",
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: COMMAND.slice(1), always_online: true },
      slash_commands: [
        {
          command: COMMAND,
          description: words.plain(ask?.description ?? "app.name").slice(0, LIMITS.commandDescription),
          usage_hint: usageHint(registry),
          // Mentions arrive with their ids.
          should_escape: true,
          ...(events === undefined ? {} : { url: events }),
        },
      ],
      shortcuts: [
        {
          name: words.plain("shortcut.ask").slice(0, LIMITS.shortcutName),
          type: "global",
          callback_id: ASK_ANYWHERE,
          description: words.plain("shortcut.ask.what").slice(0, LIMITS.shortcutDescription),
        },
        {
          name: words.plain("shortcut.about").slice(0, LIMITS.shortcutName),
          type: "message",
          callback_id: ASK_ABOUT,
          description: words.plain("shortcut.about.what").slice(0, LIMITS.shortcutDescription),
        },
      ],
    },
    oauth_config: {
      scopes: { bot: [...BOT_SCOPES] },
      ...(reach.by === "http" ? { redirect_urls: [at(REDIRECT_PATH)] } : {}),
    },
    settings: {
      event_subscriptions: { ...request, bot_events: Object.keys(EVENTS).sort() },
      interactivity: {
        is_enabled: true,
        ...request,
        // Where the choices of a field come from that is found by what is typed.
        ...(events === undefined ? {} : { message_menu_options_url: events }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: reach.by === "socket",
      token_rotation_enabled: false,
    },
  };
}
