import { expect } from "chai";

import { httpTransport } from "../../../oracle/transport/http-transport.ts";
import { publicHref } from "../../../oracle/core/scenes/public-href.ts";
import { recordTransport } from "../../../oracle/transport/record-transport.ts";
import { memoryShelf } from "../../../oracle/transport/shelf.ts";
import { isAssetToken, signWith } from "../../../oracle/transport/sign-href.ts";
import { localPolicy, sceneCode, sendRange, serve } from "../../helpers/stac-server.ts";

const TOKEN = "st=2024-01-01T00%3A00%3A00Z&se=2024-01-02T00%3A00%3A00Z&sp=rl&sv=2021-06-08&sr=c&skoid=a&sig=abc%3D";

describe("asset tokens", () => {
  const sign = signWith([{ host: "store.example", token: TOKEN }]);

  it("sign hrefs of their own host alone, and never in clear", () => {
    expect(sign("https://store.example/a.tif")).to.equal(`https://store.example/a.tif?${TOKEN}`);
    expect(sign("https://store.example/a.tif?v=1")).to.equal(`https://store.example/a.tif?v=1&${TOKEN}`);
    for (const href of [
      "https://store.example.evil.example/a.tif",
      "https://evil.example/store.example/a.tif",
      "http://store.example/a.tif",
    ])
      expect(sign(href)).to.equal(href);
  });

  it("are those whose every part is known as a signature", () => {
    expect(isAssetToken(TOKEN)).to.equal(true);
    expect(publicHref(sign("https://store.example/a.tif?v=1"))).to.equal("https://store.example/a.tif?v=1");
    for (const token of ["", "secret=1", `${TOKEN}&secret=1`, "sv=1"])
      expect(isAssetToken(token), token).to.equal(false);
  });

  it("let a file be read that is refused without, and leave no trace in what is recorded", async () => {
    const bytes = Uint8Array.from({ length: 100 }, (_, k) => k);
    const server = await serve((request, response) => {
      const url = new URL(request.url ?? "", "http://host");
      if (url.searchParams.get("sig") !== "abc=") return void response.writeHead(403).end();
      return sendRange(request, response, bytes);
    });
    const href = `${server.origin}/a.tif`;
    const range = { start: 10, end: 20 };
    expect(await sceneCode(httpTransport(localPolicy).read(href, range))).to.equal("TRANSPORT_HTTP_STATUS");
    const policy = { ...localPolicy, signHref: signWith([{ host: "127.0.0.1", token: TOKEN }]) };
    const { transport, recordings } = recordTransport(httpTransport(policy), memoryShelf());
    expect([...(await transport.read(href, range))]).to.deep.equal([...bytes.subarray(10, 20)]);
    expect(recordings().map((recording) => recording.href)).to.deep.equal([href]);
    await server.close();
  });
});
