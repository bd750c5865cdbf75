"""Files that another user has put in the way: none is followed, written to or taken over."""

import hashlib
import os
import re
import shutil
import subprocess

import workshop
from report import Report

MALLORY = 61234
NOBODY = 65534
# Calls that change a file or a name.
CHANGING = ("openat,open,creat,truncate,ftruncate,pwrite64,write,rename,renameat,renameat2,link,linkat,"
            "unlink,unlinkat,chmod,fchmod,fchmodat,chown,fchown,fchownat,mkdir,mkdirat,rmdir")


def reason_to_skip():
    """Why files cannot be given away or calls not be seen here, None when they can."""
    if os.geteuid() != 0:
        return "only root may give files to another user"
    if not shutil.which("strace") or not shutil.which("setpriv"):
        return "strace or setpriv is not installed"
    result = subprocess.run(["strace", "-qq", "-o", "/dev/null", "/bin/true"], capture_output=True)
    return "strace may not trace" if result.returncode else None


def stored(folder, owner):
    """A folder whose segments are there, and its outputs not; all of it an owner's."""
    workshop.fill(folder, frames=8, outputs=["out.mp4"])
    workshop.run(workshop.command("--keep", "--segment-length", "4"), folder)
    (folder / "out.mp4").unlink()
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, owner, owner)
    return folder


def give(path):
    """Makes a file another user's, who lets everybody write to it."""
    os.chown(path, MALLORY, MALLORY, follow_symlinks=False)
    if not path.is_symlink():
        path.chmod(0o777 if path.is_dir() else 0o666)


def trap(folder):
    """A folder and a file of the other user's beside the render's own."""
    trap = folder / "trap"
    trap.mkdir()
    (trap / "precious").write_text("precious\n")
    for path in [trap, trap / "precious"]:
        give(path)
    return trap


def segment(folder, ending):
    """The first segment's file of an ending."""
    return sorted((folder / "out.mp4.segments").glob(f"0*{ending}"))[0]


def linked_folder(folder):
    shutil.move(folder / "out.mp4.segments", folder / "moved")
    (folder / "out.mp4.segments").symlink_to("trap")


def others_folder(folder):
    for path in [folder / "out.mp4.segments", *(folder / "out.mp4.segments").iterdir()]:
        give(path)


def others_plan(folder):
    give(folder / "out.mp4.segments/plan.json")


def linked_plan(folder):
    (folder / "out.mp4.segments/plan.json").unlink()
    (folder / "out.mp4.segments/plan.json").symlink_to("../trap/precious")


def twin_plan(folder):
    (folder / "out.mp4.segments/plan.json").unlink()
    os.link(folder / "trap/precious", folder / "out.mp4.segments/plan.json")


def foreign_plan(folder):
    (folder / "out.mp4.segments/plan.json").write_text('{"name": "of another program"}')


def others_sidecar(folder):
    give(segment(folder, ".json"))


def linked_sidecar(folder):
    path = segment(folder, ".json")
    path.unlink()
    path.symlink_to("../trap/precious")


def others_pictures(folder):
    give(segment(folder, ".gbrp16"))


def twin_pictures(folder):
    path = segment(folder, ".gbrp16")
    os.link(path, folder / "trap/twin")


def others_lock(folder):
    (folder / ".out.mp4.lock").write_text("7 elsewhere\n")
    give(folder / ".out.mp4.lock")


def linked_lock(folder):
    (folder / ".out.mp4.lock").symlink_to("trap/precious")


def twin_lock(folder):
    os.link(folder / "trap/precious", folder / ".out.mp4.lock")


CASES = [linked_folder, others_folder, others_plan, linked_plan, twin_plan, foreign_plan,
         others_sidecar, linked_sidecar, others_pictures, twin_pictures, others_lock, linked_lock,
         twin_lock]


def protected(folder):
    """What the run must not change: by path, what it is, whose, and its content."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        if status.st_uid == MALLORY or path.is_symlink() or status.st_nlink > 1 or (
                path.name == "plan.json"):
            content = None
            if path.is_file() and not path.is_symlink():
                content = hashlib.sha256(path.read_bytes()).hexdigest()
            found[path] = (status.st_ino, status.st_uid, status.st_mode, content,
                           os.readlink(path) if path.is_symlink() else None)
    return found


def changes(log, paths):
    """Calls that succeeded and changed, or opened for writing, one of the files."""
    names = {str(path) for path in paths}
    found = []
    for line in log.read_text(errors="replace").splitlines():
        call = re.search(r"(\w+)\((.*)\)\s+=\s+(-?\d+)(<([^>]*)>)?", line)
        if not call or int(call[3]) < 0:
            continue
        opened = call[5]
        if call[1] in ("openat", "open", "creat"):
            writes = re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", call[2]) or call[1] == "creat"
            if writes and opened in names:
                found.append(line)
        elif any(f"<{name}>" in call[2] or f'"{name}"' in call[2] for name in names):
            # Descriptors of folders are named too; what happens to a name in one is seen afterwards.
            if call[1] in ("pwrite64", "write", "ftruncate", "truncate", "fchmod", "fchown"):
                found.append(line)
    return found


def others_files(folder, short):
    """Every case as root and as a user without rights: the exit code, and what strace saw."""
    report = Report("others' files")
    report.skipped = reason_to_skip()
    if report.skipped:
        return report
    folder.chmod(0o755)
    seen = 0
    for user in [0, NOBODY]:
        as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
        if subprocess.run([*as_user, workshop.PROGRAM, "--version"], capture_output=True).returncode:
            report.notes.append(f"uid {user} cannot run the program")
            continue
        for case in CASES:
            work = stored(folder / "work", user)
            trap(work)
            case(work)
            before = protected(work)
            log = folder / "strace.log"
            result = workshop.run(
                ["strace", "-f", "-qq", "-y", "-o", str(log), "-e", f"trace={CHANGING}", *as_user,
                 *workshop.command("--keep", "--segment-length", "4")], work)
            what = f"uid {user}, {case.__name__}"
            report.saw(result)
            seen += len(log.read_text(errors="replace").splitlines())
            report.expect(result.returncode in (65, 73), "not refused",
                          f"{what}: {result.returncode} {result.stderr.strip()}")
            report.expect(result.stderr.count("\n") == 1, "not one line", f"{what}: {result.stderr}")
            if case.__name__.startswith("others"):
                report.expect(f"belongs to uid {MALLORY}, expected " in result.stderr,
                              "the owner is not named", f"{what}: {result.stderr}")
            after = {path: entry for path, entry in protected(work).items() if path in before}
            report.expect(after == before, "changed", f"{what}: "
                          f"{[str(path) for path in before if after.get(path) != before[path]]}")
            written = changes(log, before)
            report.expect(not written, "opened for writing or changed", f"{what}: {written[:3]}")
            report.expect(not (work / "out.mp4").exists(), "a film was made", what)
            shutil.rmtree(work)
        # The same folder without anything in the way is taken over.
        work = stored(folder / "work", user)
        result = workshop.run(
            [*as_user, *workshop.command("--keep", "--segment-length", "4", "--progress", "lines")],
            work)
        report.saw(result)
        report.expect(result.returncode == 0 and "8 reused" in result.stderr,
                      "one's own are not taken over", f"uid {user}: {result.stderr.strip()}")
        shutil.rmtree(work)
    report.notes.append(f"{seen} calls that change files were looked at")
    return report
