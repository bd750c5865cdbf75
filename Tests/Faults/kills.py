"""Processes that are killed, interrupted, stopped, or two at once, at random instants."""

import os
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import workshop
from report import Report, check_finals, check_resumed


STARTED = []


def start(folder, *options, before=()):
    """Starts a render, its messages kept."""
    process = subprocess.Popen(
        [*before, *workshop.command(*options)], cwd=folder, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    STARTED.append(process)
    return process


def end_all():
    """Kills what was started and has not ended."""
    for process in STARTED:
        if process.poll() is None:
            process.kill()
            process.wait()
    STARTED.clear()


def end(process):
    """Waits, and answers what a finished run answers."""
    output, errors = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


def stop(process):
    """Stops a process and waits until the last of its threads has left the kernel."""
    process.send_signal(signal.SIGSTOP)
    tasks = Path(f"/proc/{process.pid}/task")
    for _ in range(1000):
        try:
            states = [(task / "stat").read_text().rsplit(")", 1)[1].split()[0]
                      for task in tasks.iterdir()]
        except OSError:
            states = []
        if all(state in "TZX" for state in states):
            return
        time.sleep(0.005)


def reference_of(folder, *options):
    """Finals of an undisturbed run and the seconds it took; the folder is clear again."""
    workshop.clear(folder)
    begin = time.monotonic()
    result = workshop.run(workshop.command(*options), folder)
    seconds = time.monotonic() - begin
    assert result.returncode == 0, result.stderr
    finals = workshop.finals(folder)
    workshop.clear(folder)
    return finals, seconds


def killed(folder, short):
    """kill -9 at random instants, then once more until it ends."""
    report = Report("killed at random")
    folder = workshop.fill(folder / "work")
    again = []
    for options in [workshop.PLAIN, workshop.STORED]:
        reference, seconds = reference_of(folder, *options)
        for number in range(8 if short else 100):
            workshop.clear(folder)
            done = 0
            # Killed up to three times, each time a little further on.
            for attempt in range(random.randint(1, 3)):
                process = start(folder, *options, "--progress", "json")
                delay = random.uniform(0, seconds)
                time.sleep(delay)
                process.kill()
                result = end(process)
                result.stderr, done = "", max(done, progress_of(result))
                report.saw(result)
                what = f"{options[0]}, run {number}, {delay:.3f} s"
                check_finals(report, workshop.finals(folder), reference, what)
                report.expect(not workshop.damaged_segments(folder), "a damaged segment", what)
            if (folder / "out.mp4").exists() and not (folder / "out.segments").exists():
                # It was done, and a second time is refused.
                continue
            was_whole = workshop.finals(folder) == reference
            resumed = workshop.run(
                workshop.command(*options, "--progress", "lines"), folder)
            check_resumed(report, resumed, workshop.finals(folder), workshop.leftovers(folder),
                          reference, what)
            # Of a whole render the segments were being removed.
            if options is workshop.STORED and not was_whole:
                taken = re.search(r"(\d+) reused", resumed.stderr)
                again.append(done - int(taken[1]) if taken else done)
    report.expect(max(again) <= 12, "more than three segments were computed again", f"{again}")
    report.notes.append(
        f"computed again where pictures were stored: {sum(again) / len(again):.1f} frames on "
        f"average, {max(again)} at most, segments of 4")
    return report


def progress_of(result):
    """Frames that a run with --progress json had done."""
    frames = re.findall(r'"frame": ?(\d+)', result.stderr)
    return int(frames[-1]) if frames else 0


def interrupted(folder, short):
    """Signals at random instants, and the same command once more."""
    report = Report("interrupted at random")
    folder = workshop.fill(folder / "work")
    for options in [workshop.PLAIN, workshop.STORED]:
        reference, seconds = reference_of(folder, *options)
        for number in range(8 if short else 100):
            workshop.clear(folder)
            sent = random.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
            process = start(folder, *options)
            delay = random.uniform(0, seconds)
            time.sleep(delay)
            process.send_signal(sent)
            what = f"{options[0]}, run {number}, {sent.name} after {delay:.3f} s"
            # A sample is for machines that do other things at the same time.
            result = check_interrupted(
                report, process, sent, folder, reference, what, 20 if short else 5)
            if result.returncode != 0:
                resumed = workshop.run(workshop.command(*options), folder)
                check_resumed(report, resumed, workshop.finals(folder),
                              workshop.leftovers(folder), reference, what)
    return report


def check_interrupted(report, process, number, folder, reference, what, seconds=5):
    """It ends within five seconds as the signal says, and leaves nothing that is not whole."""
    begin = time.monotonic()
    result = end(process)
    report.saw(result)
    report.expect(time.monotonic() - begin < seconds, "took too long to end", what)
    # Before the render begins a signal ends the program as it does any other.
    report.expect(result.returncode in (0, 128 + number, -number), "unexpected exit code",
                  f"{what}: {result.returncode} {result.stderr}")
    if result.returncode == 128 + number:
        report.expect(
            result.stderr.startswith("segue: interrupted; ") and result.stderr.count("\n") == 1,
            "not one line", f"{what}: {result.stderr!r}")
    found = workshop.finals(folder)
    check_finals(report, found, reference, what)
    if result.returncode == 0:
        report.expect(found == reference, "not all is there", what)
    report.expect(not workshop.leftovers(folder), "left behind",
                  f"{what}: {workshop.leftovers(folder)}")
    return result


def nohup(folder, short):
    """A signal that was to be ignored stays ignored."""
    report = Report("nohup")
    folder = workshop.fill(folder / "work")
    reference, seconds = reference_of(folder)
    process = start(folder, before=["nohup"])
    time.sleep(seconds / 2)
    process.send_signal(signal.SIGHUP)
    result = end(process)
    report.saw(result)
    check_resumed(report, result, workshop.finals(folder), workshop.leftovers(folder), reference,
                  "nohup")
    return report


def interrupted_when_slow(folder, short):
    """Signals during frames of several seconds, and a second one right after the first."""
    report = Report("interrupted in slow frames")
    folder = workshop.fill(
        folder / "work", width=2560, height=1440, frames=8, outputs=["out.mp4", "out.gif"],
        channels=(64, 96, 192))
    for number in range(2 if short else 10):
        workshop.clear(folder)
        process = start(folder)
        time.sleep(random.uniform(3, 6))
        process.send_signal(signal.SIGTERM)
        twice = number % 2 == 1
        if twice:
            time.sleep(0.2)
            process.send_signal(signal.SIGTERM)
        what = f"run {number}{', twice' if twice else ''}"
        begin = time.monotonic()
        result = end(process)
        report.saw(result)
        report.notes.append(f"{what}: ended after {time.monotonic() - begin:.1f} s")
        report.expect(result.returncode == 143, "unexpected exit code",
                      f"{what}: {result.returncode} {result.stderr}")
        most = 20 if short else 1 if twice else 5
        report.expect(time.monotonic() - begin < most, "took too long", what)
        report.expect(twice or result.stderr.startswith("segue: interrupted; "),
                      "no line", f"{what}: {result.stderr!r}")
        report.expect(not workshop.finals(folder) and not workshop.leftovers(folder),
                      "left behind", f"{what}: {workshop.leftovers(folder)}")
    return report


def stopped(folder, short):
    """SIGSTOP and SIGCONT at random instants."""
    report = Report("stopped and continued")
    folder = workshop.fill(folder / "work")
    reference, seconds = reference_of(folder)
    for number in range(5 if short else 50):
        workshop.clear(folder)
        process = start(folder)
        time.sleep(random.uniform(0, seconds))
        process.send_signal(signal.SIGSTOP)
        time.sleep(random.uniform(0, 0.5))
        process.send_signal(signal.SIGCONT)
        result = end(process)
        report.saw(result)
        check_resumed(report, result, workshop.finals(folder), workshop.leftovers(folder),
                      reference, f"run {number}")
    return report


def closed_streams(folder, short):
    """Standard streams that are closed: outputs do not get their numbers."""
    report = Report("closed streams")
    folder = workshop.fill(folder / "work")
    reference, _ = reference_of(folder)
    for closed, code in [("<&-", 0), ("2>&-", 0), (">&-", 74), ("<&- >&- 2>&-", 74)]:
        for progress in ["lines", "none"]:
            workshop.clear(folder)
            words = workshop.command("--progress", progress)
            line = " ".join(f"'{word}'" for word in words)
            result = workshop.run(["sh", "-c", f"{line} {closed}"], folder)
            report.saw(result)
            report.expect(result.returncode == code, "unexpected exit code",
                          f"{closed}: {result.returncode}")
            report.expect(workshop.finals(folder) == reference, "another result", closed)
    return report


def two_at_once(folder, short):
    """Two renders of the same outputs: one does it, the other says who is busy."""
    report = Report("two at once")
    folder = workshop.fill(folder / "work")
    reference, seconds = reference_of(folder)
    for number in range(5 if short else 50):
        workshop.clear(folder)
        pair = [start(folder, "--overwrite")]
        time.sleep(random.uniform(0, seconds / 2) if number % 2 else 0)
        pair.append(start(folder, "--overwrite"))
        results = [end(process) for process in pair]
        for result in results:
            report.saw(result)
        codes = sorted(result.returncode for result in results)
        report.expect(codes in ([0, 75], [0, 0]), "unexpected exit codes", f"{codes}")
        for result, other in zip(results, reversed(pair)):
            report.expect(
                result.returncode != 75 or f"busy: process {other.pid} on " in result.stderr,
                "names another process", result.stderr)
        report.expect(workshop.finals(folder) == reference, "another result", f"run {number}")
        report.expect(not workshop.leftovers(folder), "left behind",
                      f"{workshop.leftovers(folder)}")
    return report


def shared_segments(folder, short):
    """Two films at once with one folder of segments: neither removes what the other needs."""
    report = Report("shared segments")
    folder = workshop.fill(folder / "work", frames=80)
    reference, seconds = reference_of(folder, "-o", "a.mp4")
    options = ["--segments", "out.segments", "--segment-length", "4"]
    for number in range(5 if short else 50):
        workshop.clear(folder)
        pair = [start(folder, *options, "-o", "a.mp4", "--frames", "0-39")]
        time.sleep(random.uniform(0, seconds / 4))
        pair.append(start(folder, *options, "-o", "b.mp4"))
        what = f"run {number}"
        results = [end(process) for process in pair]
        for result in results:
            report.saw(result)
            report.expect(result.returncode == 0, "unexpected exit code",
                          f"{what}: {result.returncode} {result.stderr}")
        report.expect(workshop.finals(folder).get("b.mp4") == reference["a.mp4"],
                      "another result", what)
        report.expect(not (folder / "out.segments").exists(), "segments were left", what)
    return report


def damaged(folder, short):
    """Finished segments with a bit flipped, cut, or zeroed are not used, and rendered again."""
    report = Report("damaged segments")
    folder = workshop.fill(folder / "work")
    reference, _ = reference_of(folder)
    keeping = [*workshop.STORED, "--keep", "--progress", "lines"]

    def flip(path, size):
        with open(path, "r+b") as file:
            file.seek(random.randrange(size))
            byte = file.read(1)[0]
            file.seek(-1, 1)
            file.write(bytes([byte ^ 1 << random.randrange(8)]))

    def cut(path, size):
        os.truncate(path, random.randrange(size))

    def zero(path, size):
        with open(path, "r+b") as file:
            file.seek(random.randrange(size))
            file.write(bytes(4096))
            file.truncate(size)

    for number in range(6 if short else 100):
        workshop.clear(folder)
        report.saw(workshop.run(workshop.command(*keeping), folder))
        for path in list(folder.glob("*.mp4")) + list(folder.glob("frames/*")):
            path.unlink()
        harm = random.choice([flip, cut, zero])
        segment = random.choice(sorted((folder / "out.segments").glob("0*")))
        harm(segment, segment.stat().st_size)
        what = f"run {number}: {harm.__name__} of {segment.name}"
        is_damaged = bool(workshop.damaged_segments(folder))
        if is_damaged:
            stitched = workshop.run([workshop.PROGRAM, "segments", "stitch", "out.segments"], folder)
            report.saw(stitched)
            report.expect(
                stitched.returncode == 66
                and f"segment {int(segment.name.split('-')[0])} is missing" in stitched.stderr,
                "stitched what is damaged", f"{what}: {stitched.returncode} {stitched.stderr}")
            report.expect(not (folder / "out.mp4").exists(), "a film of damaged pictures", what)
        result = workshop.run(workshop.command(*keeping), folder)
        report.saw(result)
        report.expect(result.returncode == 0 and workshop.finals(folder) == reference,
                      "another result", f"{what} {result.stderr}")
        taken = int(re.search(r"(\d+) reused", result.stderr)[1])
        report.expect(not is_damaged or taken == 36, "took over what is damaged",
                      f"{what}: {taken}")
        report.expect(not workshop.damaged_segments(folder), "still damaged", what)
    return report


def many_leftovers(folder, short):
    """Ten thousand hidden files of a dead run go, and cost little; a living one's stays."""
    report = Report("leftovers")
    folder = workshop.fill(folder / "work", outputs=["out.gif"])
    reference, seconds = reference_of(folder)
    process = start(folder)
    while process.poll() is None and not any(
            name.endswith(".part") for name in workshop.leftovers(folder)):
        time.sleep(0.001)
    process.kill()
    report.saw(end(process))
    part = next((n for n in workshop.leftovers(folder) if n.endswith(".part")), None)
    if report.expect(part, "no hidden file to take as a pattern"):
        stem = part.rsplit("-", 1)[0]
        kept = folder / part.replace(".out.gif.", ".other.gif.")
        kept.touch()
        for number in range(10_000):
            (folder / f"{stem}-{number + 100}.part").touch()
        begin = time.monotonic()
        result = workshop.run(workshop.command(), folder)
        report.saw(result)
        report.notes.append(
            f"with 10000 of them {time.monotonic() - begin:.2f} s, without {seconds:.2f} s")
        report.expect(kept.exists(), "removed what belongs to another output")
        kept.unlink(missing_ok=True)
        check_resumed(report, result, workshop.finals(folder), workshop.leftovers(folder),
                      reference, "leftovers")
    shutil.rmtree(folder)
    return report
