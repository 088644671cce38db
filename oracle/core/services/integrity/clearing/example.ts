import type { ProjectDocuments } from "../../common/types.ts";
import { watchExample } from "../example.ts";
import { CLEARING_METHODOLOGY } from "./parameters.ts";
import { CLEARING_REFERENCE } from "./terms.ts";

export const clearingExample: ProjectDocuments = watchExample(CLEARING_METHODOLOGY, CLEARING_REFERENCE);
