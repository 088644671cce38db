import * as z from "zod";

import { evidenceDigest, parseCid } from "../../oracle/store/cid.ts";
import { cid, digest } from "../http/fields.ts";
import { stateRoute } from "../http/route.ts";
import { found } from "./found.ts";
import { evidence, self } from "./shapes.ts";
import { evidenceOf } from "./words.ts";

const restsOn = z.strictObject({
  kind: z.enum(["report", "alert", "observation"]),
  id: digest,
  self: self.nullable(),
});

export const evidenceRoute = stateRoute({
  path: "/v1/evidence/{cid}",
  tag: "evidence",
  summary: "What rests on a bundle of evidence, and where it can be fetched",
  description: "The CID is that of the bundle's root, version 0 or 1. Nothing here vouches for it: run it again.",
  params: z.strictObject({ cid }),
  answer: evidence.extend({ statements: z.array(restsOn) }),
  find: async ({ params }, { trx }, around) => {
    const bundle = evidenceDigest(parseCid(params.cid));
    const [reports, alerts, observations] = [
      await trx.selectFrom("reports").select("id").where("evidence", "=", bundle).orderBy("id").execute(),
      await trx.selectFrom("alerts").select("id").where("evidence", "=", bundle).orderBy("id").execute(),
      await trx.selectFrom("observations").select("id").where("evidence", "=", bundle).orderBy("id").execute(),
    ];
    const statements = [
      ...reports.map(({ id }) => ({ kind: "report" as const, id, self: `/v1/reports/${id}` })),
      ...alerts.map(({ id }) => ({ kind: "alert" as const, id, self: null })),
      ...observations.map(({ id }) => ({ kind: "observation" as const, id, self: null })),
    ];
    found(statements[0], "bundle", params.cid);
    return { ...evidenceOf(bundle, around), statements };
  },
});
