import type { z } from "zod";

import { ServiceError } from "../errors.ts";
import { paddyIpcc2019 } from "./paddy/paddy-ipcc-2019.ts";
import { paddyJapanNaro } from "./paddy/paddy-japan-naro.ts";
import type { Project, Service } from "./types.ts";

const parsed = <T>(schema: z.ZodType<T>, field: string, value: unknown): T => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ServiceError({
    code: "SERVICE_PARAMETERS",
    failure: "usage",
    field: `${field}/${(issue?.path ?? []).map(String).join("/")}`,
    value,
    rule: issue?.message ?? `${field} as the methodology's schema has them`,
    cause: result.error,
  });
};

/** A service whose parameters and practice are parsed by its own schemas before `plan` and `look` see them. */
const parsing = <P>(service: Service<P>): Service<unknown> => {
  // The two schemas split P between them: their keys are disjoint, and together they are P.
  const parse = (parameters: unknown, { practice }: Project): P =>
    ({
      ...parsed(service.parameters, "parameters", parameters),
      ...parsed(service.practice, "practice", practice),
    }) as P;
  return {
    ...service,
    plan: (input) => service.plan({ ...input, parameters: parse(input.parameters, input.project) }),
    look: (input) => service.look({ ...input, parameters: parse(input.parameters, input.project) }),
  };
};

/** Version of a parameter set, once the methodology's schema has accepted it. @throws ServiceError SERVICE_PARAMETERS */
export const versionOf = (service: Service<unknown>, parameters: unknown): string =>
  parsed(service.parameters, "parameters", parameters).version;

const SERVICES: readonly Service<unknown>[] = [parsing(paddyIpcc2019), parsing(paddyJapanNaro)];

/** Every service and methodology there is. */
export const services = (): readonly Service<unknown>[] => SERVICES;

/**
 * The service of an id and methodology. Its `plan` and `look` take parameters as read from JSON and throw
 * ServiceError SERVICE_PARAMETERS where the methodology's schema refuses them.
 *
 * @throws ServiceError SERVICE_UNKNOWN
 */
export const serviceOf = (id: string, methodology: string): Service<unknown> => {
  const found = SERVICES.find((service) => service.id === id && service.methodology === methodology);
  if (found !== undefined) return found;
  throw new ServiceError({
    code: "SERVICE_UNKNOWN",
    failure: "usage",
    field: "methodology",
    value: { id, methodology },
    rule: `one of ${SERVICES.map((service) => `${service.id}/${service.methodology}`).join(", ")}`,
  });
};
