import type { Scene } from "../../../scenes/types.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import type { Service, Start } from "../../common/service.ts";
import { stage } from "../../common/stage.ts";
import type { Stage } from "../../common/stage.ts";
import { csvTable } from "../../common/table.ts";
import { watchExample } from "../example.ts";
import { practiceSummary, watchPractice } from "../practice.ts";
import { requireWatch } from "../require-watch.ts";
import { tablesOf } from "../tables.ts";
import { alertRow } from "./alert-row.ts";
import type { AlertRow } from "./alert-row.ts";
import { findingOf } from "./finding.ts";
import { ALERT_METHODOLOGY, alertParameters, ALERT_REFERENCE } from "./terms.ts";
import type { AlertParameters } from "./terms.ts";

export type AlertTable = { readonly scene: Scene; readonly rows: readonly AlertRow[] };

/** Role of a table of alerts in its item. */
const ROLE = "forest-alerts";

/**
 * One stage: every table of alerts.
 *
 * @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_PERIOD, SERVICE_NO_LOOK; later those of `alertPixels`
 */
const start = (input: Start<AlertParameters>): Stage => {
  requireWatch(input);
  const { assets, sceneOf, refused } = tablesOf(input, ROLE);
  const readings = Object.fromEntries(assets.map((asset, at) => [`table-${at}`, csvTable(asset, alertRow)] as const));
  return stage(readings, (seen) =>
    findingOf(
      input,
      assets.map((asset, at) => ({ scene: sceneOf(asset), rows: seen[`table-${at}`]! })),
      refused,
    ),
  );
};

/**
 * Integrated deforestation alerts of Global Forest Watch, as tables of their codes: a loss where alerts of high or highest
 * confidence touch, and otherwise no finding.
 */
export const forestAlerts: Service<AlertParameters> = {
  id: "integrity",
  methodology: ALERT_METHODOLOGY,
  yields: "finding",
  parameters: alertParameters,
  practice: watchPractice,
  refusals: (input) => refusalOf(() => requireWatch(input)),
  summary: ({ parameters }) => ({
    ...practiceSummary(parameters),
    tables: "integrated deforestation alerts as CSV, one row a pixel",
  }),
  example: watchExample(ALERT_METHODOLOGY, ALERT_REFERENCE),
  kernels: [],
  start,
};
