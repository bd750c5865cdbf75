"""Prints the README's table of losses from what training printed: `python -m style.losses LOG...`.

The mean of a member's own logged losses over its last steps, before their weights, and the time of a step.
"""
import sys
from pathlib import Path

LAST = 500
NAMES = "content relu1_2 relu2_2 relu3_3 relu4_3 palette tone".split()


def rows(path):
    """(member, step) → losses and seconds a step, of every line that training printed."""
    lines = [line.split() for line in Path(path).read_text().splitlines() if line.endswith("s/step")]
    return {(cells[1], int(cells[2])): ([float(cell) for cell in cells[3:-2]], float(cells[-2])) for cells in lines}


def main():
    print(f"| network | steps | {' | '.join(NAMES)} | s/step |")
    print("|---" * (len(NAMES) + 3) + "|")
    logged = {key: found for path in sys.argv[1:] for key, found in rows(path).items()}
    for member in dict.fromkeys(name for name, _ in logged):
        end = max(step for name, step in logged if name == member)
        # Even numbers are of steps that trained a middle.
        late = [found for (name, step), found in logged.items() if name == member and step > end - LAST and step % 2]
        means = [sum(values) / len(late) for values in zip(*(losses for losses, _ in late))]
        cells = " | ".join(f"{mean:.3f}" for mean in means[:len(NAMES)])
        print(f"| {member} | {end} | {cells} | {sum(pace for _, pace in late) / len(late):.2f} |")


if __name__ == "__main__":
    main()
