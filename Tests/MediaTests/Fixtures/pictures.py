"""Small AVIF, HEIC and WebP pictures for CodedPictures.swift, made by Pillow and heif-enc.

python3 pictures.py > CodedPictures.txt: names and base64, to be pasted.  Colours of the four quarters are
those of COLOURS; what a profile makes of them is computed by Little CMS through Pillow.
"""
import base64, io, subprocess, tempfile
from PIL import Image, ImageCms

COLOURS = [(200, 40, 40, 255), (40, 180, 60, 255), (50, 60, 210, 255), (220, 220, 120, 102)]


def quarters(mode):
    image = Image.new(mode, (32, 16))
    for i, colour in enumerate(COLOURS):
        image.paste(colour[: len(mode)], (i % 2 * 16, i // 2 * 8, i % 2 * 16 + 16, i // 2 * 8 + 8))
    return image


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation):
    data = Image.Exif()
    data[0x112] = orientation
    return data.tobytes()


def heic(*options):
    with tempfile.TemporaryDirectory() as folder:
        quarters("RGB").save(f"{folder}/a.png")
        subprocess.run(["heif-enc", "-L", "-p", "chroma=444", *options, f"{folder}/a.png", "-o", f"{folder}/a.heic"],
                       check=True, capture_output=True)
        return open(f"{folder}/a.heic", "rb").read()


def animation():
    frames = [Image.new("RGBA", (6, 4), c) for c in [(255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 51)]]
    return saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=[100, 200, 50], lossless=True,
                 allow_mixed=False, minimize_size=False, method=6)


best = {"quality": 100, "subsampling": "4:4:4", "speed": 0}
files = {
    "avif": saved(quarters("RGB"), "AVIF", **best),
    "alphaAVIF": saved(quarters("RGBA"), "AVIF", **best),
    "turnedAVIF": saved(quarters("RGB"), "AVIF", exif=exif(6), **best),
    "mirroredAVIF": saved(quarters("RGB"), "AVIF", exif=exif(2), **best),
    "heic": heic("--matrix_coefficients=0"),
    "animatedWebP": animation(),
    "turnedWebP": saved(quarters("RGB"), "WEBP", lossless=True, exif=exif(6)),
    "alphaWebP": saved(quarters("RGBA"), "WEBP", lossless=True, exact=True),
}
for name, data in files.items():
    text = base64.b64encode(data).decode()
    print(name, len(data))
    for start in range(0, len(text), 92):
        print("        " + text[start:start + 92])
