import { Cluster, Redis } from "ioredis";
import { NO_DATABASE } from "./client.ts";

/** How long a server that owes an answer may say nothing, in milliseconds: longer than anybody blocks it. */
const SILENCE = 20_000;
/** How long a command may take: for ever. Blocking ones do, and others wait until Redis is there. */
const NO_LIMIT = undefined as unknown as number;

const PATIENT = {
  maxRetriesPerRequest: null,
  enableOfflineQueue: true,
  autoResendUnfulfilledCommands: true,
  commandTimeout: NO_LIMIT,
  socketTimeout: SILENCE,
};

/**
 * Another connection to where the store's is. `waits`: for those who wait for jobs; otherwise its commands fail at
 * once where Redis is away, as the store's do. The store says when Redis is away, this one says nothing.
 */
export function queueClient(like: Redis | Cluster, waits: boolean): Redis | Cluster {
  const copy = waits ? patient(like) : alike(like);
  copy.on("error", ({ message }: Error) => {
    // It would go on in database 0, which may be another bot's.
    if (copy instanceof Redis && NO_DATABASE.test(message)) copy.disconnect(true);
  });
  return copy;
}

const alike = (like: Redis | Cluster) => (like instanceof Cluster ? like.duplicate() : like.duplicate());

function patient(like: Redis | Cluster): Redis | Cluster {
  if (!(like instanceof Cluster)) return like.duplicate(PATIENT);
  const { enableOfflineQueue, ...options } = PATIENT;
  return like.duplicate([], { enableOfflineQueue, redisOptions: options });
}
