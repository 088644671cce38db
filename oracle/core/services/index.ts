import { SixfoldError } from "../errors.ts";
import { canopyHeightPlots } from "./forest/height/canopy-height-plots.ts";
import { heightTerms } from "./forest/height/terms.ts";
import { lBandGedi } from "./forest/l-band/l-band-gedi.ts";
import { lBandTerms } from "./forest/l-band/terms.ts";
import { japanStandRegister } from "./forest/register/japan-stand-register.ts";
import { registerTerms } from "./forest/register/terms.ts";
import { forestAlerts } from "./integrity/alerts/forest-alerts.ts";
import { alertTerms } from "./integrity/alerts/terms.ts";
import { bedSurveyPair } from "./integrity/beds/bed-survey-pair.ts";
import { bedTerms } from "./integrity/beds/terms.ts";
import { burnSeverityPair } from "./integrity/burn/burn-severity-pair.ts";
import { burnTerms } from "./integrity/burn/terms.ts";
import { clearingBayes } from "./integrity/clearing/clearing-bayes.ts";
import { clearingTerms } from "./integrity/clearing/terms.ts";
import { droughtHealth } from "./integrity/drought/drought-health.ts";
import { droughtTerms } from "./integrity/drought/terms.ts";
import { fireHotspots } from "./integrity/fire/fire-hotspots.ts";
import { fireTerms } from "./integrity/fire/terms.ts";
import { floodWater } from "./integrity/flood/flood-water.ts";
import { floodTerms } from "./integrity/flood/terms.ts";
import { seasonBreak } from "./integrity/season/season-break.ts";
import { seasonTerms } from "./integrity/season/terms.ts";
import { coherenceDrop } from "./integrity/shaking/coherence-drop.ts";
import { coherenceTerms } from "./integrity/shaking/terms.ts";
import { fireThermal } from "./integrity/thermal/fire-thermal.ts";
import { thermalTerms } from "./integrity/thermal/terms.ts";
import { paddyIpcc2019 } from "./paddy/paddy-ipcc-2019.ts";
import { paddyJapanNaro } from "./paddy/paddy-japan-naro.ts";
import { paddyTerms } from "./paddy/terms.ts";
import { parsing, rulesOf } from "./common/parsing.ts";
import type { Service } from "./common/service.ts";
import type { OwnTerms } from "./common/terms.ts";

/** A service, and what a governor puts on the chain for a set of its rules, given as read from JSON. */
export type Methodology = Service<unknown> & { readonly terms: (parameters: unknown) => OwnTerms };

const methodology = <P>(service: Service<P>, terms: (rules: P) => OwnTerms): Methodology => ({
  ...parsing(service),
  // A project's practice is no part of the terms: they read the rules alone.
  terms: (parameters) => terms(rulesOf(service, parameters) as P),
});

const SERVICES: readonly Methodology[] = [
  methodology(paddyIpcc2019, paddyTerms),
  methodology(paddyJapanNaro, paddyTerms),
  methodology(bedSurveyPair, bedTerms),
  methodology(burnSeverityPair, burnTerms),
  methodology(canopyHeightPlots, heightTerms),
  methodology(clearingBayes, clearingTerms),
  methodology(coherenceDrop, coherenceTerms),
  methodology(droughtHealth, droughtTerms),
  methodology(fireHotspots, fireTerms),
  methodology(fireThermal, thermalTerms),
  methodology(floodWater, floodTerms),
  methodology(forestAlerts, alertTerms),
  methodology(japanStandRegister, registerTerms),
  methodology(lBandGedi, lBandTerms),
  methodology(seasonBreak, seasonTerms),
];

/** Every service and methodology there is. */
export const services = (): readonly Methodology[] => SERVICES;

/**
 * The service of an id and methodology. Its `start` takes parameters as read from JSON and throws SixfoldError
 * SERVICE_PARAMETERS where the methodology's schema refuses them.
 *
 * @throws SixfoldError SERVICE_UNKNOWN
 */
export const serviceOf = (id: string, name: string): Methodology => {
  const found = SERVICES.find((service) => service.id === id && service.methodology === name);
  if (found !== undefined) return found;
  throw new SixfoldError({
    code: "SERVICE_UNKNOWN",
    failure: "usage",
    field: "methodology",
    value: { id, methodology: name },
    rule: `one of ${SERVICES.map((service) => `${service.id}/${service.methodology}`).join(", ")}`,
  });
};
