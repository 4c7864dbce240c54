/** The platforms' own bookkeeping. */
export interface PlatformStore {
  /** True for the first caller with this key within `ttl` ms. */
  claimOnce(key: string, ttl: number): Promise<boolean>;
  /** Slack installations, by team; the value is an opaque JSON text. */
  installations: {
    save(id: string, json: string): Promise<void>;
    fetch(id: string): Promise<string | null>;
    delete(id: string): Promise<void>;
  };
}
