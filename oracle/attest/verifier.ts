import type { Express } from "express";

import { attestApp } from "./attest-server.ts";
import { attestationRoute } from "./attestations.ts";
import { examiner } from "./examine.ts";
import type { SigningContext } from "./operator.ts";
import { validationRoute } from "./validate.ts";

/** The HTTP application of one verifier key: an operator's, and `POST /validations`. */
export const verifierApp = ({ chain, signer, source, guard }: SigningContext): Express =>
  attestApp({ role: "verifier", address: signer.address, chainId: chain.chainId }, [
    attestationRoute({ chain, signer, guard, examine: examiner(chain, source) }),
    validationRoute({ chain, signer }),
  ]);
