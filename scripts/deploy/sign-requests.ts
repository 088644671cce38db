import hre from "hardhat";
import { hexToBigInt, hexToNumber } from "viem";
import type { Hex } from "viem";
import * as z from "zod";

import type { Signer } from "../../oracle/chain/signer.ts";

const hex = z.templateLiteral(["0x", z.string()]);

/** What Ignition sends: nonce, gas and fees are always named. */
const transaction = z.object({
  from: hex,
  to: hex.optional(),
  data: hex.optional(),
  value: hex.optional(),
  nonce: hex,
  gas: hex,
  maxFeePerGas: hex.optional(),
  maxPriorityFeePerGas: hex.optional(),
  gasPrice: hex.optional(),
});

const signed = async (signer: Signer, chainId: number, request: unknown): Promise<Hex> => {
  const { to, data = "0x", value = "0x0", nonce, gas, ...fees } = transaction.parse(request);
  const common = {
    chainId,
    to: to ?? null,
    data,
    value: hexToBigInt(value),
    nonce: hexToNumber(nonce),
    gas: hexToBigInt(gas),
  };
  const { maxFeePerGas, maxPriorityFeePerGas, gasPrice } = fees;
  if (maxFeePerGas === undefined || maxPriorityFeePerGas === undefined)
    return signer.signTransaction({ ...common, type: "legacy", gasPrice: hexToBigInt(gasPrice ?? "0x0") });
  return signer.signTransaction({
    ...common,
    type: "eip1559",
    maxFeePerGas: hexToBigInt(maxFeePerGas),
    maxPriorityFeePerGas: hexToBigInt(maxPriorityFeePerGas),
  });
};

/**
 * Lets one signer send Hardhat's transactions on every connection from now on, so that its key is never handed over:
 * Hardhat shows settings and requests in its errors.
 */
export const signRequests = (signer: Signer, chainId: number, onSend: () => void): void => {
  hre.hooks.registerHandlers("network", {
    onRequest: async (context, connection, request, next) => {
      const { id, jsonrpc, method, params } = request;
      if (method === "eth_accounts" || method === "eth_requestAccounts")
        return { id, jsonrpc, result: [signer.address.toLowerCase()] };
      if (method !== "eth_sendTransaction" || !Array.isArray(params)) return next(context, connection, request);
      const raw = await signed(signer, chainId, params[0]);
      onSend();
      return next(context, connection, { id, jsonrpc, method: "eth_sendRawTransaction", params: [raw] });
    },
  });
};
