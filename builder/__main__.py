"""``python -m builder`` is ``eventbuild``."""

from builder.cli import main

if __name__ == "__main__":
    main(prog_name="eventbuild")
