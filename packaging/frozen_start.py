"""The frozen program's first lines: a started child process must not open a second window."""

import multiprocessing
import sys

from advocacy_desk.app import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
