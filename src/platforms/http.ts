import type { IncomingMessage, ServerResponse } from "node:http";

/** One address that a platform serves on the bot's own HTTP server. A path is matched whole, or by its pattern. */
export interface HttpRoute {
  /** In capitals; absent: any. */
  method?: string;
  path: string | RegExp;
  handle(req: IncomingMessage, res: ServerResponse): void | Promise<void>;
}
