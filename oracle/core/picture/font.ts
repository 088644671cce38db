/** Columns of a letter, rows above the line it stands on, and rows below. */
export const GLYPH_WIDTH = 5;
export const GLYPH_HEIGHT = 7;
export const GLYPH_DESCENT = 2;

/**
 * A letter and its rows from top to bottom, one digit in base 32 each, whose five bits are the columns from left to
 * right. Rows that are not written are empty. They are what layers' names, units and numbers are written with.
 */
const ROWS = new Map(
  [
    "0ehjlphe 14c4444e 2eh168gv 3eh161he 426aiv22 5vgu11he 668guhhe 7v124888 8ehhehhe 9ehhf12c",
    "Aehhvhhh Buhhuhhu Cehggghe Dsihhhis Evgguggv Fvgguggg Gehgnhhf Hhhhvhhh Ie44444e J72222ic",
    "Khikokih Lggggggv Mhrllhhh Nhhpljhh Oehhhhhe Puhhuggg Qehhhlid Ruhhukih Sfgge11u Tv444444",
    "Uhhhhhhe Vhhhhha4 Whhhllla Xhha4ahh Yhha4444 Zv1248gv",
    "a00e1fhf bggmphhu c00egghe d11djhhf e00ehvge f698s888 g00fhhhf1e hggmphhh i40c444e j2062222ic",
    "kggikoki lc44444e m00qllhh n00mphhh o00ehhhe p00uhhhugg q00fhhhf11 r00mpggg s00ege1u t88s8896",
    "u00hhhjd v00hhha4 w00hhlla x00ha4ah y00hhhhf1e z00v248v",
    ".00000cc ,00000cc48 -000v000 +044v440 /01248g0 %op248j3 (2488842 )8422248 :0cc0cc0 =00v0v00 _000000v",
    "*04lel40 ^4ah0000 ²c248e00 ³c242c00 °ciic000 µ00hhhjtgg",
  ].flatMap((line) => line.split(" ").map((entry) => [entry.slice(0, 1), entry.slice(1)] as const)),
).set(" ", "0000000");

/** A sign without a drawing shows as a box. */
const UNKNOWN = "vhhhhhv";

/** Whether a pixel of a letter is inked; rows go from 0 to GLYPH_HEIGHT + GLYPH_DESCENT - 1. */
export const isInk = (letter: string, col: number, row: number): boolean => {
  const digit = (ROWS.get(letter) ?? UNKNOWN).charAt(row) || "0";
  return ((Number.parseInt(digit, 32) >> (GLYPH_WIDTH - 1 - col)) & 1) === 1;
};
