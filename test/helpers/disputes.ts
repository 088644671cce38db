import { hashTypedData, keccak256, stringToHex } from "viem";
import type { Hex } from "viem";

import { domainAt, typedData } from "../../oracle/core/statements/hash.ts";
import { RULINGS, resolutionTable } from "../../oracle/core/statements/resolution.ts";
import type { Resolution } from "../../oracle/core/statements/resolution.ts";
import type { Registry } from "./registry.ts";

/** Counter-evidence of challenges. */
export const COUNTER = keccak256(stringToHex("counter-evidence"));

/** Challenges of a registry's reports, and resolutions as its operators sign them. */
export const disputants = ({ client, contracts, operators, send, wallet, now }: Registry) => {
  const { disputes } = contracts;

  const challenge = async (reportId: Hex, from = wallet.stranger) =>
    send(from, disputes, "challenge", [reportId, COUNTER], await disputes.read.bondFor([reportId]));

  /** A resolution of the report's open challenge. */
  const draftResolution = async (reportId: Hex, ruling: (typeof RULINGS)[number]): Promise<Resolution> => ({
    reportId,
    challengeId: await disputes.read.challengeIdOf([reportId]),
    ruling: RULINGS.indexOf(ruling),
    evidence: keccak256(stringToHex("run again")),
    operatorSet: await contracts.operators.read.operatorSet(),
    expiry: (await now()) + 30 * 86_400,
  });

  const signResolution = async (resolution: Resolution) => {
    const domain = domainAt(resolutionTable, await client.getChainId(), disputes.address);
    const data = typedData(resolutionTable, domain, resolution) as never;
    const signatures = operators.map(async (operator) => ({
      signer: operator.account.address,
      signature: await operator.signTypedData(data),
    }));
    return { digest: hashTypedData(data), signatures: await Promise.all(signatures) };
  };

  return { challenge, draftResolution, signResolution };
};
