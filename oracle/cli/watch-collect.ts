import type { CID } from "multiformats/cid";

import { collect, collectMore } from "../attest/collect.ts";
import type { Collection, Gathered } from "../attest/collect.ts";
import type { FindingBasis } from "../attest/examine-finding.ts";
import type { Kind, Lapsing, Witness } from "../attest/kind.ts";
import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { designOf } from "../core/evidence/design.ts";
import { loadProject } from "../pipeline/load-project.ts";
import { openOutput } from "./output.ts";
import { openPlaces } from "./places.ts";
import type { WatchOptions } from "./watch-options.ts";
import { openWriter } from "./write.ts";

/** Who is to sign: as many as the statement's kind asks for, or as few as one. */
type Gathering = <M extends Lapsing>(
  chain: Chain,
  kind: Kind<M, FindingBasis>,
  collection: Collection<M, FindingBasis>,
) => Promise<Gathered>;

export const byQuorum: Gathering = async (chain, kind, collection) => {
  const { signed, refusals } = await collect(chain, kind, collection);
  return { signatures: signed.signatures.operator, refusals };
};

export const byAny: Gathering = collectMore;

/** Examines a bundle here first, and has operators sign what it comes to. */
export const collectOver = async <M extends Lapsing>(
  kind: Kind<M, FindingBasis>,
  examine: (witness: Witness, expiry: number, basis: FindingBasis) => Promise<M>,
  gather: Gathering,
  cid: CID,
  options: WatchOptions,
) => {
  const output = openOutput(options);
  const writer = await openWriter(options);
  const { chain } = writer;
  const { timestamp } = await onChain("rpc", () => chain.client.getBlock());
  const { source: documents } = await loadProject(options.design);
  const basis = { cid: cid.toString(), design: designOf(documents.project, documents.fields) };
  output.progress("re-running the evidence");
  const source = await openPlaces(options);
  const statement = await examine({ chain, source }, Number(timestamp) + options.validFor, basis);
  output.progress(`asking ${options.operator.length} operators`);
  const { signatures, refusals } = await gather(chain, kind, {
    statement,
    basis,
    urls: { operator: options.operator },
    timeoutMs: options.timeout * 1000,
  });
  return { output, writer, statement, signatures, refusals };
};
