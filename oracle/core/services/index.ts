import { SixfoldError } from "../errors.ts";
import { burnSeverityPair } from "./integrity/burn/burn-severity-pair.ts";
import { paddyIpcc2019 } from "./paddy/paddy-ipcc-2019.ts";
import { paddyJapanNaro } from "./paddy/paddy-japan-naro.ts";
import { parsing } from "./common/parsing.ts";
import type { Service } from "./common/service.ts";

const SERVICES: readonly Service<unknown>[] = [
  parsing(paddyIpcc2019),
  parsing(paddyJapanNaro),
  parsing(burnSeverityPair),
];

/** Every service and methodology there is. */
export const services = (): readonly Service<unknown>[] => SERVICES;

/**
 * The service of an id and methodology. Its `start` takes parameters as read from JSON and throws SixfoldError
 * SERVICE_PARAMETERS where the methodology's schema refuses them.
 *
 * @throws SixfoldError SERVICE_UNKNOWN
 */
export const serviceOf = (id: string, methodology: string): Service<unknown> => {
  const found = SERVICES.find((service) => service.id === id && service.methodology === methodology);
  if (found !== undefined) return found;
  throw new SixfoldError({
    code: "SERVICE_UNKNOWN",
    failure: "usage",
    field: "methodology",
    value: { id, methodology },
    rule: `one of ${SERVICES.map((service) => `${service.id}/${service.methodology}`).join(", ")}`,
  });
};
