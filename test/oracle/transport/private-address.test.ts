import { expect } from "chai";

import { isPrivateAddress } from "../../../oracle/transport/private-address.ts";

describe("isPrivateAddress", () => {
  const closed = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fc00::1",
    "fdff::1",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:a00:1",
    "::FFFF:169.254.169.254",
    "0:0:0:0:0:ffff:7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "::7f00:1",
    "localhost",
    "",
    "1.2.3",
  ];
  for (const address of closed)
    it(`closes ${address === "" ? "nothing" : address}`, () => expect(isPrivateAddress(address)).to.equal(true));

  for (const address of [
    "1.1.1.1",
    "172.15.255.255",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
  ]) {
    it(`opens ${address}`, () => expect(isPrivateAddress(address)).to.equal(false));
  }
});
