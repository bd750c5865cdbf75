"""Small AVIF, HEIC and WebP pictures for CodedPictures.swift, made by Pillow and heif-enc.

python3 pictures.py > CodedPictures.txt: names and base64, to be pasted.  Colours of the four quarters are
those of COLOURS; what a profile makes of them is computed by Little CMS through Pillow.
"""
import base64, io, struct, subprocess, tempfile, zlib
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


def png(image):
    return saved(image, "PNG")


def png16(image):
    """The same as a PNG of 16 bits, which Pillow does not write."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(
        b"\0" + b"".join(struct.pack(">H", 257 * v) for x in range(image.width) for v in image.getpixel((x, y)))
        for y in range(image.height))
    header = struct.pack(">IIBBBBB", image.width, image.height, 16, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def heic(picture, *options):
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/a.png", "wb") as file:
            file.write(picture)
        subprocess.run(["heif-enc", *options, f"{folder}/a.png", "-o", f"{folder}/a.heic"],
                       check=True, capture_output=True)
        with open(f"{folder}/a.heic", "rb") as file:
            return file.read()


def box(kind, *parts):
    data = b"".join(parts)
    return struct.pack(">I", 8 + len(data)) + kind + data


def full(kind, version, flags, *parts):
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def boxes(data):
    found, place = {}, 0
    while place + 8 <= len(data):
        size = struct.unpack(">I", data[place:place + 4])[0]
        found[data[place + 4:place + 8]] = data[place + 8:place + size]
        place += size
    return found


def grid():
    """As phones store pictures: HEVC tiles of 4:2:0 in a grid (ISO/IEC 23008-12, 6.6.2.3), here 2 by 2 of 64 by 64
    pixels cut to 120 by 100, turned by a quarter."""
    tiles = []
    for colour in COLOURS:
        file = boxes(heic(png(Image.new("RGB", (64, 64), colour[:3])), "-q", "90"))
        properties = boxes(boxes(boxes(file[b"meta"][4:])[b"iprp"])[b"ipco"])
        tiles.append(file[b"mdat"])
    layout = struct.pack(">BBBBHH", 0, 0, 1, 1, 120, 100)
    names = [full(b"infe", 2, 1, struct.pack(">HH4sB", i, 0, b"hvc1", 0)) for i in range(1, 5)]
    names.append(full(b"infe", 2, 0, struct.pack(">HH4sB", 5, 0, b"grid", 0)))
    meta = [
        full(b"hdlr", 0, 0, bytes(4), b"pict", bytes(13)), full(b"pitm", 0, 0, struct.pack(">H", 5)),
        full(b"iinf", 0, 0, struct.pack(">H", 5), *names),
        full(b"iref", 0, 0, box(b"dimg", struct.pack(">6H", 5, 4, 1, 2, 3, 4))),
        box(b"iprp",
            box(b"ipco", box(b"hvcC", properties[b"hvcC"]), full(b"ispe", 0, 0, struct.pack(">II", 64, 64)),
                full(b"ispe", 0, 0, struct.pack(">II", 120, 100)), box(b"irot", b"\1"),
                full(b"pixi", 0, 0, b"\3\x08\x08\x08")),
            full(b"ipma", 0, 0, struct.pack(">I", 5),
                 *[struct.pack(">HB", i, 3) + b"\x81\2\5" for i in range(1, 5)],
                 struct.pack(">HB", 5, 3) + b"\3\5\x84")),
        box(b"idat", layout)]

    def whole(offset):
        places = []
        for number, tile in enumerate(tiles, 1):
            places.append(struct.pack(">HHHHII", number, 0, 0, 1, offset, len(tile)))
            offset += len(tile)
        places.append(struct.pack(">HHHHII", 5, 1, 0, 1, 0, len(layout)))
        location = full(b"iloc", 1, 0, struct.pack(">BBH", 0x44, 0, 5), *places)
        return box(b"ftyp", b"heic", bytes(4), b"mif1heic") + full(b"meta", 0, 0, *meta, location)

    return whole(len(whole(0)) + 8) + box(b"mdat", *tiles)


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
    "halvedAVIF": saved(quarters("RGB"), "AVIF", quality=95, subsampling="4:2:0", speed=0),
    "heic": heic(png(quarters("RGB")), "-L", "-p", "chroma=444", "--matrix_coefficients=0"),
    "deepHEIC": heic(png16(quarters("RGB")), "-q", "95", "-b", "10", "-p", "chroma=444"),
    "gridHEIC": grid(),
    "animatedWebP": animation(),
    "turnedWebP": saved(quarters("RGB"), "WEBP", lossless=True, exif=exif(6)),
    "alphaWebP": saved(quarters("RGBA"), "WEBP", lossless=True, exact=True),
}
for name, data in files.items():
    text = base64.b64encode(data).decode()
    print(name, len(data))
    for start in range(0, len(text), 92):
        print("        " + text[start:start + 92])
