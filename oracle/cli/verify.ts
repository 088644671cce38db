import { existsSync } from "node:fs";

import type { Command } from "commander";
import type { Hex } from "viem";

import type { Check } from "../attest/checks.ts";
import type { Rerun } from "../attest/rerun.ts";
import { EXIT } from "./fail.ts";
import { addVerb, connectFrom, withChain } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput, outcome } from "./output.ts";
import { withPlaces } from "./places.ts";
import type { PlaceOptions } from "./places.ts";

type Options = ChainOptions &
  PlaceOptions & {
    readonly againstSource?: boolean;
    readonly catalogue?: string;
    readonly allowHost: readonly string[];
  };

/** One tonne's way from a claim back to bytes. */
type Trail = {
  readonly subject: string;
  readonly cid: string;
  readonly checks: readonly Check[];
  readonly rerun: Rerun | undefined;
};

const CERTIFICATE = /^(?:certificate:)?([0-9]{1,78})$/;
const isReportId = (text: string): boolean => /^0x[0-9a-fA-F]{64}$/.test(text);

const trailsOf = async (subject: string, options: Options): Promise<readonly Trail[]> => {
  const [{ openBundleSource, readCarFile }, { compareWithSource }, { parseCid }] = await Promise.all([
    import("../attest/bundle-source.ts"),
    import("../attest/compare-with-source.ts"),
    import("../evidence/cid.ts"),
  ]);
  const against = options.againstSource
    ? compareWithSource({ catalogue: options.catalogue, allowHosts: options.allowHost })
    : undefined;
  const [, certificate] = CERTIFICATE.exec(subject) ?? [];
  if (certificate !== undefined) {
    const { verifyCertificate } = await import("../attest/verify-certificate.ts");
    const lots = await verifyCertificate(
      await connectFrom(options),
      BigInt(certificate),
      openBundleSource(options),
      against,
    );
    return lots.map((lot) => ({
      ...lot,
      subject: `certificate ${certificate}: ${lot.amountKg} kg of batch ${lot.batchId}`,
    }));
  }
  if (isReportId(subject)) {
    const { verifyReport } = await import("../attest/verify-report.ts");
    const report = await verifyReport(await connectFrom(options), subject as Hex, openBundleSource(options), against);
    return [{ ...report, subject: `report ${subject}` }];
  }
  const { verifyBundle } = await import("../attest/verify-bundle.ts");
  if (existsSync(subject)) {
    const { cid, files } = await readCarFile(subject);
    const bundle = await verifyBundle(cid, async () => files, against);
    return [{ ...bundle, subject: `bundle ${subject}`, cid: cid.toString() }];
  }
  const cid = parseCid(subject);
  const bundle = await verifyBundle(cid, openBundleSource(options), against);
  return [{ ...bundle, subject: `bundle ${cid.toString()}`, cid: cid.toString() }];
};

const trailLines = ({ subject, cid, checks, rerun }: Trail): readonly string[] => [
  subject,
  `evidence ${cid}`,
  ...(rerun?.simulated ? ["SIMULATED: made from simulated scenes, stands for nothing on the Earth"] : []),
  ...checks.map(({ name, ok, detail }) => `${outcome(ok)} ${name}: ${detail}`),
];

/** `sixfold verify`: re-runs a tonne's evidence on this machine, trusting no server of ours. Exit code 1 on any failure. */
export const addVerify = (program: Command): void => {
  withPlaces(
    withChain(addVerb(program, "verify", "re-run the evidence of a CID, CAR file, report id or certificate id")),
  )
    .argument("<subject>", "CID, CAR file, report id (0x...) or certificate id (a number, or certificate:<number>)")
    .option("--against-source", "also compare the recorded bytes with the archive's own copy")
    .option("--catalogue <folder>", "with --against-source: where the local catalogue lies")
    .option("--allow-host <host...>", "with --against-source: also reach this private host", [])
    .action(async (subject: string, options: Options) => {
      const output = openOutput(options);
      output.progress("re-running the evidence");
      const trails = await trailsOf(subject, options);
      const ok = trails.every(({ checks }) => checks.every((check) => check.ok));
      output.result(
        {
          ok,
          subject,
          trails: trails.map(({ rerun, ...trail }) => ({
            ...trail,
            simulated: rerun?.simulated,
            outputDigest: rerun?.outputDigest,
          })),
        },
        [...trails.flatMap(trailLines), ok ? "every check holds" : "at least one check FAILED"],
      );
      process.exitCode = ok ? EXIT.ok : EXIT.check;
    });
};
