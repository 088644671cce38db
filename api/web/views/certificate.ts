import type { Certificate, CertificateStatus } from "../../resources/certificates.ts";
import type { Report } from "../../resources/reports.ts";
import { ask, askWhole } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { co2, moment, period, tonnes, whole } from "../base/format.ts";
import { chip, facts, hash, link, section } from "../parts/facts.ts";
import { t, wordOf } from "../words/index.ts";
import { accountOf } from "./accounting.ts";
import { asOf } from "./view.ts";
import type { MakeView } from "./view.ts";

const TONES = { sound: "good", compensated: "plain", "at risk": "wait", unmonitored: "wait", deficit: "bad" } as const;

const permanence = ({ condition, block, at }: CertificateStatus): readonly Child[] => [
  h("p", {}, chip(TONES[condition], wordOf("condition", condition)), " ", t(`conditionMeans.${condition}`)),
  h("p", { class: "as-of" }, t("certificate.statusAt", { block: whole(block), time: moment(at) })),
];

const lotOf = (lot: Certificate["lots"][number], report: Report): HTMLElement => {
  const { gross, halfWidth, net } = accountOf(report);
  return facts([
    [t("certificate.amount"), co2(lot.kg)],
    [t("batch.project"), link(`/projects/${lot.projectId}`, t("report.ofProject", { id: lot.projectId }))],
    [t("certificate.vintage"), period(lot.vintage)],
    [t("certificate.serials"), t("batch.serialsOf", { first: whole(lot.serialFirst), last: whole(lot.serialLast) })],
    [t("batch.token"), link(`/batches/${lot.batchId}`, hash(lot.batchId))],
    [
      t("certificate.verification"),
      t("certificate.verified", {
        gross: tonnes(gross),
        half: tonnes(halfWidth),
        net: tonnes(net),
        signed: `${report.signers.length}`,
        of: `${report.operators}`,
      }),
    ],
    [t("batch.report"), link(`/reports/${lot.reportId}`, hash(lot.reportId))],
    [t("report.evidence"), hash(lot.evidence.cid)],
    [t("certificate.check"), link(`/reports/${lot.reportId}#verify`, t("verify.start"))],
  ]);
};

export const certificateView: MakeView = async ({ id }) => {
  const answer = await askWhole<Certificate>(`/v1/certificates/${id}`);
  const certificate = answer.value;
  const [status, ...reports] = await Promise.all([
    ask<CertificateStatus>(certificate.status),
    ...certificate.lots.map(({ reportId }) => ask<Report>(`/v1/reports/${reportId}`)),
  ]);
  return {
    title: t("certificate.title", { id }),
    content: [
      h(
        "div",
        { class: "certificate" },
        h("p", { class: "amount" }, co2(certificate.kg)),
        h("p", { class: "for" }, t("certificate.for"), " ", h("bdi", {}, certificate.beneficiary)),
        certificate.message === "" ? null : h("blockquote", {}, h("bdi", {}, certificate.message)),
        h("p", {}, t("certificate.final")),
      ),
      section(t("certificate.status"), ...permanence(status)),
      section(
        t("certificate.about"),
        facts([
          [
            t("certificate.retiredAt"),
            t("certificate.atBlock", { time: moment(certificate.retiredAt), block: whole(certificate.block) }),
          ],
          [t("certificate.purpose"), wordOf("purpose", certificate.purpose)],
          [t("certificate.retiree"), hash(certificate.retiree)],
          [t("certificate.recipient"), hash(certificate.recipient)],
          [t("report.transaction"), hash(certificate.transaction)],
          [
            t("certificate.contract"),
            [hash(certificate.contract), " ", t("certificate.chain", { id: `${certificate.chainId}` })],
          ],
        ]),
      ),
      ...certificate.lots.map((lot, index) =>
        section(t("certificate.lot", { n: `${index + 1}` }), lotOf(lot, reports[index]!)),
      ),
      section(
        t("certificate.picture"),
        h("img", {
          class: "picture",
          src: certificate.picture,
          alt: t("certificate.pictureAlt", { id, amount: co2(certificate.kg) }),
        }),
      ),
      asOf(answer),
      h(
        "p",
        { class: "actions" },
        h("button", { type: "button", click: () => print() }, t("certificate.print")),
        link(`/v1/certificates/${id}`, "JSON"),
      ),
    ],
  };
};
