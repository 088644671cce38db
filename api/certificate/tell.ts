import type { CertificateDocument } from "./fields.ts";

/** Kilograms as tonnes with all three decimals, grouped: `12,345.678`. */
export const tonnesOf = (kg: string): string => {
  const digits = kg.padStart(4, "0");
  return `${digits.slice(0, -3).replaceAll(/\B(?=(\d{3})+$)/g, ",")}.${digits.slice(-3)}`;
};

/**
 * The name of an ERC-721 token on its chain, which is no server's (CAIP-19 with the namespaces of CAIP-2 `eip155` and
 * CAIP-22 `erc721`).
 */
export const tokenName = (chainId: number, contract: string, id: string): string =>
  `eip155:${chainId}/erc721:${contract}/${id}`;

/** What a certificate says, in one sentence that claims nothing about whoever it is for. */
export const sentenceOf = ({ kg, beneficiary }: { readonly kg: string; readonly beneficiary: string }): string =>
  `${tonnesOf(kg)} t CO2e of carbon credits were retired for ${beneficiary}; nobody can use them again.`;

export const MAY_BE_SAID =
  "That this amount of credits was retired for this beneficiary, with the kind, vintage and condition that stand here. " +
  "It is no statement about a product, and it does not lower the emissions that the beneficiary reports (ESRS E1-7 " +
  "reports credits apart from emissions; Directive (EU) 2024/825 bans product claims that rest on offsetting).";

export const LIMITS: CertificateDocument["limits"] = [
  "Beneficiary and message are the retiree's words, which nobody checked.",
  "What reads `not recorded` is not on the chain; this registry does not make it up.",
  "That the archive served true scenes, and that signers are independent of each other, stays trusted.",
];

export const NO_AUTHORISATION =
  "No authorisation by the host country and no corresponding adjustment is recorded for these credits.";
