import type { Project } from "../../common/types.ts";

/** Areas of a project whose ground may give an offset. */
export const referencesOf = ({ fields }: Project) =>
  fields.filter(({ role }) => role === "control").map(({ boundary }) => boundary);
