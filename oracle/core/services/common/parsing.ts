import { SixfoldError } from "../../errors.ts";
import { PARAMETERS_DOCUMENT, parsed, PROJECT_DOCUMENT, refusalsOf } from "./parse.ts";
import type { Service } from "./service.ts";
import type { Project } from "./types.ts";

/** Where the practice stands in project.json. */
const PRACTICE = "/practice";

type Schemas = Pick<Service<never>, "methodology" | "parameters" | "practice">;

/**
 * Everything that a methodology refuses in a parameters.json. A set that says it is of another methodology is refused
 * as such, not for a field that it lacks.
 */
export const parameterRefusals = (
  { methodology, parameters: schema }: Schemas,
  parameters: unknown,
): readonly SixfoldError[] => {
  const stated = (Object(parameters) as { readonly methodology?: unknown }).methodology;
  if (typeof stated !== "string" || stated === methodology) return refusalsOf(schema, PARAMETERS_DOCUMENT, parameters);
  const { name, code } = PARAMETERS_DOCUMENT;
  return [
    new SixfoldError({
      code,
      failure: "usage",
      field: `${name}#/methodology`,
      value: stated,
      rule: `this is a parameter set of ${stated}; ${methodology} takes only its own`,
    }),
  ];
};

/** A parameter set by the methodology's schema. @throws SixfoldError SERVICE_PARAMETERS */
export const rulesOf = (service: Schemas, parameters: unknown): { readonly version: string } => {
  const [refusal] = parameterRefusals(service, parameters);
  if (refusal !== undefined) throw refusal;
  return parsed(service.parameters, PARAMETERS_DOCUMENT, parameters);
};

/** Everything that a methodology refuses in the practice of a project.json. */
export const practiceRefusals = (service: Schemas, practice: unknown): readonly SixfoldError[] =>
  refusalsOf(service.practice, PROJECT_DOCUMENT, practice, PRACTICE);

/** A service whose parameters and practice are parsed by its own schemas before `start` sees them. */
export const parsing = <P>(service: Service<P>): Service<unknown> => {
  // The two schemas split P between them: their keys are disjoint, and together they are P.
  const parse = (parameters: unknown, { practice }: Project): P =>
    ({
      ...rulesOf(service, parameters),
      ...parsed(service.practice, PROJECT_DOCUMENT, practice, PRACTICE),
    }) as P;
  return {
    ...service,
    refusals: (input) => {
      const refused = [
        ...parameterRefusals(service, input.parameters),
        ...practiceRefusals(service, input.project.practice),
      ];
      if (refused.length > 0) return refused;
      return service.refusals({ ...input, parameters: parse(input.parameters, input.project) });
    },
    summary: (input) => service.summary({ ...input, parameters: parse(input.parameters, input.project) }),
    start: (input) => service.start({ ...input, parameters: parse(input.parameters, input.project) }),
  };
};

/** Version of a parameter set, once the methodology's schema has accepted it. @throws SixfoldError SERVICE_PARAMETERS */
export const versionOf = (service: Service<unknown>, parameters: unknown): string =>
  rulesOf(service, parameters).version;
