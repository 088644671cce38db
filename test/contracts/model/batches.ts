import { require } from "./world.ts";
import type { Batch, Holder } from "./world.ts";

export const balanceOf = ({ balances }: Batch, holder: Holder): bigint => balances.get(holder) ?? 0n;

export const add = (batch: Batch, holder: Holder, kg: bigint): void =>
  void batch.balances.set(holder, balanceOf(batch, holder) + kg);

export const take = (batch: Batch, holder: Holder, kg: bigint): void => {
  require(balanceOf(batch, holder) >= kg, "ERC1155InsufficientBalance");
  add(batch, holder, -kg);
};

export const cancelBuffered = (batch: Batch, kg: bigint): void => {
  batch.bufferedKg -= kg;
  batch.cancelledKg += kg;
};

export const cancelHeld = (batch: Batch, holder: Holder, kg: bigint): void => {
  take(batch, holder, kg);
  batch.cancelledKg += kg;
};
