import { expect } from "chai";
import { CID } from "multiformats/cid";

import { cidOfDigest, evidenceDigest, parseCid } from "../../../oracle/store/cid.ts";
import { dagOf } from "../../helpers/bundles.ts";
import { evidenceError, sampleFiles } from "../core/evidence/samples.ts";

describe("evidence/cid", () => {
  it("goes from a root to the digest on the chain and back", async () => {
    const { root } = await dagOf(sampleFiles());
    expect(evidenceDigest(root)).to.match(/^0x[0-9a-f]{64}$/);
    expect(cidOfDigest(evidenceDigest(root)).toString()).to.equal(root.toString());
    expect(root.toString()).to.match(/^bafybei/);
  });

  it("knows the empty UnixFS directory by the CID that every IPFS node gives it", () => {
    const emptyV0 = "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn";
    expect(parseCid(emptyV0).toString()).to.equal("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354");
  });

  it("refuses what is no CID, and other codecs and hashes, by name", async () => {
    for (const text of ["", "hello", "bafybei", "../../etc/passwd"])
      expect((await evidenceError(() => parseCid(text))).code).to.equal("STORE_CID_INVALID");
    const root = parseCid("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354");
    const cbor = CID.createV1(0x71, root.multihash).toString();
    expect((await evidenceError(() => parseCid(cbor))).code).to.equal("STORE_CID_UNSUPPORTED");
    const raw = CID.createV1(0x55, root.multihash);
    expect((await evidenceError(() => evidenceDigest(raw))).code).to.equal("STORE_CID_UNSUPPORTED");
    expect((await evidenceError(() => cidOfDigest("0x12"))).code).to.equal("STORE_DIGEST_INVALID");
  });
});
