"""``python -m cleanup`` is ``cleanup``."""

import sys

from cleanup.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
