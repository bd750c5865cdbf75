"""The four painters: which painting each learnt from, at what size, and for how long."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Painter:
    painting: str           # the painting's file name without its extension
    title: str              # painter, title, year
    description: str        # one line for a person
    shorter: int            # pixels of the painting's shorter side: sets the size of the brush
    soften: float = 0.0     # pixels of blur that take a photograph's sharpening off the painting
    style: float = 1.0      # weight of the style losses; content weighs 2


PAINTERS = {
    "vangogh": Painter(
        "vangogh_starry_night", "Vincent van Gogh, The Starry Night (1889)",
        "Van Gogh: swirling strokes of blue and yellow, after The Starry Night", 560, soften=1.3),
    "monet": Painter(
        "monet_san_giorgio_maggiore", "Claude Monet, San Giorgio Maggiore at Dusk (1908)",
        "Monet: dabs of orange, rose and violet light, after San Giorgio Maggiore at Dusk", 420),
    "cezanne": Painter(
        "cezanne_mont_sainte_victoire", "Paul Cézanne, Mont Sainte-Victoire",
        "Cézanne: patches of ochre, green and slate, after Mont Sainte-Victoire", 480),
    "ukiyoe": Painter(
        "hokusai_great_wave", "Katsushika Hokusai, The Great Wave off Kanagawa (1831)",
        "Ukiyo-e: flat cream and Prussian blue with fine lines, after The Great Wave", 460),
}

PARENT = "vangogh"
IDENTITY_STEPS = 500
PARENT_STEPS = 1000
# Steps of fine-tuning after which all four are exported, in rounds, so that a whole set exists early.
ROUNDS = [300, 600, 750, 850]
# Steps after which every second step trains the middle between a painter and another.
ALONE = 600
