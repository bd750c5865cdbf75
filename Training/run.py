"""A network in training that goes on where it was stopped."""
import os
import time
from pathlib import Path

import torch

SAVE_EVERY, LOG_EVERY = 50, 25
AVERAGE = 0.985
WARMING, LONGEST_GRADIENT = 30, 50.0
# Elsewhere it is emulated, and a step of training takes some fifteen times as long as in float32.
HAS_BFLOAT16 = torch.cpu.get_capabilities().get("avx512_bf16", False)


def fast_convolutions():
    """A context in which convolutions run in bfloat16 where the processor has it, else in float32."""
    return torch.autocast("cpu", torch.bfloat16, enabled=HAS_BFLOAT16)


class Run:
    """A network with its running average, its optimiser and its step, kept in the file `path`.

    `groups` are Adam's parameter groups, each with the `share` of the learning rate that it takes; without
    them all parameters take the whole.  `start` is the state dict of the parent.
    """

    def __init__(self, path, name, network, steps, rate, start=None, groups=None):
        self.path, self.name, self.steps, self.rate, self.step = Path(path), name, steps, rate, 0
        self.network = network.to(memory_format=torch.channels_last)
        self.optimiser = torch.optim.Adam(groups or [{"params": list(network.parameters()), "share": 1.0}])
        if self.path.exists():
            self.read()
        else:
            if start is not None:
                self.network.load_state_dict(start)
            self.average = {k: v.clone() for k, v in self.network.state_dict().items()}

    def read(self):
        saved = torch.load(self.path)
        self.network.load_state_dict(saved["network"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.average, self.step = saved["average"], saved["step"]

    def save(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
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


def mixed(mixture):
    """The state dict Σ αᵢ θᵢ of `mixture`, a list of (αᵢ, state dict)."""
    return {key: sum(share * state[key].float() for share, state in mixture)
            for key in mixture[0][1]}
