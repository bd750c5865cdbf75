"""System calls on outputs that fail or are the process's last, one by one, by strace."""

import shutil
import socket
import subprocess

import workshop
from report import Report, check_finals, check_message, check_resumed

# What is rendered, hidden files' names for each folder, how many there are of each, and the options.
FILMS = (["out.mp4", "out.gif"], {".": ["out.mp4", "out.gif"]}, 6, workshop.PLAIN)
PICTURES = (["f.%03d.png"], {".": [f"f.{n:03}.png" for n in range(8)]}, 12, workshop.PLAIN)
STORED = (["out.mp4"], {".": ["out.mp4"], "out.segments": []}, 10, workshop.STORED)
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


def traced(folder, hidden, count, log, injection, options):
    """A render under strace, which looks at calls on outputs and their folders only."""
    host = "".join(c if c.isascii() and c.isalnum() else "_" for c in socket.gethostname()[:64])
    paths = []
    for place, names in hidden.items():
        place = (folder / place).resolve()
        # The traced process keeps the number of the shell that becomes it.
        parts = [f".{name}.{host}-$$-{number}.part"
                 for name in names for number in range(1, count + 1)]
        locks = [f".{name}.lock" for name in names]
        paths += [place] + [place / name for name in names + locks + parts]
    selected = " ".join(f'-P "{path}"' for path in paths)
    call = injection.split(":")[0]
    program = " ".join(f"'{word}'" for word in workshop.command(*options))
    return workshop.run(
        ["sh", "-c", f"exec strace -D -f -qq -o '{log}' {selected} -e trace={call} "
                     f"-e inject={injection} {program}"], folder)


def sweep(report, folder, outputs, injections, limit):
    """Runs with the fault at the first call, the second, …, until there is none."""
    names, hidden, count, options = outputs
    folder = workshop.fill(folder.resolve(), frames=8, outputs=names)
    workshop.run(workshop.command(*options, "--keep"), folder)
    reference = workshop.finals(folder)
    if "out.segments" in hidden:
        hidden = hidden | {"out.segments": names_of_segments(folder / "out.segments")}
    log = folder.parent / "strace.log"
    for injection in injections:
        for when in range(1, limit + 1):
            workshop.clear(folder)
            what = f"{names} {injection}:when={when}"
            result = traced(folder, hidden, count, log, f"{injection}:when={when}", options)
            happened = log.exists() and (
                "INJECTED" in log.read_text(errors="replace") or result.returncode < 0)
            if not happened:
                break
            report.saw(result)
            check_finals(report, workshop.finals(folder), reference, what)
            report.expect(not workshop.damaged_segments(folder), "a damaged segment", what)
            if result.returncode == 0:
                report.expect(workshop.finals(folder) == reference, "not all is there", what)
            elif result.returncode != -9:
                check_message(report, result, what)
                check_removed(report, workshop.leftovers(folder), what)
            if options is workshop.STORED and workshop.finals(folder) == reference and not (
                    folder / "out.segments").exists():
                # It was done, and a second time is refused.
                continue
            resumed = workshop.run(workshop.command(*options), folder)
            check_resumed(report, resumed, workshop.finals(folder), workshop.leftovers(folder),
                          reference, what)


def names_of_segments(folder):
    """What hidden files of segments are named for, and the segments' own names."""
    final = [path.name for path in folder.iterdir()]
    return final + sorted({name.split("-")[0] + ".gbrp16" for name in final})


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
        for outputs in [FILMS, PICTURES, STORED]:
            sweep(report, folder / "work", outputs, injections, 4 if short else 60)
            shutil.rmtree(folder / "work")
    return report


def killed_in_calls(folder, short):
    """The process dies in every call of writing and committing."""
    report = Report("killed in calls")
    report.skipped = reason_to_skip()
    if not report.skipped:
        injections = [f"{call}:signal=KILL" for call in DEADLY]
        for outputs in [FILMS, PICTURES, STORED]:
            sweep(report, folder / "work", outputs, injections, 3 if short else 60)
            shutil.rmtree(folder / "work")
    return report
