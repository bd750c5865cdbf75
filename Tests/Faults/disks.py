"""Disks that fill up, and disks as they are when the power goes."""

import os
import random
import re
import shutil
import subprocess
import time
from contextlib import contextmanager

import kills
import workshop
from report import Report, check_finals, check_message, check_resumed


@contextmanager
def mounted(place, *arguments):
    """A mount that ends with the block."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", *arguments, str(place)], check=True, capture_output=True)
    try:
        yield place
    finally:
        kills.end_all()
        subprocess.run(["umount", str(place)], check=True)


@contextmanager
def small_disk(folder, megabytes=16, options="loop"):
    """An ext4 file system in a file: its image and where it is mounted."""
    image = folder / "disk.img"
    with open(image, "wb") as file:
        file.truncate(megabytes << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True, capture_output=True)
    with mounted(folder / "disk", "-o", options, str(image)) as place:
        yield image, place


def reason_to_skip(folder):
    """Why nothing can be mounted here, None when it can."""
    if os.geteuid() != 0:
        return "mounting needs root"
    if not shutil.which("mkfs.ext4"):
        return "mkfs.ext4 is not installed"
    try:
        with small_disk(folder):
            return None
    except (OSError, subprocess.CalledProcessError):
        return "loop mounts are not possible"


def fill_up(place, kilobytes_left):
    """A file that leaves so many kilobytes free."""
    filler = place / "filler.yaml"
    status = os.statvfs(place)
    size = status.f_bavail * status.f_frsize - (kilobytes_left << 10)
    subprocess.run(["fallocate", "-l", str(max(size, 1)), str(filler)], check=True)
    return filler


def full_disk(folder, short):
    """A disk that fills up anywhere: the older film stays, and with room the render goes on."""
    report = Report("full disk")
    report.skipped = reason_to_skip(folder)
    if report.skipped:
        return report
    with small_disk(folder) as (_, place):
        fill_up_and_go_on(report, place / "work", place, short)
    with mounted(folder / "memory", "-t", "tmpfs", "-o", "size=16m", "tmpfs") as place:
        fill_up_and_go_on(report, place / "work", place, short)
    return report


def fill_up_and_go_on(report, folder, place, short):
    """Renders with more and more room."""
    workshop.fill(folder)
    for options, most in [(workshop.PLAIN, 1400), (workshop.STORED + workshop.PLAIN, 3000)]:
        reference, _ = kills.reference_of(folder, *options)
        for left in range(0, most, most // 7 if short else most // 70):
            fill_up_once(report, folder, place, options, left, reference)


def fill_up_once(report, folder, place, options, left, reference):
    """Renders with so many kilobytes of room, and then with enough."""
    old = folder / "out.mp4"
    workshop.clear(folder)
    old.write_bytes(b"an older film")
    filler = fill_up(place, left)
    result = workshop.run(workshop.command(*options), folder)
    what = f"{options[0]}, {left} kB free"
    report.saw(result)
    if result.returncode == 0:
        report.expect(workshop.finals(folder) == reference, "not all is there", what)
    else:
        check_message(report, result, what, codes=(74,))
        report.expect(
            re.search(r"No space left on device after .*, expected (about|room)"
                      r"|needs at least .* free, .* missing; expected more room",
                      result.stderr), "does not say what is missing",
            f"{what}: {result.stderr.strip()}")
        found = workshop.finals(folder)
        if old.read_bytes() == b"an older film":
            found.pop("out.mp4")
        check_finals(report, found, reference, what)
        report.expect(not workshop.leftovers(folder), "left behind",
                      f"{what}: {workshop.leftovers(folder)}")
    filler.unlink()
    resumed = workshop.run(workshop.command(*options), folder)
    check_resumed(report, resumed, workshop.finals(folder), workshop.leftovers(folder),
                  reference, what)


def power_cut(folder, short):
    """The disk's image at random instants of a render, mounted as after a power cut."""
    report = Report("power cut")
    report.skipped = reason_to_skip(folder)
    if report.skipped:
        return report
    options = "loop,data=writeback,noauto_da_alloc,commit=60"
    with small_disk(folder, options=options) as (image, place):
        work = workshop.fill(place / "work")
        for stored in [workshop.PLAIN, workshop.STORED]:
            reference, seconds = kills.reference_of(work, *stored)
            seen = segments = 0
            for number in range(8 if short else 60):
                workshop.clear(work)
                os.sync()
                process = kills.start(work, *stored)
                time.sleep(random.uniform(0.2, 1.1) * seconds)
                copy = folder / "copy.img"
                # A stopped process writes nothing while its disk is copied: a copy of two instants
                # would have a journal's promises without what was promised.
                kills.stop(process)
                shutil.copyfile(image, copy)
                process.kill()
                kills.end(process)
                with mounted(folder / "after", "-o", "loop", str(copy)) as after:
                    after = after / "work"
                    seen += len(workshop.finals(after))
                    segments += len(list(after.glob("*.segments/*.json")))
                    go_on_after_cut(report, after, stored, reference, f"{stored[0]}, cut {number}")
                copy.unlink()
            report.notes.append(
                f"{stored[0]}: {seen} finished files and {segments} segments were on the disk in "
                "all cuts together")
    return report


def go_on_after_cut(report, folder, options, reference, what):
    """All that has a final name is whole, and the render goes on."""
    check_finals(report, workshop.finals(folder), reference, what)
    report.expect(not workshop.damaged_segments(folder), "a damaged segment", what)
    if workshop.finals(folder) == reference and not list(folder.glob("*.segments")):
        return
    resumed = workshop.run(workshop.command(*options), folder)
    report.saw(resumed)
    check_resumed(report, resumed, workshop.finals(folder), workshop.leftovers(folder), reference,
                  what)
