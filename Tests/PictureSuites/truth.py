"""What a picture shows by Pillow, lcms2 and PNG's formulae: sRGB with straight alpha, 0...1, float64.

FFmpeg's decoders stand in for PNGs of 16 bits a sample, of which Pillow keeps 8 in colour, and for the planes of
AVIFs of halved chroma, which Pillow's libyuv converts with errors of up to 6 levels.  A transparent level
of grey of fewer than 8 bits is scaled as the samples are (PNG 3, 11.3.2.1), which Pillow and FFmpeg leave out.
"""

import io
import json
import struct
import subprocess

import numpy as np
from PIL import Image, ImageCms, ImageOps

Image.MAX_IMAGE_PIXELS = None
# More are not compared: damaged headers state pictures that no memory holds.
LARGEST = 1 << 26

BT709 = np.array([0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06])
SRGB = ImageCms.createProfile("sRGB")


class Truth:
    """A picture's colours (height, width, 3), its alpha (height, width, 1), and what says its colours."""

    def __init__(self, path):
        with Image.open(path) as image:
            if image.width * image.height > LARGEST:
                raise ValueError(f"{image.width}x{image.height} is not compared")
            self.format, self.mode = image.format, image.mode
            chunks = png_chunks(path) if image.format == "PNG" else {}
            profile = image.info.get("icc_profile")
            image.load()
            depth, kind = chunks["IHDR"][8:10] if chunks else (8, 0)
            if depth == 16:
                samples = by_ffmpeg(path, *image.size)
                self.alpha, colours = samples[..., 3:], samples[..., :3]
            elif image.format == "AVIF" and (planes := halved_planes(path)):
                self.alpha, colours = alpha_of(image), of_planes(*planes)
            else:
                self.alpha, colours = alpha_of(image), stored(image)
            if depth < 8 and kind == 0 and "tRNS" in chunks:
                most = 2**depth - 1
                level = (struct.unpack(">H", chunks["tRNS"][:2])[0] & most) * 255 // most
                self.alpha = (np.array(image.convert("L"))[..., None] != level).astype(float)
            self.colours, self.kind = srgb(image, colours, chunks, profile)
            self.colours, self.alpha = turned(image, self.colours), turned(image, self.alpha)


def turned(image, samples):
    """Samples as the picture's EXIF orientation (1 to 8; CIPA DC-008, 4.6.4) shows them.

    Of an AVIF, that is what its properties say; XMP beside them turns nothing (ISO/IEC 23008-12, 6.5.10 and 6.5.12).
    """
    if image.format == "AVIF":
        image.info.pop("xmp", None)
    orientation = image.getexif().get(0x0112, 1)
    if orientation in (5, 6, 7, 8):
        samples = samples.transpose(1, 0, 2)
    if orientation in (2, 3, 6, 7):
        samples = samples[:, ::-1]
    if orientation in (3, 4, 7, 8):
        samples = samples[::-1]
    return samples


def png_chunks(path):
    data, place, chunks = open(path, "rb").read(), 8, {}
    while place + 12 <= len(data):
        length, name = struct.unpack(">I4s", data[place : place + 8])
        chunks.setdefault(name.decode("latin1"), data[place + 8 : place + 8 + length])
        if name == b"IDAT":
            break
        place += 12 + length
    return chunks


def by_ffmpeg(path, width, height):
    command = ["ffmpeg", "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgba64le", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    return np.frombuffer(raw, "<u2").reshape(height, width, 4) / 65535


def halved_planes(path):
    """Y, Cb and Cr of an 8-bit picture of full range by BT.601 with halved chroma; None for others."""
    command = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries",
        "stream=width,height,pix_fmt,color_space,color_range", "-of", "json", path]
    stream = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["streams"][0]
    colours = stream["pix_fmt"], stream.get("color_space"), stream.get("color_range")
    if colours != ("yuv420p", "smpte170m", "pc"):
        return None
    command = ["ffmpeg", "-v", "error", "-i", path, "-f", "rawvideo", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    levels = np.frombuffer(raw, np.uint8).astype(float)
    width, height = stream["width"], stream["height"]
    columns, rows = (width + 1) // 2, (height + 1) // 2
    luma, blue, red = np.split(levels, [width * height, width * height + columns * rows])
    return luma.reshape(height, width), blue.reshape(rows, columns), red.reshape(rows, columns)


def of_planes(luma, blue, red):
    """RGB by BT.601 (ITU-T H.273, 8.3), chroma interpolated linearly from the middles of its four pixels."""
    blue, red = (doubled(doubled(plane - 128, luma.shape[0]).T, luma.shape[1]).T for plane in (blue, red))
    r, b = luma + 1.402 * red, luma + 1.772 * blue
    green = (luma - 0.299 * r - 0.114 * b) / 0.587
    return np.clip(np.stack([r, green, b], -1), 0, 255) / 255


def doubled(plane, count):
    """Rows between those of a plane."""
    rows = np.arange(count)
    near = np.minimum(rows // 2, len(plane) - 1)
    other = np.clip(np.where(rows % 2, near + 1, near - 1), 0, len(plane) - 1)
    return 0.75 * plane[near] + 0.25 * plane[other]


def alpha_of(image):
    if image.mode.startswith("I"):
        return np.ones((*np.array(image).shape, 1))
    return np.array(image.convert("RGBA"))[..., 3:] / 255


def stored(image):
    """The colours before any conversion."""
    if image.mode.startswith("I;16"):
        return np.repeat(np.array(image)[..., None].astype(float) / 65535, 3, -1)
    if image.mode in ("I", "F", "LAB"):
        raise ValueError(f"{image.mode} is not compared")
    return np.array(image.convert("RGBA"))[..., :3] / 255


def srgb(image, colours, chunks, profile):
    """The colours as sRGB and what they were converted by; of PNG's chunks the first that counts by PNG 3, 4.3."""
    if "cICP" in chunks:
        raise ValueError("cICP is not compared")
    if profile and not image.mode.startswith("I") and image.mode not in ("CMYK", "LAB", "P"):
        return by_profile(image, colours, profile), "ICC"
    if "sRGB" in chunks:
        return colours, "sRGB chunk"
    if "gAMA" in chunks or "cHRM" in chunks:
        return by_gamma(colours, chunks), "gAMA or cHRM"
    return colours, "plain"


def by_profile(image, colours, profile):
    """By lcms2 as Pillow calls it where nothing is asked for: the perceptual intent."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    grey = source.profile.xcolor_space.strip() == "GRAY"
    levels = Image.fromarray(np.rint(colours * 255).astype(np.uint8))
    picture = image.convert("L") if grey else levels
    converted = ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB")
    return np.array(converted) / 255


def by_gamma(colours, chunks):
    """PNG 3, 13.13 and 13.14: light by the file's exponent, then sRGB's primaries and curve."""
    gamma = struct.unpack(">I", chunks["gAMA"])[0] / 1e5 if "gAMA" in chunks else None
    if "cHRM" in chunks:
        primaries = np.array(struct.unpack(">8I", chunks["cHRM"][:32])) / 1e5
    else:
        primaries = BT709
    wide = np.abs(primaries - BT709).max() >= 0.002
    # 1/2.2 stands for sRGB's own curve, as in libpng (PNG_GAMMA_THRESHOLD, 5 %).
    own = gamma is None or abs(gamma * 2.2 - 1) <= 0.05
    if not wide and own:
        return colours
    if own:
        light = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    else:
        light = colours ** (1 / gamma)
    if wide:
        light = light @ (np.linalg.inv(to_xyz(BT709)) @ adapted(primaries) @ to_xyz(primaries)).T
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def xyz(x, y):
    return np.array([x / y, 1, (1 - x - y) / y])


def to_xyz(primaries):
    white, red, green, blue = (xyz(*primaries[k : k + 2]) for k in range(0, 8, 2))
    columns = np.stack([red, green, blue], -1)
    return columns * np.linalg.solve(columns, white)


def adapted(primaries):
    """Bradford's adaptation from these primaries' white to D65 (ICC.1:2022, annex E)."""
    bradford = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    own, d65 = bradford @ xyz(*primaries[:2]), bradford @ xyz(*BT709[:2])
    return np.linalg.inv(bradford) @ np.diag(d65 / own) @ bradford
