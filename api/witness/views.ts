import { Interface } from "ethers";

/**
 * What the witness asks of the contracts, written out by hand: nothing is shared with what indexes. A record's texts are
 * taken as bytes, which are encoded alike: a retiree's may be no valid UTF-8.
 */
export const CREDIT = new Interface([
  "function batch(uint256 id) view returns (uint64 issuedKg, uint64 bufferedKg, uint64 retiredKg, uint64 cancelledKg)",
  "function reportOf(uint256 id) view returns (bytes32)",
  "event CreditsIssued(uint256 indexed batchId, bytes32 indexed reportId, address indexed owner, uint64 issuedKg, uint64 bufferedKg)",
  "event CreditsRetired(uint256 indexed certificateId, address indexed retiree, tuple(uint256 batchId, uint64 amountKg, uint64 serialStart)[] lots, tuple(uint8 purpose, address recipient, string beneficiary, string message) retirement)",
]);
export const CERTIFICATES = new Interface([
  "function record(uint256 id) view returns (tuple(address retiree, address recipient, uint40 retiredAt, uint8 purpose, tuple(uint256 batchId, uint64 amountKg, uint64 serialStart)[] lots, bytes beneficiary, bytes message))",
  "function totalKg(uint256 id) view returns (uint256)",
]);
