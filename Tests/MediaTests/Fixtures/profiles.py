"""Makes the ICC profiles and expected values in ICCFixtures.swift: python3 profiles.py > ../ICCFixtures.swift

Needs Pillow. The profiles are written here from the ICC specification (ICC.1:2010: header, tag table, XYZ and
curve types); the values are what Pillow's ImageCms (Little CMS) converts them to, by its default intent.
"""

import base64
import io
import struct

from PIL import Image, ImageCms


def fixed(value):
    return struct.pack(">i", round(value * 65536))


def profile(space, tags):
    """A display profile of version 2 with these tags; those of equal content share it."""
    position, table, data = 132 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        content += bytes(-len(content) % 4)
        table += name + struct.pack(">II", position + len(data), len(content))
        data += content
    d50 = fixed(0.9642) + fixed(1) + fixed(0.8249)
    header = struct.pack(">I4sI4s4s4s12s4s", position + len(data), bytes(4), 0x02400000, b"mntr", space, b"XYZ ",
                         struct.pack(">6H", 2026, 1, 1, 0, 0, 0), b"acsp")
    header += bytes(28) + d50
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


def xyz(*values):
    return b"XYZ " + bytes(4) + b"".join(map(fixed, values))


def gamma(value):
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(value * 256))


def text(words):
    return b"desc" + bytes(4) + struct.pack(">I", len(words) + 1) + words + bytes(1 + 4 + 4 + 2 + 1 + 67)


def rgb(name, columns, curve):
    tags = {b"desc": text(name), b"cprt": b"text" + bytes(4) + b"none\0", b"wtpt": xyz(0.9642, 1, 0.8249)}
    for channel, column in zip((b"r", b"g", b"b"), columns):
        tags[channel + b"XYZ"] = xyz(*column)
    for channel in (b"r", b"g", b"b"):
        tags[channel + b"TRC"] = curve
    return profile(b"RGB ", tags)


# Columns adapted to D50 by Bradford's matrix, from the primaries' definitions.
PROFILES = {
    "adobeRGB": rgb(b"Adobe RGB", [(0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087),
                                   (0.14919, 0.06322, 0.74457)], gamma(2.19921875)),
    "displayP3": rgb(b"P3", [(0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189),
                             (0.1571, 0.06657, 0.78407)],
                     b"para" + bytes(4) + struct.pack(">HH", 3, 0)
                     + b"".join(map(fixed, (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)))),
    "grey": profile(b"GRAY", {b"desc": text(b"Grey 1.8"), b"cprt": b"text" + bytes(4) + b"none\0",
                              b"wtpt": xyz(0.9642, 1, 0.8249), b"kTRC": gamma(1.8)}),
    "sRGB": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
}
COLOURS = [(0, 0, 0), (255, 255, 255), (128, 128, 128), (16, 16, 16), (200, 40, 60), (60, 150, 90), (70, 60, 180),
           (230, 200, 170), (90, 110, 130), (33, 99, 66)]


def convert(name, content):
    source = Image.new("RGB" if name != "grey" else "L", (len(COLOURS), 1))
    source.putdata([c if name != "grey" else c[0] for c in COLOURS])
    from_profile = ImageCms.ImageCmsProfile(io.BytesIO(content))
    return list(ImageCms.profileToProfile(source, from_profile, ImageCms.createProfile("sRGB"),
                                          outputMode="RGB").get_flattened_data())


print("""/// Profiles and what Pillow's ImageCms makes of ``colours`` by each, as levels of 255; made by
/// `Fixtures/profiles.py`.
enum ICCFixtures {""")
print("    static let colours: [[UInt8]] = [")
for colour in COLOURS:
    print(f"        {list(colour)},")
print("    ]\n")
for name, content in PROFILES.items():
    encoded = base64.b64encode(content).decode()
    print(f"    static let {name} =\n        \"\"\"")
    for start in range(0, len(encoded), 80):
        print("        " + encoded[start:start + 80])
    print("        \"\"\"\n")
    if name == "sRGB":
        continue
    print(f"    static let {name}Converted: [[Float]] = [")
    for colour in convert(name, content):
        print(f"        {list(colour)},")
    print("    ]\n")
print("}")
