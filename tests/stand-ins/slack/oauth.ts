import { SCOPES, type Scope } from "./scopes.ts";
import { type Json, newWorkspace, secret, type WorkspaceState } from "./state.ts";
import type { World } from "./world.ts";

export interface OAuthApp {
  clientId: string;
  clientSecret: string;
}

const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);

/** Installing into a workspace: the consent page and the exchange of its code for a token. */
export class OAuth {
  readonly app: OAuthApp = { clientId: "1.2", clientSecret: secret("client") };
  readonly #codes = new Map<
    string,
    { workspace: WorkspaceState; scopes: readonly Scope[]; isOrganization: boolean }
  >();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /**
   * A member agrees on Slack's consent page. Gives the query with which Slack sends the browser back.
   * `isOrganization`: for all workspaces of an Enterprise Grid. Throws where the address is not one that Slack would show.
   */
  consent(address: string, workspace: WorkspaceState, isOrganization = false): string {
    const { pathname, searchParams } = new URL(address);
    const scopes = (searchParams.get("scope") ?? "").split(",").filter((s) => s !== "");
    if (pathname !== "/oauth/v2/authorize") throw new Error(`no consent page at ${pathname}`);
    if (searchParams.get("client_id") !== this.app.clientId) throw new Error("invalid_client_id");
    const unknown = scopes.find((scope) => !isScope(scope));
    if (unknown !== undefined || scopes.length === 0) throw new Error(`invalid_scope: ${unknown ?? "none"}`);
    const code = secret("code");
    this.#codes.set(code, { workspace, scopes: scopes.filter(isScope), isOrganization });
    return new URLSearchParams({ code, state: searchParams.get("state") ?? "" }).toString();
  }

  /** `oauth.v2.access`: a code counts once. */
  access(args: Json): Json {
    const refused = (error: string) => ({ ok: false, error });
    if (args.client_id !== this.app.clientId) return refused("invalid_client_id");
    if (args.client_secret !== this.app.clientSecret) return refused("bad_client_secret");
    const code = String(args.code);
    const grant = this.#codes.get(code);
    if (!grant) return refused("invalid_code");
    this.#codes.delete(code);
    const { workspace, scopes, isOrganization } = grant;
    if (!this.#world.workspaces.includes(workspace)) this.#world.workspaces.push(workspace);
    workspace.installed = true;
    workspace.token = secret("xoxb");
    workspace.scopes = new Set(scopes);
    return {
      ok: true,
      access_token: workspace.token,
      token_type: "bot",
      scope: scopes.join(","),
      bot_user_id: workspace.botUser,
      app_id: "A0STANDIN",
      team: isOrganization ? null : { id: workspace.id, name: workspace.name },
      enterprise: isOrganization ? { id: "E0ACME", name: workspace.name } : null,
      authed_user: { id: "U0INSTALLER" },
      is_enterprise_install: isOrganization,
    };
  }

  /** A workspace that has not installed the app yet. */
  outside(name: string): WorkspaceState {
    const workspace = newWorkspace(name, []);
    workspace.installed = false;
    return workspace;
  }
}
