import { expect } from "chai";
import fc from "fast-check";

import { atomOf, xml } from "../../../api/resources/feed-text.ts";
import { startApi } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";

describe("feed", function () {
  this.timeout(600_000);
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api?.close());

  const idsOf = (feed: string): readonly string[] =>
    [...feed.matchAll(/<entry><id>([^<]*)<\/id>/g)].map(([, id]) => id!);
  const feedOf = async (query = ""): Promise<string> => (await api.get(`/v1/feed${query}`)).text();

  it("tells every alert, report and retirement of the history once, newest first", async () => {
    const expected: string[] = [];
    for (const event of [
      "AlertOpened",
      "AlertConfirmed",
      "AlertDismissed",
      "ReportPosted",
      "ReportStruck",
      "CreditsRetired",
    ])
      for (const { blockHash, logIndex } of (await api.json(`/v1/history?limit=200&event=${event}`)).items)
        expected.push(`${blockHash}:${logIndex}`);
    const feed = await feedOf();
    const ids = idsOf(feed).map((id) => id.split(":").slice(-2).join(":"));
    expect(ids.toSorted()).to.deep.equal(expected.toSorted());
    const updated = [...feed.matchAll(/<\/title><updated>([^<]*)</g)].map(([, at]) => at!).slice(1);
    expect(updated).to.deep.equal(updated.toSorted().toReversed());
  });

  it("is narrowed by kind and project, and keeps its tag while nothing happens", async () => {
    const kinds = ["alerts", "reports", "retirements"];
    const parts = await Promise.all(kinds.map(async (kind) => idsOf(await feedOf(`?kind=${kind}`))));
    expect(parts.every(({ length }) => length > 0)).to.equal(true);
    expect(parts.flat().toSorted()).to.deep.equal([...idsOf(await feedOf())].toSorted());
    const projects = (await api.json("/v1/projects")).items.map(({ id }: { id: string }) => id);
    const byProject = await Promise.all(projects.map(async (id: string) => idsOf(await feedOf(`?project=${id}`))));
    expect(byProject.flat().toSorted()).to.deep.equal([...idsOf(await feedOf())].toSorted());
    const tag = (await api.get("/v1/feed")).headers.get("etag")!;
    expect((await api.get("/v1/feed", { "if-none-match": tag })).status).to.equal(304);
  });

  it("holds any text as text: no markup, no character that XML has not", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(xml(text)).not.to.match(/[<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|&(?!#\d+;)/);
      }),
      { numRuns: 1_000 },
    );
    const about = { id: "urn:a", title: "a", self: "/", updated: "2026-01-01T00:00:00Z" };
    const entry = {
      id: "urn:b",
      title: "</title><script>",
      summary: "&",
      at: "2026-01-01T00:00:00Z",
      href: "/",
      category: "c",
    };
    expect(atomOf(about, [entry]))
      .to.contain("&#60;/title&#62;&#60;script&#62;")
      .and.to.contain("&#38;");
  });
});
