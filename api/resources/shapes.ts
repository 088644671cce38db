import * as z from "zod";

import { cid, digest, number } from "../http/fields.ts";

/** Where a resource is, below this server. */
export const self = z.string().meta({ description: "Where this is, below this server" });

export const evidence = z
  .strictObject({
    cid,
    self,
    car: z.array(z.string()).meta({ description: "The whole bundle as a CAR; check it by its CID" }),
  })
  .meta({ id: "EvidenceLinks" });

export const byNumber = z.strictObject({ id: number });
export const byDigest = z.strictObject({ id: digest });
