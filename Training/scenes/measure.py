"""Measures daylight, focus and seasons: `python -m scenes.measure NETWORKS SCENES`.

Prints three tables: how near each network comes to the true rendering of scenes that were not trained on; how the
distances to both ends' renderings change along a path; and whether the middle of two is nearer to the rendering that
stands halfway (dusk, half the aperture) by mixing parameters or by mixing pixels.
"""
import argparse
import math

import torch
from safetensors.torch import load_file

from pictures import load, tensor
from run import mixed
from scenes.members import HALFWAY, MEMBERS
from scenes.pairs import rendering, scenes
from scenes.unet_res import UNetRes

PATHS = [("day", "dusk"), ("dusk", "night"), ("day", "night"), ("deep", "shallow"), ("summer", "winter")]
ALPHAS = (0, 0.25, 0.5, 0.75, 1)


def developed(state, x):
    """What a network makes of a picture, whose sides are brought to multiples of eight by its own edge."""
    network = UNetRes()
    network.load_state_dict(state)
    height, width = x.shape[2:]
    padded = torch.nn.functional.pad(x, (0, -width % 8, 0, -height % 8), mode="replicate")
    with torch.no_grad():
        return network(padded)[:, :, :height, :width].clamp(0, 1)


def distance(pairs):
    """Mean absolute difference, in 255ths, and PSNR of all pixels of (picture, truth) pairs, in dB."""
    absolute = sum((a - b).abs().mean().item() for a, b in pairs) / len(pairs)
    square = sum((a - b).square().mean().item() for a, b in pairs) / len(pairs)
    return 255 * absolute, 10 * math.log10(1 / max(square, 1e-10))


def middle(a, b, alpha):
    return mixed([(1 - alpha, a), (alpha, b)])


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    targets = {member.target for member in MEMBERS.values()} | set(HALFWAY.values())
    stems = scenes([options.scenes], targets)
    truth = {target: [tensor(load(rendering(stem, target))) for stem in stems] for target in targets}
    states = {name: load_file(f"{options.networks}/{member.family}/{name}.safetensors")
              for name, member in MEMBERS.items()}
    outputs = {name: [developed(state, x) for x in truth["day"]] for name, state in states.items()}
    ends(outputs, truth, len(stems))
    paths(states, truth)
    middles(states, outputs, truth)


def ends(outputs, truth, count):
    print(f"| network | true rendering ({count} scenes) | L1 | L1 of the input | PSNR | PSNR of the input |")
    print("|---|---|---|---|---|---|")
    for name, values in outputs.items():
        target = truth[MEMBERS[name].target]
        own, plain = distance(list(zip(values, target))), distance(list(zip(truth["day"], target)))
        before = "–" if MEMBERS[name].target == "day" else f"{plain[1]:.1f}"
        print(f"| {name} | {MEMBERS[name].target} | {own[0]:.1f} | {plain[0]:.1f} | {own[1]:.1f} | {before} |")


def paths(states, truth):
    print("\n| path | L1 to | " + " | ".join(f"α = {alpha}" for alpha in ALPHAS) + " | steady |")
    print("|---|---|" + "---|" * (len(ALPHAS) + 1))
    for first, last in PATHS:
        along = [[developed(middle(states[first], states[last], alpha), x) for x in truth["day"]] for alpha in ALPHAS]
        for end, sign in ((first, 1), (last, -1)):
            values = [distance(list(zip(pictures, truth[MEMBERS[end].target])))[0] for pictures in along]
            steady = all(sign * (b - a) > 0 for a, b in zip(values, values[1:]))
            cells = " | ".join(f"{value:.1f}" for value in values)
            print(f"| {first} → {last} | {MEMBERS[end].target} | {cells} | {'yes' if steady else 'no'} |")


def middles(states, outputs, truth):
    print("\n| halfway | L1 to it | PSNR |")
    print("|---|---|---|")
    for first, last in PATHS:
        rendered = HALFWAY.get(frozenset((MEMBERS[first].target, MEMBERS[last].target)))
        if not rendered:
            continue
        state = middle(states[first], states[last], 0.5)
        shown = {f"{rendered}: the network {rendered}": outputs.get(rendered),
                 f"{rendered}: the middle of the parameters of {first} and {last}":
                     [developed(state, x) for x in truth["day"]],
                 f"{rendered}: the middle of the pixels of {first} and {last}":
                     [(a + b) / 2 for a, b in zip(outputs[first], outputs[last])]}
        for name, pictures in shown.items():
            if pictures:
                absolute, psnr = distance(list(zip(pictures, truth[rendered])))
                print(f"| {name} | {absolute:.1f} | {psnr:.1f} |")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("networks", help="the folder that has daylight, focus and seasons")
    parser.add_argument("scenes", help="a folder that render.py has written, of scenes not trained on")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
