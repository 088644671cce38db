"""What the scenes of J2 and J2u share: thirty dates of smooth texture under gamma speckle of four looks."""

import numpy as np

from common import create, random, texture

SIDE, BLOCK, DATES = 2745, 512, 30


def make(kind, predictor, stored):
    """Scenes `date-00` to `date-29`; `stored` makes what is kept of powers."""
    level = texture(SIDE, 0.01, 0.2)
    for date in range(DATES):
        scene = create(f"date-{date:02}", SIDE, kind, BLOCK, [f"PREDICTOR={predictor}"])
        for top in range(0, SIDE, BLOCK):
            rows = min(BLOCK, SIDE - top)
            speckle = random.gamma(4, 0.25, (rows, SIDE)).astype(np.float32)
            scene.GetRasterBand(1).WriteArray(stored(level(top, rows) * speckle), 0, top)
        scene = None
