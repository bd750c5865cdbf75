"""A contact sheet of an enlarged picture: `python -m sharpen.sheet NETWORKS SHEET.png PICTURE`.

Above the path from fidelity to detail, below the two networks' pictures blended in the same shares.  With --shrink
the picture is scaled down first and shown beside.
"""
import argparse

import torch
from PIL import Image
from safetensors.torch import load_file

from pictures import image, load, tensor
from run import mixed
from sharpen.measure import SHARES, enlarged
from sharpen.train import shrunk
from sheets import contact_sheet, magnified


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    scale = options.scale
    picture = load(options.picture).crop(options.box) if options.box else load(options.picture)
    small = shrunk(tensor(picture), scale) if options.shrink else tensor(picture)
    states = [load_file(f"{options.networks}/{kind}{scale}.safetensors") for kind in ("fidelity", "detail")]
    states = [{key: value.float() for key, value in state.items()} for state in states]
    ends = [enlarged(state, small, scale) for state in states]
    bicubic = image(small).resize([side * scale for side in image(small).size], Image.BICUBIC)
    given = image(small).resize(bicubic.size, Image.NEAREST)
    above, below = [(f"bicubic, {scale} times", bicubic)], [("the picture", picture if options.shrink else given)]
    for share in SHARES:
        mixture = enlarged(mixed([(1 - share, states[0]), (share, states[1])]), small, scale)
        above.append((named(share, "networks mixed"), image(mixture)))
        below.append((named(share, "pictures blended"), image(ends[0].lerp(ends[1], share))))
    rows = [[(label, larger(y, options.magnify)) for label, y in row] for row in (above, below)]
    contact_sheet(rows).save(options.sheet, optimize=True)


def larger(picture, times):
    return magnified(picture, (0, 0, *picture.size), times)


def named(share, how):
    return {0: "fidelity", 1: "detail"}.get(share, f"{how}, detail {share:g}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("networks", help="a folder with the enlargers")
    parser.add_argument("sheet", help="the file to write")
    parser.add_argument("picture")
    parser.add_argument("--scale", type=int, default=4, choices=(2, 4))
    parser.add_argument("--box", type=int, nargs=4, help="the part to show: left, top, right and bottom pixel")
    parser.add_argument("--shrink", action="store_true", help="scale the picture down first, as in training")
    parser.add_argument("--magnify", type=int, default=1, help="how often every pixel is repeated")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
