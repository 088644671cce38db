import type { Report } from "../core/statements/report.ts";
import type { SignedReport } from "./post.ts";
import type { Signed } from "./signed.ts";

/** A signed report as the chain takes it. */
export const toSignedReport = ({ statement, signatures }: Signed<Report>): SignedReport => {
  const { signature } = signatures.verifier[0]!;
  return { report: statement, operators: signatures.operator, verifierSignature: signature };
};
