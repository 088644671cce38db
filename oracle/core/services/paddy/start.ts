import type { Start } from "../common/service.ts";
import { placed, unplaced } from "../common/grids.ts";
import { stage } from "../common/stage.ts";
import type { Stage } from "../common/stage.ts";
import { requireInputs } from "./input-rules.ts";
import { lookAtPaddy } from "./look.ts";
import type { PaddyParameters } from "./terms.ts";
import { planPaddy } from "./plan.ts";
import { bandOf, POLARISATIONS } from "../common/polarisation.ts";
import type { Scheme } from "./scheme.ts";

/**
 * Paddies in three stages: the grids of scenes whose items do not state them, so that scenes can be chosen; then the
 * backscatter of all fields in the history, so that controls can be; then that of project and controls in the period.
 *
 * @throws SixfoldError of `requireInputs`; later what `planPaddy` throws, and those of `lookAtPaddy`, `chooseFor` and `measurePaddy`
 */
export const startPaddy = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  input: Start<P>,
): Stage => {
  requireInputs(input);
  const assets = unplaced(
    input.scenes.flatMap((scene) =>
      POLARISATIONS.flatMap((polarisation) => {
        const asset = bandOf(scene, polarisation)?.asset;
        return asset === undefined ? [] : [{ scene, asset }];
      }),
    ),
  );
  return stage({ grids: { kind: "grids", assets } }, ({ grids }) => {
    const plan = planPaddy({ ...input, scenes: placed(input.scenes, assets, grids) });
    return lookAtPaddy(scheme, { ...input, plan });
  });
};
