import type { Server } from "node:http";

/** Longest that a server which stops waits for the answers that it is making. */
const GRACE_MS = 4_000;
/** How often connections are looked for that have their answer and are only kept open. */
const LOOK_MS = 50;

/**
 * Takes no more connections, lets what is being answered be answered, and cuts off whoever is not done after a while.
 */
export const closeGently = (server: Server, graceMs = GRACE_MS): Promise<void> =>
  new Promise((resolve) => {
    const looking = setInterval(() => server.closeIdleConnections(), LOOK_MS);
    const cutting = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(looking);
      clearTimeout(cutting);
      resolve();
    });
  });
