"""The networks of the three families: what each makes of a picture, from which it starts, how it is trained."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    family: str
    parent: str
    description: str                # one line for a person
    side: int = 128                 # pixels of a crop
    batch: int = 4
    scales: tuple = (0.7, 1.5)      # of the rendered picture, before it is cropped
    keeps_light: bool = False       # brighter input, brighter output; else the output's light is always the same


# The identity, which is the parent of all by its construction and ships under the name of each family's first member.
IDENTITIES = {
    "day": ("daylight", "The picture as it is, by day: the identity by construction"),
    "deep": ("focus", "The picture as it is, sharp near and far: the identity by construction"),
    "summer": ("seasons", "The picture as it is, without snow: the identity by construction"),
}
# Named like the rendering that each learns, NUMBER.NAME.png.
MEMBERS = {
    "dusk": Member("daylight", "day", "Dusk: a rose sky, windows and lamps lit"),
    "night": Member("daylight", "dusk", "Night: dark blue, windows and lamps lit"),
    "shallow": Member("focus", "deep", "A wide aperture: the near subject stays sharp, what is behind it is blurred",
                      side=192, batch=2, scales=(1.0, 1.6), keeps_light=True),
    "winter": Member("seasons", "summer", "Snow on roofs, ground and trees, under a paler sky", keeps_light=True),
}
FAMILIES = sorted({member.family for member in MEMBERS.values()})
# Steps after which all members are exported, so that a whole set exists early.
ROUNDS = [400, 1600]
