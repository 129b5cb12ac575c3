import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";

export type LineFault = "refused" | "reset" | "hanging";

/** A line to a server on loopback that can be cut: what is asked through it arrives as it is, until it fails. */
export interface Line {
  readonly origin: string;
  /** No connection is taken any more, or it is reset, or nothing comes through; what is under way is hit too. */
  fail(fault: LineFault): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function startLine(target: string): Promise<Line> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let fault: LineFault | null = null;
  const server: Server = createServer((near) => {
    sockets.add(near);
    near.on("error", () => {}).on("close", () => sockets.delete(near));
    if (fault === "reset") return void near.resetAndDestroy();
    if (fault === "hanging") return;
    const far = connect(Number(port), hostname);
    far.on("error", () => near.destroy());
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    near.pipe(far);
    far.pipe(near);
  });
  const listen = (at: number) =>
    new Promise<void>((resolve) => server.listen(at, "127.0.0.1", () => resolve()));
  await listen(0);
  const own = (server.address() as AddressInfo).port;
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    origin: `http://127.0.0.1:${own}`,
    async fail(kind) {
      fault = kind;
      if (kind === "hanging") for (const socket of sockets) socket.unpipe().pause();
      else cut();
      if (kind === "refused") await new Promise<void>((resolve) => server.close(() => resolve()));
    },
    async mend() {
      const closed = fault === "refused";
      fault = null;
      cut();
      if (closed) await listen(own);
    },
    async close() {
      cut();
      if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
