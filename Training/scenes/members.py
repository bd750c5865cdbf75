"""The networks of the three families: what each makes of a picture, from which it starts, how it is trained."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    """Learns the rendering `target` of a scene, NUMBER.TARGET.png, from its day."""
    family: str
    target: str
    parent: str | None              # a member before it, or none: it begins as the identity
    description: str                # one line for a person
    steps: int
    share: float                    # of the rate
    side: int = 128                 # pixels of a crop
    batch: int = 4
    scales: tuple = (0.7, 1.5)      # of the rendered picture, before it is cropped
    keeps_light: bool = True        # brighter input, brighter output; else the output's light is always the same


def apprentice(family, target, parent, description, **more):
    """A member that is trained so gently from its parent that all between the two is of use."""
    return Member(family, target, parent, description, share=0.25, **{"steps": 250} | more)


WIDE = {"side": 192, "batch": 2, "scales": (1.0, 1.6)}
MEMBERS = {
    "dusk": Member("daylight", "dusk", None, "Dusk: a rose sky, windows and lamps lit", 1600, 1.0, keeps_light=False),
    "night": apprentice("daylight", "night", "dusk", "Night: dark blue, windows and lamps lit", keeps_light=False,
                        steps=900),
    "day": apprentice("daylight", "day", "dusk", "The picture as it is, by day", steps=580),
    "shallow": Member("focus", "shallow", None,
                      "A wide aperture: what is far is blurred, the near subject stays sharper",
                      3200, 1.0, **WIDE),
    "deep": apprentice("focus", "day", "shallow", "The picture as it is, sharp near and far", steps=500, **WIDE),
    "winter": Member("seasons", "winter", None, "Snow on roofs, ground and trees, under a paler sky", 4500, 1.0),
    "summer": apprentice("seasons", "day", "winter", "The picture as it is, without snow", steps=300),
}
# The rendering that stands halfway between two others.
HALFWAY = {frozenset(("day", "night")): "dusk", frozenset(("day", "shallow")): "half"}
FAMILIES = sorted({member.family for member in MEMBERS.values()})
