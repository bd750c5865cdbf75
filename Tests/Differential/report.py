"""What a run covered and what came of it, as tables."""

import collections
import re

NAMES = {"onnx": "ONNX Runtime", "ncnn": "ncnn"}


def counted(results, verdict):
    return [r for r in results if r["verdict"] == verdict]


def kind_of(reason):
    """A message without the names and numbers of its case."""
    reason = re.sub(r"'[^']*'", "'…'", reason)
    reason = re.sub(r"[\w./-]*case\.(onnx|param)\S*", "FILE", reason)
    reason = re.sub(r"\[[^\]]*\]", "[…]", reason)
    return re.sub(r"-?\d+(\.\d+)?(e-?\d+)?", "#", reason)[:150]


def print_reasons(title, results):
    print(f"{title}: {len(results)}")
    kinds = collections.defaultdict(list)
    for result in results:
        kinds[kind_of(result["reason"])].append(result["seed"])
    for kind, seeds in sorted(kinds.items(), key=lambda item: -len(item[1])):
        print(f"  {len(seeds):5} {kind} (seed {seeds[0]})")


def print_list(title, results):
    print(f"{title}: {len(results)}")
    for result in results:
        print(f"  seed {result['seed']}: {result['reason']}")


def print_table(kind, results):
    other = NAMES[kind]
    nodes = sum(r["nodes"] for r in results)
    print(f"\n{kind}: {len(results)} graphs of {nodes} operations")
    print(f"equal to {other}'s: {len(counted(results, 'passed'))}")
    print_reasons("refused here", counted(results, "refused"))
    print_reasons(
        f"refused by {other}, equal to float64", counted(results, "unchecked"))
    print_list(f"{other} differs, float64 sides with this library", counted(results, "sided"))
    print_list("zero but for rounding, equal by the size of their values", counted(results, "zero"))
    print_list("differ by what rounding does to them", counted(results, "rounding"))
    print_list(f"float64 differs, {other} sides with this library", counted(results, "third"))
    for verdict in ("failed", "died", "broken"):
        print_list(verdict, counted(results, verdict))
    print_coverage(kind, [r for r in results if r["verdict"] not in ("refused", "broken")])


def print_coverage(kind, results):
    """How many graphs have an operator on a value of a rank."""
    counts = collections.Counter(tuple(pair) for r in results for pair in r["covered"])
    operators = sorted({operator for operator, _ in counts})
    ranks = sorted({rank for _, rank in counts})
    print(f"{len(operators)} operators on values of rank {ranks[0]} to {ranks[-1]}, graphs that have them:"
          if ranks else "no operators")
    print("  " + " " * 24 + "".join(f"{rank:>7}" for rank in ranks))
    for operator in operators:
        row = "".join(f"{counts[operator, rank] or '':>7}" for rank in ranks)
        print(f"  {operator:24}{row}")
