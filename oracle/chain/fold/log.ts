import type { ContractEventArgsFromTopics, ContractEventName, Hex } from "viem";

import {
  accessManagerAbi,
  bufferPoolAbi,
  carbonCreditAbi,
  developerRegistryAbi,
  disputesAbi,
  groundRegistryAbi,
  methodologyRegistryAbi,
  operatorRegistryAbi,
  permanenceMonitorAbi,
  programmeRegistryAbi,
  projectRegistryAbi,
  retirementCertificateAbi,
  scorecardsAbi,
  stakesAbi,
  verificationOracleAbi,
  verifierRegistryAbi,
} from "../../../contracts/abi/index.ts";

/** The ABI of each contract of a deployment. */
export const ABIS = {
  AccessManager: accessManagerAbi,
  MethodologyRegistry: methodologyRegistryAbi,
  OperatorRegistry: operatorRegistryAbi,
  VerifierRegistry: verifierRegistryAbi,
  DeveloperRegistry: developerRegistryAbi,
  ProgrammeRegistry: programmeRegistryAbi,
  ProjectRegistry: projectRegistryAbi,
  GroundRegistry: groundRegistryAbi,
  VerificationOracle: verificationOracleAbi,
  CarbonCredit: carbonCreditAbi,
  RetirementCertificate: retirementCertificateAbi,
  PermanenceMonitor: permanenceMonitorAbi,
  BufferPool: bufferPoolAbi,
  Stakes: stakesAbi,
  Disputes: disputesAbi,
  Scorecards: scorecardsAbi,
} as const;

export type ContractName = keyof typeof ABIS;
export type EventName<C extends ContractName> = ContractEventName<(typeof ABIS)[C]>;

/** Where a log stands. Block and index order all logs of a chain; the hash tells which of two rival blocks is meant. */
export type Place = {
  readonly blockNumber: bigint;
  readonly blockHash: Hex;
  /** Index in the block, over all contracts. */
  readonly logIndex: number;
};

type OneLog<C extends ContractName, E extends EventName<C>> = Place & {
  readonly contract: C;
  readonly eventName: E;
  readonly args: ContractEventArgsFromTopics<(typeof ABIS)[C], E>;
  readonly transactionHash: Hex;
};

/** A decoded log of one contract: the event's name tells the type of its arguments. */
export type LogOf<C extends ContractName, E extends EventName<C> = EventName<C>> =
  E extends EventName<C> ? OneLog<C, E> : never;

/** A decoded log of any contract of the deployment. */
export type Log = { [C in ContractName]: LogOf<C> }[ContractName];

/** Oldest first. */
export const byPlace = (a: Place, b: Place): number =>
  a.blockNumber === b.blockNumber ? a.logIndex - b.logIndex : a.blockNumber < b.blockNumber ? -1 : 1;
