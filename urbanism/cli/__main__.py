"""`python -m urbanism.cli`."""

import sys

from urbanism.cli import main

sys.exit(main())
