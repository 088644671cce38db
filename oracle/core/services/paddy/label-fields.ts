import { SixfoldError } from "../../errors.ts";
import type { Field } from "../common/types.ts";

/**
 * Fields in the order of their ids; a field's place is its label.
 *
 * @throws SixfoldError SERVICE_DUPLICATE_FIELD
 */
export const labelFields = (unsorted: readonly Field[]): readonly (Field & { readonly label: number })[] => {
  const fields = [...unsorted].sort((a, b) => (a.id < b.id ? -1 : 1));
  const twice = fields.find(({ id }, index) => fields[index + 1]?.id === id);
  if (twice !== undefined) {
    throw new SixfoldError({
      code: "SERVICE_DUPLICATE_FIELD",
      failure: "check",
      field: "fields",
      value: twice.id,
      rule: "every field has its own id",
    });
  }
  return fields.map((field, label) => ({ ...field, label }));
};
