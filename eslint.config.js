import tseslint from "typescript-eslint";

/** The measuring core: what a program is built from. */
const PURE = ["oracle/core/**"];

/** ECMA-262 leaves the last bit of these to the engine (section 21.3), and one bit breaks L13. */
const ENGINE_DEPENDENT = [
  "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "cos", "cosh", "exp", "expm1", "hypot",
  "log", "log10", "log1p", "log2", "pow", "random", "sin", "sinh", "tan", "tanh",
]; // prettier-ignore

const SIXFOLD_SYNTAX = [
  {
    selector: "NewExpression[callee.name='Error']",
    message: "Throw a SixfoldError: it names field, value and rule.",
  },
  { selector: "TSEnumDeclaration", message: "Use a union of strings." },
];

/** A program holds what its code names, and no more. */
const NAMED_IN_PROGRAMS = [
  {
    selector: "ImportDeclaration[source.value='zod'][importKind='value'] > ImportSpecifier",
    message: 'import * as z from "zod": of the name z all of zod hangs.',
  },
  ...[
    ":not(MemberExpression, CallExpression) > MemberExpression[object.name='core'][property.name='run']",
    "MemberExpression[computed=true] > MemberExpression[object.name='core'][property.name='run']",
  ].map((selector) => ({ selector, message: "Name the function where it is called: core.run.lerc()." })),
];

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
    },
  },
  {
    files: ["oracle/**/*.ts", "api/**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", ...SIXFOLD_SYNTAX],
    },
  },
  {
    files: PURE,
    rules: {
      "no-restricted-syntax": ["error", ...SIXFOLD_SYNTAX, ...NAMED_IN_PROGRAMS],
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
        { patterns: [{ regex: "^node:", message: "The measuring core runs in a browser." }] },
      ],
    },
  },
  {
    files: ["hardhat.config.ts", "scripts/ignition/modules/*.ts", "test/**/*.ts"],
    rules: { "no-restricted-exports": "off" },
  },
);
