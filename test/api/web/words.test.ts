import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { ALERT_STATES, MATURITIES, REPORT_STATES, STATUSES } from "../../../api/resources/words.ts";
import { CATALOGUES, languageOf, speak, t, wordOf } from "../../../api/web/words/index.ts";
import { PURPOSES } from "../../../oracle/chain/actions/retire-credits.ts";
import { CONDITIONS } from "../../../oracle/chain/conditions.ts";
import { POOLS } from "../../../oracle/chain/pools.ts";
import { UNIT_KINDS } from "../../../oracle/chain/unit-kinds.ts";
import { CAUSES } from "../../../oracle/core/statements/alert.ts";
import { root } from "../../../scripts/run.ts";

const web = join(root, "api/web");
const sources = readdirSync(web, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.startsWith("words"))
  .map((path) => readFileSync(join(web, path), "utf8"))
  .join("\n");
const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).toSorted();

describe("api/web/words", () => {
  afterEach(() => speak("en"));

  it("has every key in every language, with the same places for values", () => {
    const { en, ja } = CATALOGUES;
    expect(Object.keys(ja).toSorted()).to.deep.equal(Object.keys(en).toSorted());
    for (const [key, text] of Object.entries(en))
      expect(namesIn(ja[key as keyof typeof ja]), key).to.deep.equal(namesIn(text));
    expect(Object.entries(ja).filter(([, text]) => text === "")).to.deep.equal([]);
  });

  it("has a word for everything that contracts count", () => {
    const kinds = {
      status: STATUSES,
      pool: POOLS,
      unit: UNIT_KINDS,
      earned: UNIT_KINDS,
      maturity: MATURITIES,
      reportState: REPORT_STATES,
      alertState: ALERT_STATES,
      cause: CAUSES,
      purpose: PURPOSES,
      condition: CONDITIONS,
      conditionMeans: CONDITIONS,
    };
    const keys = Object.entries(kinds).flatMap(([kind, words]) => words.map((word) => `${kind}.${word}`));
    expect(keys.filter((key) => !Object.hasOwn(CATALOGUES.en, key))).to.deep.equal([]);
  });

  it("has no key that nothing says", () => {
    const isSaid = (key: string): boolean => {
      const kind = key.slice(0, key.lastIndexOf("."));
      return (
        sources.includes(`"${key}"`) ||
        sources.includes(`\`${kind}.\${`) ||
        sources.includes(`wordOf("${kind}"`) ||
        sources.includes(`t(\`${kind}.`)
      );
    };
    expect(Object.keys(CATALOGUES.en).filter((key) => !isSaid(key))).to.deep.equal([]);
  });

  it("takes the first language wanted that there is, and English where there is none", () => {
    expect(languageOf([null, "fr-FR", "ja-JP", "en"])).to.equal("ja");
    expect(languageOf([null, "fr", "toString"])).to.equal("en");
  });

  it("puts values in their places, whatever they look like", () => {
    expect(t("batch.serialsOf", { first: "$&", last: "{first}" })).to.equal("$& to {first}");
    speak("ja");
    expect(wordOf("pool", "paddy-methane")).to.equal("水田メタン");
    expect(wordOf("pool", "new")).to.equal("new");
  });

  it("claims of nobody that they are carbon neutral", () => {
    const all = Object.values(CATALOGUES).flatMap((words) => Object.values(words));
    expect(all.filter((text) => /neutral|offset|中立|ニュートラル|オフセット|相殺/i.test(text))).to.deep.equal([]);
  });
});
