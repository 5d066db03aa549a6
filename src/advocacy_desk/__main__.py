"""Start Advocacy Desk: ``python -m advocacy_desk``."""

import sys

from advocacy_desk.app import main

if __name__ == "__main__":
    sys.exit(main())
