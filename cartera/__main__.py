"""`python -m cartera`: the product without a screen."""

import sys

from cartera.cli import main

sys.exit(main())
