import type { Command } from "commander";

import { addVerb, connectFrom, unsigned, withChain } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold buffer show`: what a project lost and how it was met, its open alert, and its pool's buffer. */
export const addBufferShow = (noun: Command): void => {
  withChain(
    addVerb(noun, "show", "show a project's losses, how they were met, and its pool's buffer").argument(
      "<project>",
      "project on chain",
      unsigned,
    ),
  ).action(async (projectId: bigint, options: ChainOptions) => {
    const [{ onChain }, { POOLS }] = await Promise.all([import("../chain/errors.ts"), import("../chain/pools.ts")]);
    const { bufferPool, monitor, projects } = (await connectFrom(options)).contracts;
    const { pool } = await onChain("projectId", () => projects.read.terms([projectId]));
    const [losses, buffer, watch] = await onChain("projectId", () =>
      Promise.all([
        bufferPool.read.lossAccount([projectId]),
        bufferPool.read.bufferAccount([pool]),
        monitor.read.watch([projectId]),
      ]),
    );
    openOutput(options).result({ projectId, losses, pool, buffer, watch }, [
      `project      ${projectId}`,
      watch.deadline === 0
        ? "alert        none is open"
        : `alert        ${watch.alertId}, resolved by ${new Date(watch.deadline * 1000).toISOString()} or confirmed`,
      `lost         ${losses.lostKg} of ${losses.issuedKg} kg issued`,
      `cancelled    ${losses.cancelledKg} kg`,
      `due          ${losses.dueKg} kg`,
      `deficit      ${losses.deficitKg} kg`,
      `pool         ${POOLS[pool - 1]}: ${buffer.bufferedKg} kg buffered, ${buffer.dueKg} kg due, ${buffer.deficitKg} kg of deficits`,
    ]);
  });
};
