import type { Express } from "express";

import type { Chain } from "../chain/connect.ts";
import { attestApp } from "./attest-server.ts";
import { attestationRoute } from "./attestations.ts";
import type { BundleSource } from "../store/bundle-source.ts";
import type { EquivocationGuard } from "./equivocation.ts";
import { examiner } from "./examine.ts";
import type { Signer } from "../chain/signer.ts";

/** What a signing process works with. */
export type SigningContext = {
  readonly chain: Chain;
  readonly signer: Signer;
  readonly source: BundleSource;
  readonly guard: EquivocationGuard;
};

/** The HTTP application of one operator key: `GET /identity`, `POST /attestations`. */
export const operatorApp = ({ chain, signer, source, guard }: SigningContext): Express =>
  attestApp({ role: "operator", address: signer.address, chainId: chain.chainId }, [
    attestationRoute({ chain, signer, guard, examine: examiner(chain, source) }),
  ]);
