import type { SignedReport } from "../../oracle/attest/post.ts";
import { domainOn } from "../../oracle/attest/kind.ts";
import { ascending } from "../../oracle/attest/signature.ts";
import type { Chain } from "../../oracle/chain/connect.ts";
import { developmentSigner } from "../../oracle/chain/signer.ts";
import { typedData } from "../../oracle/core/statements/hash.ts";
import { reportTable } from "../../oracle/core/statements/report.ts";
import type { Report } from "../../oracle/core/statements/report.ts";
import { ACCOUNT } from "./world.ts";

/** A report signed with the keys of some operators and the verifier, and not by their processes: those would refuse. */
export const signedBy = async (chain: Chain, report: Report, operators: number): Promise<SignedReport> => {
  const data = typedData(reportTable, domainOn(chain, reportTable), report);
  const keys = Array.from({ length: operators }, (_, index) => developmentSigner(ACCOUNT.firstOperator + index));
  const signatures = await Promise.all(
    keys.map(async (key) => ({ signer: key.address, signature: await key.signTypedData(data) })),
  );
  return {
    report,
    operators: ascending(signatures),
    verifierSignature: await developmentSigner(ACCOUNT.verifier).signTypedData(data),
  };
};
