#!/usr/bin/env python3
"""Runs the program through faults: faults.py [--short] [--verbose] [CHECK ...]

SEGUE names the program, else .build/release/segue is taken.  Checks that need strace or loop mounts are
skipped with a word where these are not possible.
"""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

import disks
import injection
import kills
import trust

CHECKS = {
    check.__name__.replace("_", "-"): check
    for check in [
        kills.killed, kills.interrupted, kills.interrupted_when_slow, kills.stopped,
        kills.nohup, kills.closed_streams, kills.two_at_once, kills.many_leftovers, kills.damaged,
        kills.shared_segments,
        injection.failing_calls, injection.killed_in_calls,
        disks.full_disk, disks.power_cut, trust.others_files,
    ]
}


def main():
    parser = argparse.ArgumentParser(description="Runs the program through faults.")
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=", ".join(CHECKS))
    parser.add_argument("--short", action="store_true", help="a sample of each, within minutes")
    parser.add_argument("--verbose", action="store_true", help="all messages that were seen")
    arguments = parser.parse_args()
    unknown = set(arguments.checks) - set(CHECKS)
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: no such check, expected {', '.join(CHECKS)}")
    # Mounts and processes end also when this program is told to.
    for number in [signal.SIGTERM, signal.SIGHUP]:
        signal.signal(number, lambda *_: sys.exit(143))
    mistakes = 0
    for name, check in CHECKS.items():
        if arguments.checks and name not in arguments.checks:
            continue
        begin = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="segue-faults-") as folder:
            try:
                report = check(Path(folder).resolve(), arguments.short)
            finally:
                kills.end_all()
        report.notes.append(f"{time.monotonic() - begin:.0f} s")
        report.print(arguments.verbose)
        mistakes += len(report.mistakes)
    sys.exit(1 if mistakes else 0)


if __name__ == "__main__":
    main()
