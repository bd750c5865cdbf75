#!/usr/bin/env python3
"""Tries `segue studio`: studio.py PROGRAM [--whole] [--screenshots FOLDER] [CHECK ...]

Scripts/studio installs what it needs.  Without --whole a sample of each check is made, within two minutes.
"""

import argparse
import sys
import tempfile
import time
import traceback
from pathlib import Path

import edits
import hostile
import page
import pixels
from program import Studio

CHECKS = {
    "page": page.check, "edits": edits.check, "pixels": pixels.check, "hostile": hostile.check,
}


def main():
    parser = argparse.ArgumentParser(description="Tries `segue studio`.")
    parser.add_argument("program", type=Path)
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=", ".join(CHECKS))
    parser.add_argument("--whole", action="store_true", help="all that is asked for, not a sample")
    parser.add_argument("--screenshots", type=Path, help="a folder for pictures of the page")
    arguments = parser.parse_args()
    unknown = set(arguments.checks) - set(CHECKS)
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: no such check, expected {', '.join(CHECKS)}")
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    Studio.program = arguments.program.resolve()
    failures = 0
    for name in arguments.checks or CHECKS:
        start = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="segue-studio-") as folder:
            try:
                found = CHECKS[name](Path(folder), arguments)
                print(f"studio {name}: {found}, {time.monotonic() - start:.0f} s", flush=True)
            except Exception as error:  # whatever went wrong, the other checks are made
                failures += 1
                print(f"studio {name}: FAILED: {type(error).__name__}: {error}", flush=True)
                if not (isinstance(error, AssertionError) and str(error)):
                    traceback.print_exc()
    print(f"studio: {len(arguments.checks or CHECKS)} checks, {failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
