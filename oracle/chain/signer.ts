import { readFileSync, statSync } from "node:fs";

import { mnemonicToAccount, privateKeyToAccount } from "viem/accounts";
import type { Address, LocalAccount } from "viem";

import { SixfoldError } from "../core/errors.ts";

/** An address that signs. The key stays inside the closures and never appears in a field, a log or an error. */
export type Signer = Pick<LocalAccount, "address" | "signTypedData" | "signTransaction">;

/** The mnemonic every Hardhat and Anvil node funds: public knowledge, worthless as a secret. */
const DEVELOPMENT_MNEMONIC = "test test test test test test test test test test test junk";
const DEVELOPMENT_KEYS = 20;
/** Hardhat, Anvil and Ganache defaults: chains that exist on one machine only. */
const LOCAL_CHAINS: ReadonlySet<number> = new Set([31337, 1337]);

const KEY_FORM = /^(0x)?[0-9a-fA-F]{64}$/;

const keep = ({ address, signTypedData, signTransaction }: LocalAccount): Signer => ({
  address,
  signTypedData,
  signTransaction,
});

/** The nth of the well-known development accounts. */
export const developmentSigner = (index: number): Signer => {
  if (!Number.isInteger(index) || index < 0 || index >= DEVELOPMENT_KEYS)
    throw new SixfoldError({
      code: "CHAIN_DEVELOPMENT_KEY_UNKNOWN",
      failure: "usage",
      field: "key",
      value: index,
      rule: `a development key is numbered 0 to ${DEVELOPMENT_KEYS - 1}`,
    });
  return keep(mnemonicToAccount(DEVELOPMENT_MNEMONIC, { addressIndex: index }));
};

let developmentAddresses: readonly Address[] | undefined;

/** True when anyone can sign for this address because its key is printed in every tutorial. */
export const isDevelopmentAddress = (address: Address): boolean => {
  // Derived on first need: it takes about half a second, which a local chain never has to pay.
  developmentAddresses ??= Array.from({ length: DEVELOPMENT_KEYS }, (_, index) => developmentSigner(index).address);
  return developmentAddresses.includes(address);
};

const fromHex = (text: string, source: string): Signer => {
  const key = text.trim();
  // The value is a secret or a mistyped secret: it is never shown.
  const refuse = () =>
    new SixfoldError({
      code: "CHAIN_KEY_INVALID",
      failure: "usage",
      field: "key",
      value: source,
      rule: "a key is 32 bytes in hex, not zero and below the curve order",
    });
  if (!KEY_FORM.test(key)) throw refuse();
  try {
    return keep(privateKeyToAccount(key.startsWith("0x") ? (key as `0x${string}`) : `0x${key}`));
  } catch {
    throw refuse();
  }
};

const fromEnvironment = (name: string): Signer => {
  const value = process.env[name];
  if (value === undefined || value === "")
    throw new SixfoldError({
      code: "CHAIN_KEY_MISSING",
      failure: "usage",
      field: "key",
      value: `env:${name}`,
      rule: "the environment variable named by env: holds the key",
    });
  return fromHex(value, `env:${name}`);
};

const fromFile = (path: string): Signer => {
  const unreadable = (rule: string) =>
    new SixfoldError({ code: "CHAIN_KEY_FILE", failure: "usage", field: "key", value: `file:${path}`, rule });
  let mode: number;
  let text: string;
  try {
    mode = statSync(path).mode;
    text = readFileSync(path, "utf8");
  } catch {
    throw unreadable("the key file exists and can be read");
  }
  if (process.platform !== "win32" && (mode & 0o077) !== 0)
    throw unreadable("nobody but the owner may read the key file (chmod 600)");
  return fromHex(text, `file:${path}`);
};

const KEY_SOURCE = /^(env|file|dev):(.+)$/;

/**
 * A signer from `env:NAME`, `file:PATH` (hex, mode 0600) or `dev:INDEX`, whatever the chain.
 * @throws SixfoldError when the source is malformed or unreadable. No message contains key material.
 */
export const openSigner = (source: string): Signer => {
  const [, kind, rest] = KEY_SOURCE.exec(source) ?? [];
  if (kind === undefined || rest === undefined)
    throw new SixfoldError({
      code: "CHAIN_KEY_SOURCE",
      failure: "usage",
      field: "key",
      // A key typed where its source belongs must not be echoed.
      value: "(not shown)",
      rule: "name the key's source: env:NAME, file:PATH or dev:INDEX; keys are not taken on the command line",
    });
  return kind === "env" ? fromEnvironment(rest) : kind === "file" ? fromFile(rest) : developmentSigner(Number(rest));
};

/**
 * A signer for one chain.
 * @throws SixfoldError as `openSigner`, and when a development key is asked to sign on a chain that is not local.
 */
export const loadSigner = (source: string, chainId: number): Signer => {
  const signer = openSigner(source);
  refuseDevelopmentKey(signer.address, chainId);
  return signer;
};

/**
 * @throws SixfoldError when the address belongs to a development key and the chain is not a local one (31337, 1337).
 */
export const refuseDevelopmentKey = (address: Address, chainId: number, field = "key"): void => {
  if (LOCAL_CHAINS.has(chainId) || !isDevelopmentAddress(address)) return;
  throw new SixfoldError({
    code: "CHAIN_DEVELOPMENT_KEY",
    failure: "usage",
    field,
    value: address,
    rule: `development keys are public and sign only on local chains (${[...LOCAL_CHAINS].join(", ")}), not on ${chainId}`,
  });
};
