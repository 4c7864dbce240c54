import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Address {
  /** As REDIS_URL. */
  url: string;
  /** Where new connections go from now on; those that are there stay where they are. */
  lead(port: number): void;
  /** Cuts every connection. */
  cut(): void;
  stop(): Promise<void>;
}

/** An address that leads to one server now and to another one later, as a service does in front of replicas. */
export async function startProxy(port: number): Promise<Address> {
  let target = port;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.pipe(to);
      from.on("error", () => {});
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead: (next) => {
      target = next;
    },
    cut,
    stop: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
