import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import type { Hex } from "viem";

import type { Progress } from "../core/program/progress.ts";
import type { Check } from "../verify/checks.ts";
import type { Trust } from "../programs/trust-named.ts";
import type { Rerun } from "../attest/rerun.ts";
import { signWith } from "../transport/sign-href.ts";
import type { AssetToken } from "../transport/sign-href.ts";
import { assetTokenOption } from "./asset-token.ts";
import { EXIT } from "./fail.ts";
import { addVerb, connectFrom, withChain } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput, outcome } from "./output.ts";
import { folderToRead } from "./paths.ts";
import { runWithin, withRun } from "./run-options.ts";
import type { RunOptions } from "./run-options.ts";
import { openPlaces, withPlaces } from "./places.ts";
import type { PlaceOptions } from "./places.ts";
import { RERUN_STAGES, stageProgress } from "./stage-progress.ts";
import { subjectOf } from "./verify-subject.ts";

type Options = ChainOptions &
  PlaceOptions & {
    readonly againstSource?: boolean;
    readonly catalogue?: string;
    readonly allowHost: readonly string[];
    readonly assetToken: readonly AssetToken[];
    readonly programDigest: readonly Hex[];
  } & RunOptions;

/** sha-256 digests of programs, for an option that may be given more than once. */
const digests = (text: string, earlier: readonly Hex[] = []): readonly Hex[] => {
  if (!/^0x[0-9a-fA-F]{64}$/.test(text)) throw new InvalidArgumentError("A sha-256 digest: 0x and 64 hex digits.");
  return [...earlier, text.toLowerCase() as Hex];
};

/** One tonne's way from a claim back to bytes. */
type Trail = {
  readonly subject: string;
  readonly cid: string;
  readonly checks: readonly Check[];
  readonly rerun: Rerun | undefined;
};

const trailsOf = async (text: string, options: Options, progress: Progress): Promise<readonly Trail[]> => {
  const subject = await subjectOf(text);
  if (options.catalogue !== undefined) await folderToRead("--catalogue", options.catalogue);
  const { compareWithSource } = await import("../verify/compare-with-source.ts");
  const againstSource = options.againstSource
    ? compareWithSource({
        catalogue: options.catalogue,
        allowHosts: options.allowHost,
        signHref: signWith(options.assetToken),
      })
    : undefined;
  const [{ trustAny, trustNamed }, { trustOwn }] = await Promise.all([
    import("../programs/trust-named.ts"),
    import("../programs/trust-own.ts"),
  ]);
  const trust = trustAny(trustOwn, trustNamed(options.programDigest, "you named it"));
  const how = { againstSource, progress, trust, ...runWithin(options) };
  // A report names its methodology by itself. A bundle does not say on which chain it was used: one is asked where it is
  // given, and where nobody else speaks for the program.
  const byChain: Trust = async (program) => {
    if (options.deployment === undefined) return undefined;
    const { trustChain } = await import("../chain/trust-chain.ts");
    return trustChain(await connectFrom(options))(program);
  };
  const ofBundle = { ...how, trust: trustAny(trust, byChain) };
  if (subject.kind === "certificate") {
    const { certificateId } = subject;
    const [{ verifyCertificate }, source] = await Promise.all([
      import("../verify/verify-certificate.ts"),
      openPlaces(options),
    ]);
    const lots = await verifyCertificate(await connectFrom(options), certificateId, source, how);
    return lots.map((lot) => ({
      ...lot,
      subject: `certificate ${certificateId}: ${lot.amountKg} kg of batch ${lot.batchId}`,
    }));
  }
  if (subject.kind === "report") {
    const [{ verifyReport }, source] = await Promise.all([import("../verify/verify-report.ts"), openPlaces(options)]);
    const report = await verifyReport(await connectFrom(options), subject.reportId, source, how);
    return [{ ...report, subject: `report ${text}` }];
  }
  const { verifyBundle } = await import("../verify/verify-bundle.ts");
  if (subject.kind === "car") {
    const { openCarFile } = await import("../store/car-file.ts");
    const opened = await openCarFile(subject.path);
    const bundle = await verifyBundle(opened.root, async () => opened, ofBundle);
    return [{ ...bundle, subject: `bundle ${text}`, cid: opened.root.toString() }];
  }
  const cid = subject.cid.toString();
  const bundle = await verifyBundle(subject.cid, await openPlaces(options), ofBundle);
  return [{ ...bundle, subject: `bundle ${cid}`, cid }];
};

const trailLines = ({ subject, cid, checks, rerun }: Trail): readonly string[] => [
  subject,
  `evidence ${cid}`,
  ...(rerun?.simulated ? ["SIMULATED: made from simulated scenes, stands for nothing on the Earth"] : []),
  ...checks.map(({ name, ok, detail }) => `${outcome(ok)} ${name}: ${detail}`),
];

/** `sixfold verify`: re-runs a tonne's evidence on this machine, trusting no server of ours. Exit code 1 on any failure. */
export const addVerify = (program: Command): void => {
  withRun(
    withPlaces(
      withChain(
        addVerb(program, "verify", "re-run the evidence of a CID, CAR file, report id or certificate id"),
        "required for a report or a certificate; with it, a bundle's program may also be one that the chain names",
      ),
    ),
  )
    .argument("<subject>", "CID, CAR file, report id (0x...) or certificate id (a number, or certificate:<number>)")
    .option("--against-source", "also compare the recorded bytes with the archive's own copy")
    .option("--catalogue <folder>", "with --against-source: where the local catalogue lies")
    .option("--allow-host <host...>", "with --against-source: also reach this host at a private address", [])
    .addOption(assetTokenOption())
    .option("--program-digest <sha256...>", "also run a bundle's program that this copy does not build", digests, [])
    .action(async (subject: string, options: Options) => {
      const output = openOutput(options);
      output.progress("re-running the evidence");
      const trails = await trailsOf(subject, options, stageProgress(output, RERUN_STAGES));
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
