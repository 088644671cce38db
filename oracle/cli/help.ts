import { Help } from "commander";
import type { HelpConfiguration, Option } from "commander";

/** Help that says which options a command can not go without. */
export const requiredMarked: HelpConfiguration = {
  optionDescription: (option: Option): string => {
    const text = new Help().optionDescription(option);
    return option.mandatory && option.defaultValue === undefined ? `${text} (required)` : text;
  },
};
