"""The noise levels of the denoisers, of 255: which ship, which are trained only to be compared with."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    noise: tuple            # standard deviations that the network is trained on, in equal shares
    description: str = ""   # one line for a person; empty for what does not ship
    body: float = 1.0       # the share of the learning rate that all layers but the last take
    kept: float = 1.0       # what the last layer is multiplied by at the end


PARENT = "denoise25"
MEMBERS = {
    "denoise25": Level((25,), "removes noise of σ 25 of 255: high sensitivity, indoors"),
    "denoise15": Level((15,), "removes noise of σ 15 of 255: a slightly grainy picture"),
    "denoise50": Level((50,), "removes noise of σ 50 of 255: a very dark, very grainy picture"),
    "denoise0": Level((0,), "changes nothing: the end of the path at which the grain stays", body=0.005, kept=0.1),
}
COMPARED = {
    "both": Level((15, 50)),
    "only20": Level((20,)),
    "only30": Level((30,)),
    "only40": Level((40,)),
}
PARENT_STEPS = 9000
STEPS = 2000
