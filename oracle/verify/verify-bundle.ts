import type { CID } from "multiformats/cid";

import type { Bundle } from "../core/evidence/files.ts";
import type { ReplayCheck } from "../pipeline/replay-check.ts";
import { trustOwn } from "../programs/trust-own.ts";
import type { BundleSource } from "../store/bundle-source.ts";
import { attempt, holds } from "./checks.ts";
import type { Check } from "./checks.ts";
import { rerunWithChecks } from "../attest/rerun.ts";
import type { Rerun, RerunOptions } from "../attest/rerun.ts";

export type Verified = { readonly checks: readonly Check[]; readonly rerun: Rerun | undefined };

/** Compares recorded bytes with the archive's own copy. */
export type CompareWithSource = (files: Bundle) => Promise<readonly Check[]>;

/** How a bundle is verified beyond being run again. */
export type VerifyOptions = Omit<RerunOptions, "trust"> & {
  /** Also compares the recorded bytes with the archive's. */
  readonly againstSource?: CompareWithSource | undefined;
  /** Which programs may be run beside the one that a report's methodology names; those that this copy builds where absent. */
  readonly trust?: RerunOptions["trust"] | undefined;
};

const FILE = /^file /;

const toCheck = ({ name, ok, expected, actual, warning }: ReplayCheck): Check =>
  holds(
    warning === true && !ok ? `${name} (differs, does not decide)` : name,
    ok || warning === true,
    ok ? actual : `${actual}, bundle says ${expected}`,
  );

/** Files that came out the same are one line; every file that did not is its own. */
const summarise = (checks: readonly ReplayCheck[]): readonly Check[] => {
  const files = checks.filter(({ name }) => FILE.test(name));
  const same = files.filter(({ ok }) => ok);
  return [
    ...checks.filter(({ name }) => !FILE.test(name)).map(toCheck),
    ...(files.length === 0
      ? []
      : [holds("files come out bit for bit", same.length === files.length, `${same.length} of ${files.length}`)]),
    ...files.filter(({ ok }) => !ok).map(toCheck),
  ];
};

/**
 * Re-runs a bundle: gets it, checks every block against the CID, every file against the manifest, runs the methodology
 * again, by the bundle's own program, over the recorded bytes and compares everything that comes out (L13).
 */
export const verifyBundle = async (
  cid: CID,
  source: BundleSource,
  { againstSource, trust = trustOwn, ...how }: VerifyOptions = {},
): Promise<Verified> => {
  const got = await attempt(
    "evidence bytes hash to the CID",
    () => source(cid),
    ({ files }) => `${files.size} files`,
  );
  if (got.value === undefined) return { checks: [got.check], rerun: undefined };
  await using bundle = got.value;
  const { files } = bundle;
  const { checks, rerun } = await rerunWithChecks(cid, files, { ...how, trust });
  const compared = againstSource === undefined ? [] : await againstSource(files);
  return { checks: [got.check, ...summarise(checks), ...compared], rerun };
};
