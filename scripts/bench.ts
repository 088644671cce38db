/** `npm run bench`: figures for scripts/bench/README.md. Takes some minutes; nothing here is a test. */
import { bitFlips } from "./bench/bit-flips.ts";
import { determinism } from "./bench/determinism.ts";
import { gasTable } from "./bench/gas.ts";

gasTable();
await bitFlips();
await determinism();
