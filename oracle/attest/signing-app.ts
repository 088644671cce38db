import type { Express } from "express";

import type { Role } from "../core/statements/table.ts";
import { attestApp } from "./attest-server.ts";
import type { Route } from "./attest-server.ts";
import type { Kind, Lapsing } from "./kind.ts";
import { alertKind } from "./alert-kind.ts";
import { observationKind } from "./observation-kind.ts";
import { reportKind } from "./report-kind.ts";
import { resolutionKind } from "./resolution-kind.ts";
import { statementRoute } from "./statement-route.ts";
import type { SigningContext } from "./statement-route.ts";
import { validationKind } from "./validation-kind.ts";

/** A kind of statement as a signing process serves it, whatever the type of its message. */
export type Served = { readonly roles: readonly Role[]; readonly routeIn: (context: SigningContext) => Route };

export const served = <M extends Lapsing, Basis>(kind: Kind<M, Basis>): Served => ({
  roles: kind.table.roles,
  routeIn: (context) => statementRoute(kind, context),
});

/** Every kind of statement there is: a new one is a line here. */
const KINDS: readonly Served[] = [
  served(reportKind),
  served(validationKind),
  served(alertKind),
  served(observationKind),
  served(resolutionKind),
];

/** The HTTP application of one key: `GET /identity`, and `POST /statements/<kind>` for each kind that its role signs. */
export const signingApp = (role: Role, context: SigningContext, kinds: readonly Served[] = KINDS): Express =>
  attestApp(
    { role, address: context.signer.address, chainId: context.chain.chainId },
    kinds.filter(({ roles }) => roles.includes(role)).map(({ routeIn }) => routeIn(context)),
  );
