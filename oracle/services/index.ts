import { ServiceError } from "../errors.ts";
import { paddyIpcc2019 } from "./paddy/paddy-ipcc-2019.ts";
import { paddyJapanNaro } from "./paddy/paddy-japan-naro.ts";
import type { Service } from "./types.ts";

/** A service whose parameters are parsed by its own schema before `plan` and `measure` see them. */
const parsing = <P>(service: Service<P>): Service<unknown> => {
  const parse = (parameters: unknown): P => {
    const parsed = service.parameters.safeParse(parameters);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new ServiceError({
      code: "SERVICE_PARAMETERS",
      failure: "usage",
      field: `parameters/${(issue?.path ?? []).map(String).join("/")}`,
      value: parameters,
      rule: issue?.message ?? "parameters as the methodology's schema has them",
      cause: parsed.error,
    });
  };
  return {
    ...service,
    plan: (input) => service.plan({ ...input, parameters: parse(input.parameters) }),
    measure: (input) => service.measure({ ...input, parameters: parse(input.parameters) }),
  };
};

const SERVICES: readonly Service<unknown>[] = [parsing(paddyIpcc2019), parsing(paddyJapanNaro)];

/** Every service and methodology there is. */
export const services = (): readonly Service<unknown>[] => SERVICES;

/**
 * The service of an id and methodology. Its `plan` and `measure` take parameters as read from JSON and throw
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
