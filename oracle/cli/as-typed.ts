import type { Command } from "commander";

import { SixfoldError } from "../core/errors.ts";

/** Options and arguments of a command, such as `--out` and `<cid>`. */
export type Words = { readonly has: readonly string[]; readonly given: readonly string[] };

export const NO_WORDS: Words = { has: [], given: [] };

/** What a command has, and which of it was given by whoever called it or by their environment. */
export const wordsOf = (command: Command): Words => {
  const args = command.registeredArguments.map((argument) => `<${argument.name()}>`);
  const isGiven = (key: string): boolean => !["default", undefined].includes(command.getOptionValueSource(key));
  const options = command.options.map((option) => ({
    name: option.long ?? option.flags,
    given: isGiven(option.attributeName()),
  }));
  return {
    has: [...args, ...options.map(({ name }) => name)],
    given: [...args, ...options.filter(({ given }) => given).map(({ name }) => name)],
  };
};

/** What was typed that leads to errors of these codes, and what to say of them on a command line. */
type Typed = {
  readonly codes: RegExp;
  /** Those that were given are named, or if none was, those that the command has. */
  readonly names: readonly string[];
  readonly rule?: string;
};

/** The first that fits decides. Errors whose field is called as an option or argument is need no entry. */
const TYPED: readonly Typed[] = [
  {
    codes: /^CHAIN_DEPLOYMENT_UNREADABLE$/,
    names: ["--deployment"],
    rule: "name a deployment file (JSON) that exists, with --deployment or SIXFOLD_DEPLOYMENT",
  },
  { codes: /^CHAIN_DEPLOYMENT_/, names: ["--deployment"] },
  { codes: /^ATTEST_GUARD_/, names: ["--memory"] },
  { codes: /^ATTEST_SIGNED_/, names: ["<signed-report>", "<signed-request>"] },
  { codes: /^ATTEST_(SIGNER_|QUORUM$)/, names: ["--operator", "--verifier", "--verifier-url"] },
  {
    codes: /^STORE_NO_BUNDLE_SOURCE$/,
    names: ["--car", "--store", "--gateway", "--kubo"],
    rule: "name where the evidence comes from: --car <file>, --store <folder>, --gateway <url> or --kubo <url>",
  },
  { codes: /^STORE_CAR_UNREADABLE$/, names: ["<subject>", "<car>", "--car"] },
  { codes: /^STORE_GATEWAY_/, names: ["--gateway"] },
  { codes: /^STORE_NODE_/, names: ["--to", "--kubo"] },
  { codes: /^STORE_UN(READ|WRIT)ABLE$/, names: ["--store"] },
  { codes: /^PIPELINE_PROJECT_/, names: ["--project"] },
  { codes: /^(SERVICE|PIPELINE_SERVICE)_UNKNOWN$/, names: ["--service", "--methodology"] },
  { codes: /^SERVICE_PARAMETERS$/, names: ["--parameters"] },
  { codes: /^(SERVICE_|SCENE_QUERY$)/, names: ["--project"] },
  {
    codes: /^TRANSPORT_PRIVATE_ADDRESS$/,
    names: ["--allow-host"],
    rule: "hosts are public; one at a private address is read once --allow-host <host> names it",
  },
  { codes: /^(SCENE|ASSET|TIFF|TRANSPORT)_/, names: ["--scenes", "--against-source"] },
  { codes: /^(GROUND|GRID)_/, names: ["--boundary", "<geojson>", "--project"] },
];

/** A parameter's name, as against a JSON pointer, a path or a host. */
const IS_PARAMETER = /^[a-z][A-Za-z ]*$/;

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * An error of the library about what was typed: its field begins with the options and arguments that lead to it, and
 * goes on with the library's own where that says more.
 */
export const asTyped = (error: SixfoldError, { has, given }: Words): SixfoldError => {
  const { code, failure, field, value, rule, cause } = error;
  const isParameter = IS_PARAMETER.test(field);
  const typed = TYPED.find(({ codes }) => codes.test(code));
  const wanted = typed?.names ?? (isParameter ? [`<${kebab(field)}>`, `--${kebab(field)}`] : []);
  const known = wanted.filter((name) => has.includes(name));
  const typedNow = known.filter((name) => given.includes(name));
  const names = typedNow.length > 0 ? typedNow : known;
  if (names.length === 0 || field.startsWith("-")) return error;
  return new SixfoldError({
    code,
    failure,
    field: [names.join(", "), ...(isParameter ? [] : [field])].join(" "),
    value,
    rule: typed?.rule ?? rule,
    cause,
  });
};
