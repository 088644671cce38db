import { performer, rehearser } from "../chain/actions/perform.ts";
import type { Writer, Written } from "../chain/actions/perform.ts";
import { keySender } from "../chain/send.ts";
import { loadSigner } from "../chain/signer.ts";
import { connectFrom } from "./options.ts";
import type { WriteOptions } from "./options.ts";

/** Opens the chain and the key that the options name; with --dry-run nothing is sent. */
export const openWriter = async (options: WriteOptions): Promise<Writer> => {
  const chain = await connectFrom(options);
  const signer = loadSigner(options.key, chain.chainId);
  return options.dryRun === true
    ? rehearser(chain, signer.address)
    : performer(keySender(chain, signer, { confirmations: options.confirmations }));
};

/** The lines every writing verb ends with. */
export const writtenLines = ({ transaction, gasUsed }: Written<unknown>): readonly string[] =>
  transaction === undefined
    ? ["dry run      nothing was sent"]
    : [`transaction  ${transaction}`, `gas          ${gasUsed}`];
