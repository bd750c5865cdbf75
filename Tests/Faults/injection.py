"""System calls on outputs that fail or are the process's last, one by one, by strace."""

import shutil
import socket
import subprocess

import workshop
from report import Report, check_finals, check_message, check_resumed

# What each workshop's calls are counted on: outputs' names, and hidden files per output.
FILMS = (["out.mp4", "out.gif"], ["out.mp4", "out.gif"], 6)
PICTURES = (["f.%03d.png"], [f"f.{n:03}.png" for n in range(8)], 12)
FAILING = ["openat", "pwrite64", "pread64", "read", "fsync", "linkat", "renameat", "unlinkat",
           "lseek", "ftruncate", "flock", "fstat", "newfstatat", "close"]
DEADLY = ["openat", "pwrite64", "fsync", "linkat", "renameat", "unlinkat", "close"]


def reason_to_skip():
    """Why strace cannot inject here, None when it can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    result = subprocess.run(
        ["strace", "-D", "-qq", "-o", "/dev/null", "-e", "trace=write",
         "-e", "inject=write:error=EIO", "/bin/echo"], capture_output=True)
    return None if result.returncode == 1 else "strace may not inject faults"


def traced(folder, names, hidden, count, log, injection, options):
    """A render under strace, which looks at calls on outputs only."""
    host = "".join(c if c.isascii() and c.isalnum() else "_" for c in socket.gethostname()[:64])
    # The traced process keeps the number of the shell that becomes it.
    paths = [folder, *(folder / name for name in names), *(folder / f".{n}.lock" for n in names)]
    parts = [f"{folder}/.{name}.{host}-$$-{number}.part"
             for name in hidden for number in range(1, count + 1)]
    selected = " ".join(f"-P '{path}'" for path in paths) + "".join(f' -P "{p}"' for p in parts)
    call = injection.split(":")[0]
    program = " ".join(f"'{word}'" for word in workshop.command(*options))
    return workshop.run(
        ["sh", "-c", f"exec strace -D -f -qq -o '{log}' {selected} -e trace={call} "
                     f"-e inject={injection} {program}"], folder)


def sweep(report, folder, outputs, injections, limit, options=("--overwrite",)):
    """Runs with the fault at the first call, the second, …, until there is none."""
    names, hidden, count = outputs
    folder = workshop.fill(folder.resolve(), frames=8, outputs=names)
    workshop.run(workshop.command(), folder)
    reference = workshop.finals(folder)
    log = folder.parent / "strace.log"
    for injection in injections:
        for when in range(1, limit + 1):
            workshop.clear(folder)
            what = f"{names} {injection}:when={when}"
            result = traced(
                folder, names, hidden, count, log, f"{injection}:when={when}", options)
            happened = log.exists() and (
                "INJECTED" in log.read_text(errors="replace") or result.returncode < 0)
            if not happened:
                break
            report.saw(result)
            check_finals(report, workshop.finals(folder), reference, what)
            if result.returncode == 0:
                report.expect(workshop.finals(folder) == reference, "not all is there", what)
            elif result.returncode != -9:
                check_message(report, result, what)
                check_removed(report, workshop.leftovers(folder), what)
            resumed = workshop.run(workshop.command(*options), folder)
            check_resumed(report, resumed, workshop.finals(folder), workshop.leftovers(folder),
                          reference, what)


def check_removed(report, hidden, what):
    """A failed run removes what it made, where that is not the very thing that failed."""
    if "flock" in what:
        # Nobody but the one who has the lock may remove its file.
        hidden = [name for name in hidden if not name.endswith(".lock")]
    report.expect("unlinkat" in what or not hidden, "left behind", f"{what}: {hidden}")


def failing_calls(folder, short):
    """Every call on an output fails once, with EIO and with ENOSPC."""
    report = Report("failing calls")
    report.skipped = reason_to_skip()
    if not report.skipped:
        errors = ["EIO"] if short else ["EIO", "ENOSPC"]
        injections = [f"{call}:error={error}" for call in FAILING for error in errors]
        for outputs in [FILMS, PICTURES]:
            sweep(report, folder / "work", outputs, injections, 4 if short else 60)
            shutil.rmtree(folder / "work")
    return report


def killed_in_calls(folder, short):
    """The process dies in every call of writing and committing."""
    report = Report("killed in calls")
    report.skipped = reason_to_skip()
    if not report.skipped:
        injections = [f"{call}:signal=KILL" for call in DEADLY]
        for outputs in [FILMS, PICTURES]:
            sweep(report, folder / "work", outputs, injections, 3 if short else 60)
            shutil.rmtree(folder / "work")
    return report
