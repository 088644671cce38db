import type { CertificateDocument, CertificateLot } from "./fields.ts";
import { tonnesOf } from "./tell.ts";

/** A heading in both languages, or what stands below it: a name in both, and a value. */
export type Line = { readonly heading: string } | { readonly name: string; readonly value: string };

const line = (name: string, value: string): Line => ({ name, value });
const tonnes = (kg: string): string => `${tonnesOf(kg)} t CO2e`;
const day = (instant: string): string => instant.slice(0, 10);

const labelText = (label: CertificateLot["labels"]["then"]): string =>
  typeof label === "string"
    ? label
    : `${label.condition}; met: ${label.met.join(", ") || "none"} (block ${label.block})`;

const lotLines = (lot: CertificateLot, index: number): readonly Line[] => {
  const { project, methodology, report, durability, authorisation, labels } = lot;
  return [
    { heading: `Lot ${index + 1} / 内訳 ${index + 1}: ${tonnes(lot.kg)}` },
    line("Project / プロジェクト", `${project.id}, ${project.pool}, host country ${project.hostCountry}`),
    line("Other programme / 他制度の番号", project.programmeReference || "none"),
    line("Methodology / 方法論", `${methodology.name} ${methodology.version}`),
    line("Kind / 区分", lot.sink === null ? lot.kind : `${lot.kind}, ${lot.sink}`),
    line("Vintage / 対象期間", `${day(lot.vintage.start)} to ${day(lot.vintage.end)} (end not included)`),
    line("Serials / シリアル番号", `${lot.serialFirst} to ${lot.serialLast} of batch ${lot.batchId}`),
    line("Report / 検証報告", report.id),
    line("Evidence / 証拠", report.evidence),
    line(
      "Measured / 測定値",
      `${tonnes(report.measuredKg)} +- ${tonnes(report.halfWidthKg)} (90 %); net ${tonnes(report.netKg)}`,
    ),
    line(
      "Signed / 署名",
      `${report.signed} of ${report.operators} operators, quorum ${report.quorum}; verifier ${report.verifier}`,
    ),
    line("Authorisation / 承認", authorisation.says),
    line(
      "Durability / 永続性",
      durability.watchedUntil === null
        ? "what was avoided can not be lost again"
        : `watched until ${day(durability.watchedUntil)}; a loss is met from buffer ${durability.compensatedBy}, which ` +
            `holds ${tonnes(durability.bufferedKg)}; lost ${tonnes(durability.lostKg)}, deficit ${tonnes(durability.deficitKg)}`,
    ),
    line("At retirement / 無効化時", labelText(labels.then)),
    line("As of this page / 作成時", labelText(labels.now)),
  ];
};

/** A certificate as it is printed, line by line. */
export const linesOf = (document: CertificateDocument): readonly Line[] => {
  const { parties, beneficiary, block, asOf } = document;
  return [
    line("Beneficiary / 受益者", beneficiary.name),
    line("Legal id / 法人番号", beneficiary.legalId),
    line("Web domain, country / ドメイン・国", `${beneficiary.webDomain}, ${beneficiary.country}`),
    line("Reporting year / 報告年度", document.reportingYear),
    line("Purpose / 目的", document.purpose),
    line("Message / メッセージ", document.message || "none"),
    line("Retired by / 無効化した者", parties.retiree),
    line("Held by / 証明書の保有者", parties.recipient),
    line("Way / 方法", parties.way),
    line("Signed by / 署名者", parties.signer),
    line("Paid by / 手数料の支払者", parties.payer),
    line("Retired at / 無効化日時", `${document.retiredAt}, block ${block.number} (${document.finality})`),
    line("Transaction / 取引", document.transaction),
    line("Certificate / 証明書", document["@id"]),
    ...document.lots.flatMap(lotLines),
    { heading: "What may be said / 表示できること" },
    line("", document.mayBeSaid),
    ...document.limits.map((limit) => line("", limit)),
    line("As of / 時点", `${asOf.at}, block ${asOf.block} ${asOf.hash}`),
  ];
};
