import type { Hex } from "viem";

import { SixfoldError } from "../core/errors.ts";
import type { Alert } from "../core/statements/alert.ts";
import type { Chain } from "./connect.ts";
import { readLogs } from "./read-logs.ts";

/** An alert as it was opened. @throws SixfoldError `CHAIN_ALERT_UNKNOWN` (check) when none with this id was. */
export const openedAlert = async (chain: Chain, alertId: Hex): Promise<Alert> => {
  const [log] = await readLogs(chain, {
    contract: "PermanenceMonitor",
    events: ["AlertOpened"],
    args: { alertId },
  });
  if (log !== undefined) return log.args.alert;
  throw new SixfoldError({
    code: "CHAIN_ALERT_UNKNOWN",
    failure: "check",
    field: "alertId",
    value: alertId,
    rule: "an alert with this id was opened",
  });
};
