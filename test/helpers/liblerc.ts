import { execFileSync, spawnSync } from "node:child_process";

import { PYTHON } from "./gdal.ts";
import type { Requirement } from "./skip-without.ts";

/** Esri's own codec, which GDAL uses. */
export const liblerc: Requirement = {
  name: "liblerc",
  isMet: () => spawnSync(PYTHON, ["-c", "import ctypes, numpy; ctypes.CDLL('libLerc.so.4')"]).status === 0,
  hint: `Install liblerc4 and python3-numpy, for ${PYTHON}.`,
};

/** What liblerc made of seeded pixels: blobs of one block, and the values that it reads from them itself. */
export type LercCase = {
  readonly name: string;
  readonly kind: "uint" | "int" | "float";
  readonly bits: number;
  readonly samples: number;
  readonly blobs: Uint8Array;
  /** Sample after sample of a pixel; NaN where not valid. */
  readonly values: Float64Array;
};

export const LERC_WIDTH = 53;
export const LERC_HEIGHT = 41;

/** Every type, as one blob and as one for each sample, with masks, errors and contents that each take another way. */
const MAKE = `
import sys, json, ctypes, numpy as np
lib = ctypes.CDLL("libLerc.so.4")
P, U, I, D = ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_double
lib.lerc_encodeForVersion.argtypes = [P, I, U, I, I, I, I, I, P, D, P, U, P]
lib.lerc_decode.argtypes = [P, U, I, P, I, I, I, I, U, P]
w, h = ${LERC_WIDTH}, ${LERC_HEIGHT}
r = np.random.default_rng(11)
y, x, s = np.mgrid[0:h, 0:w, 0:3]
wave = np.sin(x / 9.0) * np.cos(y / 7.0) * 50 + 60 + 5 * s
whole = r.random((h, w, 3))
CONTENTS = dict(
    texture=wave + r.normal(0, 2, (h, w, 3)), classes=np.where(wave > 60, 7, 3) + (x // 8 + y // 8) % 3 * 40, noise=r.geometric(0.3, (h, w, 3)) * 3 % 100,
    flat=np.full((h, w, 3), 42), layers=s * 10 + 1, zeros=np.where(x < 24, 0, wave), wide=None)
out = sys.stdout.buffer
def block(name, code, kind, data, masks, error):
    n = data.shape[2]
    for depth, bands in {(n, 1), (1, n)}:
        if len(masks) not in (0, 1) and len(masks) != bands: continue
        a = np.ascontiguousarray(data if bands == 1 else np.moveaxis(data, 2, 0))
        valid = np.ascontiguousarray(np.stack(masks)).astype("u1") if masks else None
        room = np.empty(a.nbytes * 2 + 4096, "u1"); written = U()
        at = valid.ctypes.data if masks else None
        assert lib.lerc_encodeForVersion(a.ctypes.data, 4, code, depth, w, h, bands, len(masks), at, error, room.ctypes.data, room.size, ctypes.byref(written)) == 0, name
        got = np.zeros_like(a); seen = np.ones((max(1, len(masks)), h, w), "u1")
        assert lib.lerc_decode(room.ctypes.data, written.value, len(masks), seen.ctypes.data if masks else None, depth, w, h, bands, code, got.ctypes.data) == 0, name
        e = (got if bands == 1 else np.moveaxis(got, 0, 2)).astype("<f8")
        for b in range(n): e[seen[b if len(masks) > 1 else 0] == 0, b] = np.nan
        head = json.dumps(dict(name=f"{name} depth {depth} bands {bands}", kind=dict(u="uint", i="int", f="float")[kind[0]], bits=int(kind[1]) * 8, samples=n, bytes=written.value)).encode()
        out.write(len(head).to_bytes(4, "little") + head + room[: written.value].tobytes() + np.ascontiguousarray(e).tobytes())
disc = (x[..., 0] - 20) ** 2 + (y[..., 0] - 20) ** 2 > 150
MASKS = dict(all=[], one=[disc], own=[disc, np.roll(disc, 9, 1), np.roll(disc, 9, 1)], none=[np.zeros_like(disc)])
for code, kind in enumerate(["i1", "u1", "i2", "u2", "i4", "u4", "f4", "f8"]):
    for content, values in CONTENTS.items():
        if values is None and kind[0] == "f": data = r.normal(0, 1, (h, w, 3)) * 10.0 ** r.integers(-30, 30, (h, w, 3))
        elif values is None: data = np.iinfo(kind).min + (whole * (float(np.iinfo(kind).max) - np.iinfo(kind).min)).astype("f8")
        else: data = values - (60 if kind[0] == "i" else 0) if kind[0] != "f" else values / 7 - 3 if content == "texture" else values
        data = data.astype(kind)
        for masked, masks in MASKS.items():
            for error in (0, 1.5 if kind[0] != "f" else 0.01):
                for n in (1, 3):
                    if n == 1 and masked == "own": continue
                    block(f"{kind} {content} {masked} {error}", code, kind, data[..., :n], masks, error)
`;

/** Lets liblerc encode and decode every case, in one process. */
export const lercCases = (): readonly LercCase[] => {
  const all = execFileSync(PYTHON, ["-c", MAKE], { maxBuffer: 2 ** 28 });
  const cases: LercCase[] = [];
  for (let at = 0; at < all.length;) {
    const start = at + 4 + all.readUInt32LE(at);
    const { bytes, ...rest } = JSON.parse(all.toString("utf8", at + 4, start)) as Omit<LercCase, "blobs" | "values"> & {
      readonly bytes: number;
    };
    const end = start + bytes + LERC_WIDTH * LERC_HEIGHT * rest.samples * 8;
    const values = new Float64Array(Uint8Array.from(all.subarray(start + bytes, end)).buffer);
    cases.push({ ...rest, blobs: Uint8Array.from(all.subarray(start, start + bytes)), values });
    at = end;
  }
  return cases;
};
