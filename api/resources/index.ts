import { eventsRoute } from "../http/events.ts";
import type { Route } from "../http/route.ts";
import { deploymentRoute, errorsRoute, healthRoute } from "./about.ts";
import { askTheGroundRoute } from "./ask-the-ground.ts";
import { batchRoute, batchesRoute, holdingsRoute } from "./batches.ts";
import { cadTrustRoute } from "./cad-trust.ts";
import { certificateDocumentRoute } from "./certificate-document.ts";
import { certificateForms } from "./certificate-forms.ts";
import { certificatePictureRoute, certificateRoute, certificateStatusRoute } from "./certificates.ts";
import { challengesRoute, stakesRoute } from "./disputes.ts";
import { evidenceRoute } from "./evidence.ts";
import { feedRoute } from "./feed.ts";
import { groundRoute } from "./ground.ts";
import { historyRoute } from "./history.ts";
import { layerRoutes } from "./layers.ts";
import { methodologiesRoute, methodologyRoute } from "./methodologies.ts";
import { methodologyRulesRoute } from "./methodology-rules.ts";
import { projectRoute, projectsRoute } from "./projects.ts";
import { provenanceRoute } from "./provenance.ts";
import { reconciliationRoutes } from "./reconciliation.ts";
import { registerRoutes } from "./registers.ts";
import { reportRoute, reportsRoute } from "./reports.ts";
import { retirementsRoute } from "./retirements.ts";
import { scenesRoute } from "./scenes.ts";
import { scorecardRoute } from "./scorecards.ts";
import { searchRoute } from "./search.ts";
import { stacRoutes } from "./stac.ts";
import { supplyRoute } from "./supply.ts";
import { alertsRoute, observationsRoute } from "./watching.ts";

/** Every route of the API: a new one is a line here. */
export const ROUTES: readonly Route[] = [
  projectsRoute,
  projectRoute,
  groundRoute,
  askTheGroundRoute,
  methodologiesRoute,
  methodologyRoute,
  methodologyRulesRoute,
  reportsRoute,
  reportRoute,
  challengesRoute,
  stakesRoute,
  evidenceRoute,
  scenesRoute,
  batchesRoute,
  batchRoute,
  scorecardRoute,
  provenanceRoute,
  holdingsRoute,
  retirementsRoute,
  certificateRoute,
  certificateStatusRoute,
  certificatePictureRoute,
  certificateDocumentRoute,
  ...certificateForms,
  ...reconciliationRoutes,
  ...layerRoutes,
  ...stacRoutes,
  alertsRoute,
  observationsRoute,
  ...registerRoutes,
  supplyRoute,
  searchRoute,
  historyRoute,
  eventsRoute,
  feedRoute,
  cadTrustRoute,
  deploymentRoute,
  errorsRoute,
  healthRoute,
];
