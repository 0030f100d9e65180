"""`python -m tests.harness [commands|store [ROUNDS [SEED]]]`: run the kill harness."""

import sys

if __name__ == "__main__":
    from tests.harness.kill import main

    main(sys.argv[1:])
