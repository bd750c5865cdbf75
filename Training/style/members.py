"""The families of painting networks: what each member learnt from, and for how long."""
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import sqrt

from style.drawings import dabs, de_stijl, glass, mosaic, woodcut


@dataclass(frozen=True)
class Painting:
    file: str               # its name without the extension
    shorter: int            # pixels of its shorter side in training: sets the size of the brush
    soften: float = 0.0     # pixels of blur that take a photograph's sharpening off


@dataclass(frozen=True)
class Member:
    description: str        # one line for a person
    source: str             # what it learnt from, with its licence
    paintings: tuple = ()   # the first gives the colours, all give the brushwork
    drawing: Callable | None = None     # draws the style picture, where there are no paintings
    style: float = 1.0      # weight of the style losses


PAINTERS = {
    "monet": Member(
        "Monet: dabs of orange, rose and violet light, after San Giorgio Maggiore at Dusk",
        "Claude Monet, San Giorgio Maggiore at Dusk (1908) and Meadow at Limetz (1888), public domain",
        (Painting("monet_san_giorgio_maggiore", 480), Painting("monet_limetz_meadow", 720))),
    "vangogh": Member(
        "Van Gogh: long strokes of blue and yellow, after The Starry Night",
        "Vincent van Gogh, The Starry Night (1889) and Self-Portrait with a Straw Hat (1887), public domain",
        (Painting("vangogh_starry_night", 720, soften=1.5),
         Painting("vangogh_self_portrait_straw_hat", 800, soften=1.0))),
    "cezanne": Member(
        "Cézanne: patches of ochre, green and slate, after Mont Sainte-Victoire",
        "Paul Cézanne, Mont Sainte-Victoire and Still Life with Apples (1900), public domain",
        (Painting("cezanne_mont_sainte_victoire", 560), Painting("cezanne_still_life_1900", 560))),
    "ukiyoe": Member(
        "Ukiyo-e: flat cream and Prussian blue with drawn lines, after The Great Wave",
        "Katsushika Hokusai, The Great Wave off Kanagawa (1831), public domain",
        (Painting("hokusai_great_wave", 540),)),
}

DRAWN = "a style picture drawn by the recipe's own script"

STYLES = {
    "mosaic": Member(
        "Mosaic: small tesserae of earth and sea colours in grey mortar", DRAWN, drawing=mosaic, style=0.5),
    "glass": Member(
        "Stained glass: glowing panes of pure colour between black leads", DRAWN, drawing=glass, style=1.5),
    "destijl": Member(
        "De Stijl: red, blue, yellow and white between black bars", DRAWN, drawing=de_stijl, style=1.5),
    "woodcut": Member(
        "Woodcut: black lines cut in cream, thicker where it is dark", DRAWN, drawing=woodcut, style=0.8),
}


def stroke(description, width, style=1.0):
    """A member that paints with the oblong dabs of one drawn canvas, `width` pixels wide."""
    return Member(description, DRAWN, drawing=partial(dabs, width), style=style)


SMALL, MEDIUM, LARGE = 5, 9, 16
WEAK, STRONG = 0.3, 2.5
STROKES = {
    "small-strokes": stroke("Strokes: dabs of bright paint, small", SMALL),
    "medium-strokes": stroke("Strokes: dabs of bright paint, medium in size and in strength", MEDIUM),
    "large-strokes": stroke("Strokes: dabs of bright paint, large", LARGE),
    "weak-strokes": stroke("Strokes: medium dabs of bright paint that keep near the picture", MEDIUM, WEAK),
    "strong-strokes": stroke("Strokes: medium dabs of bright paint that go far from the picture", MEDIUM, STRONG),
}


def middle_stroke(a, b):
    """The member halfway between two strokes: the geometric mean of their widths and of their weights."""
    width = sqrt(a.drawing.args[0] * b.drawing.args[0])
    return stroke("", width, sqrt(a.style * b.style))


FAMILIES = {"painters": PAINTERS, "styles": STYLES, "strokes": STROKES}
# What the parent of all families learns from.
PARENT = PAINTERS["vangogh"]
IDENTITY_STEPS = 600
PARENT_STEPS = 2000
# Steps of fine-tuning after which a whole family is exported, in rounds, so that a set exists early.
ROUNDS = {"painters": [400, 900, 1400, 1800, 2200], "styles": [400, 900, 1300, 1600, 2000], "strokes": [300, 700]}
# Steps after which every second step trains the middle between a member and another.
ALONE = 250
