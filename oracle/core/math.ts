/**
 * Elementary functions whose results do not depend on the engine.
 *
 * `Math.sin`, `Math.exp` and the like are "implementation-approximated" (ECMA-262, section 21.3): engines may differ in
 * the last bit, and one bit is enough to break a quorum that signs equal bytes (L3) or a replay (L13). These are ports
 * of FreeBSD msun / fdlibm, which use only IEEE 754 basic operations. `Math.sqrt`, `abs`, `floor`, `ceil`, `trunc`,
 * `round`, `min` and `max` are exact by specification and may be used directly.
 */
export { default as asin } from "@stdlib/math-base-special-asin";
export { default as atan } from "@stdlib/math-base-special-atan";
export { default as atan2 } from "@stdlib/math-base-special-atan2";
export { default as cos } from "@stdlib/math-base-special-cos";
export { default as exp } from "@stdlib/math-base-special-exp";
export { default as ln } from "@stdlib/math-base-special-ln";
export { default as pow } from "@stdlib/math-base-special-pow";
export { default as sin } from "@stdlib/math-base-special-sin";
export { default as tan } from "@stdlib/math-base-special-tan";
