"""Nearest neighbours by scikit-learn: `python3 neighbours.py <folder> <candidates> <units> <width> <most> <algorithm>`.

Reads rows of float64 from candidates.raw and units.raw, and writes the neighbours' rows as int32 to neighbours.raw. Prints
the processor seconds that index and search took.
"""

import sys
import time

import numpy as np
from sklearn.neighbors import NearestNeighbors

folder, algorithm = sys.argv[1], sys.argv[6]
candidates, units, width, most = map(int, sys.argv[2:6])
x = np.fromfile(f"{folder}/candidates.raw").reshape(candidates, width)
y = np.fromfile(f"{folder}/units.raw").reshape(units, width)
start = time.process_time()
found = NearestNeighbors(n_neighbors=most, algorithm=algorithm, n_jobs=2).fit(x).kneighbors(y, return_distance=False)
print(time.process_time() - start)
found.astype("<i4").tofile(f"{folder}/neighbours.raw")
