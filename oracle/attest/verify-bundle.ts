import type { CID } from "multiformats/cid";

import type { Files } from "../evidence/files.ts";
import type { BundleSource } from "./bundle-source.ts";
import { attempt, holds } from "./checks.ts";
import type { Check } from "./checks.ts";
import { rerun } from "./rerun.ts";
import type { Rerun } from "./rerun.ts";

export type Verified = { readonly checks: readonly Check[]; readonly rerun: Rerun | undefined; readonly files: Files | undefined };

/** Compares recorded bytes with the archive's own copy. */
export type CompareWithSource = (files: Files) => Promise<string>;

/**
 * Re-runs a bundle: gets it, checks every block against the CID, every file against the manifest, runs the methodology
 * again over the recorded bytes and compares output digest and report (L13).
 * @param againstSource also compares the recorded bytes with the archive's.
 */
export const verifyBundle = async (
  cid: CID,
  source: BundleSource,
  againstSource?: CompareWithSource,
): Promise<Verified> => {
  const got = await attempt(
    "evidence bytes hash to the CID",
    () => source(cid),
    (files) => `${files.size} files under ${cid.toString()}`,
  );
  if (got.value === undefined) return { checks: [got.check], rerun: undefined, files: undefined };
  const files = got.value;
  const ran = await attempt(
    "evidence re-runs to the same output digest and report",
    () => rerun(cid, files),
    ({ outputDigest, service, methodology, version }) => `${outputDigest} by ${service}/${methodology} ${version}`,
  );
  const compared =
    againstSource === undefined
      ? []
      : [(await attempt("recorded bytes are the archive's", () => againstSource(files), (detail) => detail)).check];
  const said =
    ran.value === undefined
      ? []
      : [
          holds(
            "observed area is within claimed area",
            ran.value.observedM2 <= ran.value.claimedM2,
            `${ran.value.observedM2} of ${ran.value.claimedM2} m2`,
          ),
        ];
  return { checks: [got.check, ran.check, ...compared, ...said], rerun: ran.value, files };
};
