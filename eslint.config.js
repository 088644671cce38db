import { builtinModules } from "node:module";

import tseslint from "typescript-eslint";

/** The measuring core: what a program is built from. */
const PURE = ["oracle/core/**"];

/** ECMA-262 leaves the last bit of these to the engine (section 21.3), and one bit breaks L13. */
const ENGINE_DEPENDENT = [
  "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "cos", "cosh", "exp", "expm1", "hypot",
  "log", "log10", "log1p", "log2", "pow", "random", "sin", "sinh", "tan", "tanh",
]; // prettier-ignore

/** One way to import, everywhere. */
const ONE_IMPORT_STYLE = [
  {
    selector: "ImportDeclaration[importKind='value'] > ImportSpecifier[importKind='type']",
    message: "Types are imported by a line of their own: import type { ... } from.",
  },
  {
    // A program would hold all of zod, which hangs of the name z.
    selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
    message: 'import * as z from "zod".',
  },
];

/** Of the oracle and the API: one way to raise an error. Options' parsers throw what Commander takes for theirs. */
const ONE_WAY = [
  {
    selector: "ThrowStatement > NewExpression:not([callee.name=/^(SixfoldError|InvalidArgumentError|Stopped)$/])",
    message: "Throw a SixfoldError: it names field, value and rule.",
  },
  {
    selector: "NewExpression[callee.name='Error'], ClassDeclaration[superClass.name='SixfoldError']",
    message: "SixfoldError is the one error; its code tells which.",
  },
  { selector: "TSEnumDeclaration", message: "Use a union of strings." },
];

/** Wherever a document is judged by a schema, but where `parsedBy` itself does. */
const ONE_WAY_TO_UNWRAP = [
  {
    selector:
      "CallExpression > MemberExpression.callee[property.name=/^(safeParse|parse)$/]:not([object.name=/^(JSON|Date|CID)$/])",
    message: "parsedBy of core/schema-faults.ts turns what a schema refuses into a typed error.",
  },
];

/** A program holds what its code names, and no more. */
const NAMED_IN_PROGRAMS = [
  ...[
    ":not(MemberExpression, CallExpression) > MemberExpression[object.name='core'][property.name='run']",
    "MemberExpression[computed=true] > MemberExpression[object.name='core'][property.name='run']",
  ].map((selector) => ({ selector, message: "Name the function where it is called: core.run.lerc()." })),
];

const BARE_BUILTINS = builtinModules
  .filter((name) => !name.startsWith("node:"))
  .map((name) => ({ name, message: `Say node:${name}.` }));

const GROUPS = [/^node:/, /^[^.]/, /^\./];

/** Imports stand in three groups, with a line between them: Node's own, packages', ours. */
const importGroups = {
  meta: {
    type: "layout",
    schema: [],
    messages: { order: "Node's imports, then packages', then ours, a line between." },
  },
  create: ({ report }) => ({
    Program: ({ body }) => {
      const imports = body.filter(({ type }) => type === "ImportDeclaration");
      const groupOf = ({ source }) => GROUPS.findIndex((group) => group.test(source.value));
      imports.slice(1).forEach((node, index) => {
        const [before, here] = [groupOf(imports[index]), groupOf(node)];
        const apart = node.loc.start.line - imports[index].loc.end.line > 1;
        if (here < before || here > before !== apart) report({ node, messageId: "order" });
      });
    },
  }),
};

export default tseslint.config(
  {
    ignores: [
      "artifacts/**",
      "cache/**",
      "coverage/**",
      "contracts/abi/**",
      "node_modules/**",
      ".sixfold/**",
      "scripts/ipfs-node/node_modules/**",
      "oracle/core/wasm/assembly/**",
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
      "no-restricted-imports": ["error", { paths: BARE_BUILTINS }],
      "no-restricted-syntax": ["error", ...ONE_IMPORT_STYLE],
      "sixfold/import-groups": "error",
    },
    plugins: { sixfold: { rules: { "import-groups": importGroups } } },
  },
  {
    files: ["oracle/**/*.ts", "api/**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", ...ONE_IMPORT_STYLE, ...ONE_WAY, ...ONE_WAY_TO_UNWRAP],
    },
  },
  {
    files: PURE,
    rules: {
      "no-restricted-syntax": ["error", ...ONE_IMPORT_STYLE, ...ONE_WAY, ...ONE_WAY_TO_UNWRAP, ...NAMED_IN_PROGRAMS],
      "no-restricted-properties": [
        "error",
        ...ENGINE_DEPENDENT.map((property) => ({
          object: "Math",
          property,
          message: "Use oracle/core/math.ts (L13).",
        })),
        { object: "Date", property: "now", message: "The measuring core has no clock (L13)." },
      ],
      "no-restricted-globals": ["error", "Buffer", "process", "fetch", "performance", "setTimeout"],
      "no-restricted-imports": [
        "error",
        { paths: BARE_BUILTINS, patterns: [{ regex: "^node:", message: "The measuring core runs in a browser." }] },
      ],
    },
  },
  {
    files: ["oracle/core/schema-faults.ts"],
    rules: {
      "no-restricted-syntax": ["error", ...ONE_IMPORT_STYLE, ...ONE_WAY, ...NAMED_IN_PROGRAMS],
    },
  },
  {
    files: ["hardhat.config.ts", "scripts/ignition/modules/*.ts", "test/**/*.ts"],
    rules: { "no-restricted-exports": "off" },
  },
);
