"""Measures the enlargers: `python -m sharpen.measure NETWORKS --photos DIR --squeezenet FILE`.

Prints the README's tables: along the path from fidelity to detail, PSNR, the perceptual distance, and how many
values are far off, in all and on a shingled roof; of the mixed networks, and of the two networks' pictures blended in the same shares.
"""
import argparse

import torch
from safetensors.torch import load_file

from held_out import psnr, squares
from run import mixed
from sharpen.srvgg import SRVGGNetCompact
from sharpen.train import SCALES, shrunk
from squeezenet import SqueezeNet

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
FAR = 40 / 255
# Shingles in the last of the photos (kodim08), where `detail` draws combs: rows and columns.
ROOF = (slice(16, 144), slice(128, 256))


def enlarged(state, small, scale):
    network = SRVGGNetCompact(scale)
    network.load_state_dict(state)
    with torch.no_grad():
        return network(small).clamp(0, 1)


def judged(pictures, photos, judge, scale):
    """PSNR, perceptual distance, and values far off: means over the photos; and values far off on the roof."""
    rows, roof = [], far_off(pictures[-1][..., *ROOF], photos[-1][..., *ROOF])
    for y, photo in zip(pictures, photos):
        y, photo = y[..., scale:-scale, scale:-scale], photo[..., scale:-scale, scale:-scale]
        rows.append([psnr(y, photo), judge.distance(y, photo), far_off(y, photo)])
    return [sum(column) / len(column) for column in zip(*rows)] + [roof]


def far_off(y, photo):
    """Values more than 40 of 255 off, in percent."""
    return ((y - photo).abs() > FAR).float().mean().item() * 100


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    judge, photos = SqueezeNet(options.squeezenet), squares(options.photos)
    columns = "PSNR | distance | far off, % | on the roof"
    print(f"| scale | detail's share | {columns} | blended: {columns} |")
    print("|---" * 10 + "|")
    for scale in SCALES:
        states = [load_file(f"{options.networks}/{kind}{scale}.safetensors") for kind in ("fidelity", "detail")]
        ends = [{key: value.float() for key, value in state.items()} for state in states]
        small = [shrunk(photo, scale) for photo in photos]
        first, second = ([enlarged(state, x, scale) for x in small] for state in ends)
        for share in SHARES:
            state = mixed([(1 - share, ends[0]), (share, ends[1])])
            both = [judged([enlarged(state, x, scale) for x in small], photos, judge, scale),
                    judged([a.lerp(b, share) for a, b in zip(first, second)], photos, judge, scale)]
            cells = " | ".join(f"{db:.3f} | {distance:.4f} | {far:.2f} | {roof:.2f}" for db, distance, far, roof in both)
            print(f"| ×{scale} | {share} | {cells} |", flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("networks", help="a folder with the networks that sharpen.train wrote")
    parser.add_argument("--photos", required=True, help="a folder of photos, .jpg or .png")
    parser.add_argument("--squeezenet", required=True, help="squeezenet_v1.1 as safetensors, caffe's convention")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
