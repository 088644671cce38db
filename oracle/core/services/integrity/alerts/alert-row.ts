import * as z from "zod";

import { decimalCell } from "../../common/cells.ts";

/** One pixel of the integrated alerts, by its centre; columns that are not named here have no effect. */
export const alertRow = z.object({
  latitude: decimalCell(z.number().min(-90).max(90)),
  longitude: decimalCell(z.number().min(-180).max(180)),
  alert: decimalCell(z.number()),
});

export type AlertRow = z.infer<typeof alertRow>;
