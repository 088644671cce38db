import { hashTypedData, keccak256, stringToHex, zeroHash } from "viem";
import type { Address, Hex } from "viem";

import { alertTable } from "../../oracle/core/statements/alert.ts";
import type { Alert } from "../../oracle/core/statements/alert.ts";
import { domainAt, typedData } from "../../oracle/core/statements/hash.ts";
import { observationTable } from "../../oracle/core/statements/observation.ts";
import type { Observation } from "../../oracle/core/statements/observation.ts";
import type { Message, StatementTable } from "../../oracle/core/statements/table.ts";
import type { Registry } from "./registry.ts";

const DAY = 86_400;

type OperatorSignature = { readonly signer: Address; readonly signature: Hex };

/** Alerts and observations of a registry's projects, as its operators sign them. */
export const watchers = ({ client, contracts, operators, now }: Registry) => {
  const { monitor, operators: registry, ground, projects } = contracts;

  const sign = async <M extends Message>(
    table: StatementTable<M>,
    message: M,
  ): Promise<{ readonly digest: Hex; readonly signatures: readonly OperatorSignature[] }> => {
    const data = typedData(table, domainAt(table, await client.getChainId(), monitor.address), message) as never;
    const signatures = operators.map(async (operator) => ({
      signer: operator.account.address,
      signature: await operator.signTypedData(data),
    }));
    return { digest: hashTypedData(data), signatures: await Promise.all(signatures) };
  };

  const common = async (projectId: bigint) => {
    const time = await now();
    const [groundRoot] = await ground.read.groundOf([projectId]);
    return {
      time,
      said: { groundRoot, operatorSet: await registry.read.operatorSet(), expiry: time + 60 * DAY },
    };
  };

  /** A loss between two looks, the last of them an hour ago. */
  const draftAlert = async (projectId: bigint, overrides: Partial<Alert> = {}): Promise<Alert> => {
    const { time, said } = await common(projectId);
    return {
      projectId,
      cause: 1,
      spanStart: time - 12 * DAY,
      spanEnd: time - 3600,
      lostM2: 100n,
      lossKg: 1_000n,
      evidence: keccak256(stringToHex("fire")),
      ...said,
      ...overrides,
    };
  };

  /** All was well in the last forty days. */
  const draftObservation = async (projectId: bigint, overrides: Partial<Observation> = {}): Promise<Observation> => {
    const { time, said } = await common(projectId);
    const { areaM2 } = await projects.read.terms([projectId]);
    return {
      projectId,
      spanStart: time - 40 * DAY,
      spanEnd: time,
      claimedM2: areaM2,
      observedM2: areaM2,
      alertId: zeroHash,
      evidence: keccak256(stringToHex("all clear")),
      ...said,
      ...overrides,
    };
  };

  const signAlert = (alert: Alert) => sign(alertTable, alert);
  const signObservation = (observation: Observation) => sign(observationTable, observation);
  return { draftAlert, draftObservation, signAlert, signObservation };
};
