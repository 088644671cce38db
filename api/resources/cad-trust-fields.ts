import * as z from "zod";

import { digest, instant, kg, number } from "../http/fields.ts";

/**
 * Records of the CAD Trust data model, version 1, by its own names and lists (Chia-Network/cadt, src/validations and
 * src/models/governance). What it requires and no contract here holds is null, and named beside the record.
 */
const missing = z
  .array(z.string())
  .meta({ description: "Fields that CAD Trust requires and the chain does not hold: whoever submits fills them in" });

export const STATUSES = ["Listed", "Registered", "Completed", "Withdrawn"] as const;
export const UNIT_TYPES = [
  "Reduction - nature",
  "Reduction - technical",
  "Removal - nature",
  "Removal - technical",
] as const;
export const UNIT_STATUSES = ["Held", "Retired", "Cancelled", "Buffer"] as const;

const project = z.strictObject({
  projectId: z.string(),
  originProjectId: z.string(),
  registryOfOrigin: z.string(),
  currentRegistry: z.literal("Sixfold"),
  program: z.string().nullable(),
  projectName: z.null(),
  projectLink: z.string(),
  projectDeveloper: z.string(),
  sector: z.null(),
  projectType: z.null(),
  coveredByNDC: z.literal("Unknown"),
  projectStatus: z.enum(STATUSES),
  projectStatusDate: instant,
  unitMetric: z.literal("tCO2e"),
  methodology: z.string(),
  validationBody: z.string().nullable(),
  validationDate: instant.nullable(),
  projectLocations: z.array(
    z.strictObject({
      country: z.string(),
      geographicIdentifier: z.string().meta({ description: "Where its cells are" }),
    }),
  ),
  estimations: z.array(
    z.strictObject({ creditingPeriodStart: instant, creditingPeriodEnd: instant, unitCount: z.null() }),
  ),
});

const issuance = z.strictObject({
  id: digest.meta({ description: "The report's" }),
  startDate: instant,
  endDate: instant,
  verificationApproach: z.string(),
  verificationDate: instant,
  verificationBody: z.string(),
});

const unit = z.strictObject({
  issuanceId: digest,
  unitOwner: z.string().nullable(),
  countryJurisdictionOfOwner: z.null(),
  serialNumberBlock: z.string(),
  unitBlockStart: z.string().nullable(),
  unitBlockEnd: z.string().nullable(),
  unitCount: z.int().meta({ description: "Whole tonnes; `kg` beside it is the whole amount" }),
  vintageYear: z.int(),
  unitType: z.enum(UNIT_TYPES),
  unitStatus: z.enum(UNIT_STATUSES),
  unitStatusReason: z.string().nullable(),
  unitRegistryLink: z.string(),
  correspondingAdjustmentDeclaration: z.literal("Unknown"),
  correspondingAdjustmentStatus: z.literal("Not Started"),
});

export const exported = z.strictObject({
  model: z.literal("CAD Trust 1"),
  project: z.strictObject({ record: project, missing }),
  issuances: z.array(issuance),
  units: z.array(z.strictObject({ batchId: number, kg, record: unit, missing })),
});
export type CadTrust = z.output<typeof exported>;
export type CadTrustUnit = CadTrust["units"][number];
