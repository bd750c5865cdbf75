"""Compares what Chromium shows of every format with PNG frames of the same preset.

Usage: browser-colours.py SEGUE FOLDER [TAG ...]
"""

import os
import subprocess
import sys
import time

from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

LIMIT = 3
PATCH = 32
COLUMNS, ROWS = 8, 4
SIZE = (COLUMNS * PATCH, ROWS * PATCH)
# Of a patch's side, what is left out: half of the colour differences there come from beside it.
EDGE = 8

VIDEOS = {
    "MP4 h264": ("h264.mp4", "{{path: h264.mp4{0}}}"),
    "MP4 h265": ("h265.mp4", "{{path: h265.mp4, codec: h265{0}}}"),
    "MP4 av1": ("av1.mp4", "{{path: av1.mp4, codec: av1{0}}}"),
    "WebM vp9": ("vp9.webm", "{{path: vp9.webm, codec: vp9{0}}}"),
    "WebM av1": ("av1.webm", "{{path: av1.webm, codec: av1{0}}}"),
}
IMAGES = {
    "APNG": ("a.apng", "{path: a.apng}"),
    "animated WebP": ("a.webp", "{path: a.webp}"),
    "GIF": ("a.gif", "{path: a.gif}"),
    "PNG": ("1.png", '{path: "%d.png"}'),
    "JPEG": ("1.jpg", '{path: "%d.jpg", quality: 0}'),
    "WebP": ("w1.webp", '{path: "w%d.webp", quality: 0}'),
}


def colours():
    """Greys, corners of the cube, and others between."""
    for k in range(COLUMNS * ROWS):
        if k < 8:
            yield tuple(255 * (k >> c & 1) for c in range(3))
        elif k < 16:
            yield ((k - 8) * 36,) * 3
        else:
            yield (37 * k % 256, 91 * k % 256, 53 * k % 256)


def render(program, folder, tag):
    """Renders all formats, with videos of a tag or of the program's own."""
    image = Image.new("RGB", SIZE)
    for k, colour in enumerate(colours()):
        x, y = k % COLUMNS * PATCH, k // COLUMNS * PATCH
        image.paste(colour, (x, y, x + PATCH, y + PATCH))
    image.save(os.path.join(folder, "patches.png"))
    options = f", options: {{color_trc: {tag}}}" if tag else ""
    outputs = [text.format(options) for _, text in VIDEOS.values()]
    outputs += [text for _, text in IMAGES.values()]
    with open(os.path.join(folder, "p.yaml"), "w") as file:
        file.write(
            "version: 1\ninput: patches.png\nnetworks: {same: builtin:denoise0}\n"
            "timeline: {fps: 12, duration: 1s, keys: [{at: 0s, mix: same}]}\n"
            f"output: [{', '.join(outputs)}]\n"
        )
    subprocess.run(
        [program, "render", "p.yaml", "--overwrite", "--progress", "none"],
        cwd=folder, check=True, stdout=subprocess.DEVNULL,
    )


def screenshot(folder, name, profile):
    """Opens a page with all formats, halts them, and takes its picture; answers the places."""
    places, parts = {}, []
    for index, (kind, (file, _)) in enumerate({**VIDEOS, **IMAGES}.items()):
        x, y = index % 3 * (SIZE[0] + 8), index // 3 * (SIZE[1] + 24)
        places[kind] = (x, y)
        style = f'style="position:absolute;left:{x}px;top:{y}px"'
        if kind in VIDEOS:
            parts.append(f'<video {style} src="{file}" muted preload="auto"></video>')
        else:
            parts.append(f'<img {style} src="{file}">')
        parts.append(
            f'<p style="position:absolute;left:{x}px;top:{y + SIZE[1]}px">{kind}</p>'
        )
    page = os.path.join(folder, "page.html")
    with open(page, "w") as file:
        file.write(
            "<!doctype html><style>body{margin:0;background:#888}"
            "p{margin:2px;font:14px sans-serif}</style>" + "".join(parts)
        )
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in (
        "--headless=new", "--no-sandbox", "--hide-scrollbars",
        # As on a screen; without a graphics processor Chromium converts videos with factors of at most 2,
        # where BT.709 has 2.11, and blue is 12 levels off.
        "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
        "--window-size=820,900", "--force-device-scale-factor=1",
        f"--force-color-profile={profile}",
        f"--user-data-dir={os.path.join(folder, 'profile')}",
    ):
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        browser.get("file://" + page)
        ready = (
            "return [...document.querySelectorAll('video')].every(v => v.error || v.readyState >= 2)"
            " && [...document.images].every(i => i.complete)"
        )
        end = time.time() + 60
        while not browser.execute_script(ready) and time.time() < end:
            time.sleep(0.2)
        failed = browser.execute_script(
            "return [...document.querySelectorAll('video')].filter(v => v.readyState < 2)"
            ".map(v => v.getAttribute('src'))"
            ".concat([...document.images].filter(i => !i.naturalWidth)"
            ".map(i => i.getAttribute('src')))"
        )
        time.sleep(1)
        browser.save_screenshot(name)
        return places, failed, browser.capabilities["browserVersion"]
    finally:
        browser.quit()


def means(image, x, y):
    """The mean colour of the inner part of each patch."""
    side = PATCH - 2 * EDGE
    for k in range(COLUMNS * ROWS):
        left, top = x + k % COLUMNS * PATCH + EDGE, y + k // COLUMNS * PATCH + EDGE
        box = image.crop((left, top, left + side, top + side)).convert("RGB")
        pixels = box.tobytes()
        yield [sum(pixels[c::3]) / side**2 for c in range(3)]


def compare(folder, shot, places, failed, truth):
    """The largest difference of each kind, levels of 255."""
    image = Image.open(shot).convert("RGB")
    expected = list(truth(image, places))
    worst = 0
    for kind, (x, y) in places.items():
        if {**VIDEOS, **IMAGES}[kind][0] in failed:
            print(f"  {kind:14} not shown")
            continue
        pairs = list(zip(means(image, x, y), expected))
        largest, found, true = max(
            (max(abs(a - b) for a, b in zip(*pair)), *pair) for pair in pairs
        )
        text = " ".join(f"{v:.1f}" for v in found) + " for " + " ".join(f"{v:.1f}" for v in true)
        print(f"  {kind:14} {largest:6.2f}  {text}")
        worst = max(worst, largest)
    return worst


def main():
    program, folder, tags = sys.argv[1], sys.argv[2], sys.argv[3:] or [None]
    worst = 0
    for tag in tags:
        render(program, folder, tag)
        for profile in ("srgb", "display-p3-d65"):
            name = f"screen-{tag or 'own'}-{profile}.png"
            shot = os.path.join(folder, name)
            places, failed, version = screenshot(folder, shot, profile)
            print(f"Chromium {version}, {tag or 'own tag'}, screen {profile}: {name}")
            if profile == "srgb":
                frame = Image.open(os.path.join(folder, "1.png"))
                truth = lambda image, places: means(frame, 0, 0)
            else:
                # The frames' numbers are not this screen's: what it shows of the PNG is the truth.
                truth = lambda image, places: means(image, *places["PNG"])
            worst = max(worst, compare(folder, shot, places, failed, truth))
    sys.exit(worst > LIMIT)


main()
