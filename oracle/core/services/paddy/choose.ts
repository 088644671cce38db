import { chooseControls } from "../../controls/choose.ts";
import type { ControlGround } from "../../controls/choose.ts";
import type { Study } from "../../controls/units.ts";
import { refused } from "../../errors.ts";
import type { Span } from "../common/types.ts";
import { roundArea } from "./field-area.ts";
import type { SeenFields } from "./field-kernel.ts";
import type { SeenField } from "./follow.ts";
import { labelFields } from "./label-fields.ts";
import type { PaddyLookInput } from "./look.ts";
import { looksOf } from "./observe.ts";
import type { PaddyParameters } from "./terms.ts";
import { passesOf } from "./passes.ts";
import { clusterOf } from "./sampling.ts";
import { studyOf } from "./study.ts";

/** The controls of a project, with what they were chosen by. */
export type ChosenControls = {
  readonly study: Study;
  readonly ground: ControlGround;
  /** Ids of the controls of each project field that has them, by its id. */
  readonly byField: ReadonlyMap<string, readonly string[]>;
  /** All fields as the history showed them, by id. */
  readonly history: ReadonlyMap<string, SeenField>;
};

/** Of one field the history has no spread. */
const LEAST_READABLE = 2;

/**
 * Chooses the controls of a project of all its candidates, by what the history showed and nothing else.
 *
 * @throws SixfoldError of `chooseControls`, by the rule that the candidates break; SERVICE_NO_FIELD, SERVICE_DUPLICATE_FIELD
 */
export const chooseFor = <P extends PaddyParameters>(
  { project, parameters, plan }: PaddyLookInput<P>,
  seen: SeenFields,
): ChosenControls => {
  const { minValidFraction, minFieldPixels } = parameters.observation;
  const fields = labelFields(project.fields);
  const areas = fields.map(({ label }) => roundArea(seen.areas.get(label)));
  const looks = looksOf(
    seen.sums,
    passesOf({ steps: plan.history }).passes,
    areas.map(({ innerPixels }) => innerPixels),
    minValidFraction,
  );
  const historic = fields.map(({ id, role, boundary, label }) => {
    const area = areas[label] as (typeof areas)[number];
    const { innerPixels } = area;
    return { id, role, innerPixels, looks: looks[label] ?? [], area, cluster: clusterOf(boundary) };
  });
  const readable = historic.filter(
    ({ role, area, innerPixels }) => role === "control" || (area.claimedM2 > 0 && innerPixels >= minFieldPixels),
  );
  const own = historic.filter(({ role }) => role === "project");
  if (readable.filter(({ role }) => role === "project").length < LEAST_READABLE) {
    const pixels = Object.fromEntries(own.map(({ id, innerPixels }) => [id, innerPixels]));
    const rule = `${LEAST_READABLE} claimed project fields or more have ${minFieldPixels} pixels once they are narrowed`;
    throw refused("SERVICE_NO_FIELD", "fields", pixels, rule);
  }
  const study = studyOf(readable, project.history as Span, parameters);
  const ground = chooseControls(study, parameters.controls);
  return {
    study,
    ground,
    byField: new Map(
      ground.matched.map(({ unit, controls }) => [
        study.project.ids[unit] as string,
        controls.map((row) => study.candidates.ids[row] as string),
      ]),
    ),
    history: new Map(historic.map((field) => [field.id, field])),
  };
};
