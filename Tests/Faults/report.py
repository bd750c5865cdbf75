"""What a check saw, and what it found wrong."""

import collections
import re


class Report:
    """Counts runs by exit code and keeps mistakes."""

    def __init__(self, name):
        self.name = name
        self.runs = 0
        self.codes = collections.Counter()
        self.lines = collections.Counter()
        self.mistakes = []
        self.skipped = None
        self.notes = []

    def saw(self, result):
        """Counts a run; numbers in its message do not distinguish it."""
        self.runs += 1
        self.codes[result.returncode] += 1
        if result.stderr:
            self.lines[re.sub(r"\d+", "N", result.stderr.strip())[:160]] += 1

    def expect(self, holds, what, detail=""):
        """Notes a mistake unless something holds."""
        if not holds:
            self.mistakes.append(f"{what}  {detail}".strip())
        return holds

    def print(self, verbose):
        """Says what was seen."""
        if self.skipped:
            print(f"{self.name}: skipped: {self.skipped}", flush=True)
            return
        codes = ", ".join(f"{count} x {code}" for code, count in sorted(self.codes.items()))
        print(f"{self.name}: {self.runs} runs, exit codes {codes}", flush=True)
        for note in self.notes:
            print(f"    {note}")
        if verbose:
            for line, count in self.lines.most_common():
                print(f"    {count} x {line}")
        for mistake in self.mistakes[:20]:
            print(f"    WRONG: {mistake}")
        if len(self.mistakes) > 20:
            print(f"    ... and {len(self.mistakes) - 20} more")


def check_finals(report, found, reference, what):
    """Everything under a final name is whole and right."""
    wrong = [name for name, digest in found.items() if reference.get(name) != digest]
    report.expect(not wrong, "wrong bytes under a final name", f"{what}: {wrong}")


def check_resumed(report, result, found, hidden, reference, what):
    """A run after the fault completes everything and leaves nothing."""
    report.expect(result.returncode == 0, "cannot go on",
                  f"{what}: {result.returncode} {result.stderr.strip()}")
    report.expect(found == reference, "another result after going on", what)
    report.expect(not hidden, "left behind after going on", f"{what}: {hidden}")


def check_message(report, result, what, codes=(73, 74)):
    """A failure is one line and a code of its class."""
    report.expect(result.returncode in codes, "unexpected exit code",
                  f"{what}: {result.returncode} {result.stderr.strip()}")
    report.expect(result.stderr.startswith("segue: error: ") and result.stderr.count("\n") == 1,
                  "not one line", f"{what}: {result.stderr!r}")
