"""A Discord bot that tells AI jobs apart."""

import os

# Read when numpy is loaded. A question is small matrices, which several threads of OpenBLAS only
# wait for: with both cores busy they took 160 ms of them for one question, one takes 12 ms.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
