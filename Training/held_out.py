"""The photos kept for judging, as the restoring networks are judged on them."""
from pictures import photos, scaled, tensor

SHORTER, SIDE = 512, 384


def squares(folder):
    """The middle 384×384 pixels of each, at a shorter side of 512."""
    return [middle(scaled(photo, SHORTER)) for photo in photos(folder, held_out=True)]


def middle(photo):
    left, top = ((length - SIDE) // 2 for length in photo.size)
    return tensor(photo.crop((left, top, left + SIDE, top + SIDE)))


def psnr(x, y):
    """Of pictures of 0…1, clipped, in decibels."""
    return -10 * (x.clamp(0, 1) - y.clamp(0, 1)).square().mean().log10().item()
