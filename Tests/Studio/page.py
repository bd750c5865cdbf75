"""The page in headless Chromium: what a user does with it, and how long a drag takes to be seen."""

import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from program import PACKAGE, Studio, free_port


# Milliseconds without a change until the page asks for the whole image (Web/frame.js).
REST = 150


def browser(width=1280, height=720, isDark=True):
    options = webdriver.ChromeOptions()
    for argument in ["--headless=new", "--no-sandbox", "--hide-scrollbars", "--disable-gpu",
                     "--disable-dev-shm-usage", f"--window-size={width},{height}"]:
        options.add_argument(argument)
    options.binary_location = "/usr/bin/chromium"
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": "dark" if isDark else "light"}]})
    return driver


class Page:
    """The page of a running program."""

    def __init__(self, studio, arguments, **size):
        self.driver = browser(**size)
        self.folder = arguments.screenshots
        self.driver.get(studio.address)
        self.wait("the whole first frame", "return document.getElementById('frame-a').dataset.full === 'true'")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def wait(self, what, script, seconds=30):
        end = time.monotonic() + seconds
        while not self.run(script):
            assert time.monotonic() < end, f"{what}: not seen within {seconds} s"
            time.sleep(0.02)

    def settle(self):
        """Until nothing of what was asked for is still to come."""
        text = None
        while text != (text := self.run("return document.getElementById('text').value")):
            time.sleep(0.7)

    def shoot(self, name):
        if self.folder:
            self.driver.save_screenshot(str(self.folder / f"{name}.png"))

    def keys(self):
        """The names of the keys of the first lane, in their order."""
        return self.run("return [...document.querySelectorAll('.track.main .key')].map((key) => key.title)")

    def expect_no_errors(self):
        errors = [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
        errors = [error for error in errors if "WebSocket" not in error and "ERR_CONNECTION" not in error]
        assert not errors, errors


def check(folder, arguments):
    (folder / "run").mkdir()
    with Studio(folder / "run", port=free_port()) as studio, Page(studio, arguments) as page:
        page.shoot("start")
        file = folder / "run" / "painters.yaml"
        assert not file.exists(), "the file was written before any change"
        drag_on_the_simplex(page, file)
        drag_a_key(page, file)
        curve(page, file)
        mistake(page, file)
        undo(page, file)
        compare(page)
        play(page)
        by_keyboard(page, file)
        from_outside(page, file)
        moves = latency(page, 300 if arguments.whole else 60)
        render(page, folder / "run")
        page.expect_no_errors()
        reconnect(page, studio, folder / "run")
    line_ends(folder / "ends", arguments)
    found = f"drag to painted image p50 {moves[0]:.0f} ms, p95 {moves[1]:.0f} ms, whole {moves[2]:.0f} ms after rest"
    if arguments.whole:
        found += large(folder, arguments)
    if arguments.screenshots:
        sizes(folder, arguments)
    return found


def large(folder, arguments):
    """The same at 1280×720."""
    with Studio(folder / "large", "painters", 0, ["--scale", "2"]) as studio, Page(studio, arguments) as page:
        moves = latency(page, 300)
    return f"; 1280x720: p50 {moves[0]:.0f}, p95 {moves[1]:.0f}, whole {moves[2]:.0f} ms"


def at(page, selector, index=0):
    """The middle of an element on the page."""
    box = page.run("const box = document.querySelectorAll(arguments[0])[arguments[1]].getBoundingClientRect();"
                   "return [box.x + box.width / 2, box.y + box.height / 2]", selector, index)
    return [round(number) for number in box]


def drag(page, start, end, steps=6):
    actions = ActionChains(page.driver, duration=10)
    actions.w3c_actions.pointer_action.move_to_location(*start).pointer_down()
    for step in range(1, steps + 1):
        share = step / steps
        place = [round(a + (b - a) * share) for a, b in zip(start, end)]
        actions.w3c_actions.pointer_action.move_to_location(*place)
    actions.w3c_actions.pointer_action.pointer_up()
    actions.perform()


def drag_on_the_simplex(page, file):
    """From the first corner half way to the second: the key at the play head gets both."""
    corners = [at(page, "#simplex .ring", index) for index in (0, 1)]
    middle = [round((a + b) / 2) for a, b in zip(*corners)]
    drag(page, corners[0], middle)
    page.wait("the key's mixture", "return document.querySelector('.key').title.includes('vangogh')")
    text = file.read_text()
    assert "mix: {monet: 0.5" in text or "mix: {monet: 0.49" in text, text
    page.shoot("dragged")


def drag_a_key(page, file):
    """The second key by half a second: its time changes, in its unit."""
    start = at(page, ".track.main .key", 1)
    width = page.run("return document.querySelector('.track.main').clientWidth")
    frames = page.run("return Number(document.getElementById('frame-number').textContent.match(/of (\\d+)/)[1])")
    drag(page, start, [start[0] + round(12 * width / frames), start[1]])
    page.wait("the moved key", "return document.querySelectorAll('.key')[1].title.startsWith('2.5s')")
    assert "at: 2.5s, mix: vangogh" in file.read_text()


def curve(page, file):
    """A handle of the chosen key's curve."""
    start = at(page, "#curve circle", 0)
    drag(page, start, [start[0] + 40, start[1] + 10])
    page.wait("the key's easing", "return document.getElementById('key-ease').value.startsWith('cubic-bezier')")
    assert "ease: \"cubic-bezier(" in file.read_text()


def mistake(page, file):
    """A mistake in the text: its message comes, the file stays; it is put right again."""
    before = file.read_text()
    page.find("#tab-preset").click()
    area = page.find("#text")
    page.run("arguments[0].focus(); const at = arguments[0].value.indexOf('mix: vangogh') + 12;"
             "arguments[0].setSelectionRange(at, at)", area)
    area.send_keys("x")
    page.wait("the message", "return document.querySelectorAll('#problems li').length === 1")
    message = page.find("#problems button").text
    assert "'vangoghx' is not a network of this preset" in message and "^" in message, message
    assert file.read_text() == before, "a preset with a mistake was saved"
    page.shoot("mistake")
    area.send_keys(Keys.BACKSPACE)
    page.wait("no message", "return !document.querySelectorAll('#problems li').length")
    page.find("#tab-mixture").click()


def undo(page, file):
    """Back to the text that ships, and forth again."""
    after = file.read_text()
    count = 0
    while page.find("#undo").is_enabled() and count < 20:
        text = page.run("return document.getElementById('text').value")
        page.find("#undo").click()
        page.wait("the text before", f"return document.getElementById('text').value !== {text!r}")
        count += 1
    assert "cubic-bezier" not in file.read_text() and "at: 2s, mix: vangogh" in file.read_text()
    for _ in range(count):
        text = page.run("return document.getElementById('text').value")
        page.find("body").send_keys(Keys.CONTROL + Keys.SHIFT + "z")
        page.wait("the text after", f"return document.getElementById('text').value !== {text!r}")
    assert file.read_text() == after, "redone, and another text"


def compare(page):
    page.run("const box = document.getElementById('compare'); box.value = 'input';"
             "box.dispatchEvent(new Event('change'))")
    page.wait("the input beside the frame", "return document.getElementById('frame-b').dataset.full === 'true'")
    start = at(page, "#wipe")
    drag(page, start, [start[0] - 120, start[1]])
    assert int(page.find("#wipe").get_attribute("aria-valuenow")) < 45
    page.shoot("wipe")
    page.run("const box = document.getElementById('compare'); box.value = ''; box.dispatchEvent(new Event('change'))")


def play(page):
    page.find("#play").click()
    first = page.run("return Number(document.getElementById('frame-a').dataset.frame)")
    page.wait("frames that play", f"return document.getElementById('frame-a').dataset.frame > {first} + 10")
    page.find("#play").click()
    page.find("body").send_keys(Keys.HOME)
    page.wait("the first frame", "return document.getElementById('frame-a').dataset.frame === '0'")


def by_keyboard(page, file):
    """Keys set, deleted and weighed without the pointer, faster than they are answered."""
    body = page.find("body")
    before = page.keys()
    page.run("document.querySelectorAll('.track.main .key')[1].click()")
    # Of two that are pressed the second finds nothing.
    body.send_keys(Keys.DELETE, Keys.DELETE)
    page.wait("one key less", f"return document.querySelectorAll('.track.main .key').length === {len(before) - 1}")
    page.settle()
    assert len(page.keys()) == len(before) - 1, "two keys were deleted"
    body.send_keys("k", Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, "k")
    page.wait("two keys more", f"return document.querySelectorAll('.track.main .key').length === {len(before) + 1}")
    page.settle()
    slider = page.find("#weight-0")
    page.run("arguments[0].focus()", slider)
    frame = page.find("#frame-number").text
    slider.send_keys(*[Keys.ARROW_RIGHT] * 5)
    page.settle()
    assert page.find("#frame-number").text == frame, "arrows on a slider moved the play head"
    assert page.run("return document.activeElement.id") == "weight-0", "the slider lost the focus"
    value = page.run("return document.getElementById('weight-0').value")
    page.run("document.activeElement.blur()")
    assert float(value) > 0.3, f"five steps of a slider made {value} %"
    # The play head goes with a key whose time is typed.
    field = page.find("#key-time")
    field.clear()
    field.send_keys("3.5s", Keys.ENTER)
    page.wait("the key at its new time", "return document.getElementById('time').textContent === '0:03.50'")
    page.wait("its form", "return document.getElementById('key-time')?.value === '3.5s'")
    page.settle()
    # A mistake stays in its field.
    field = page.find("#key-ease")
    field.send_keys("eas-in", Keys.ENTER)
    page.wait("the message", "return document.querySelector('#messages .wrong')?.textContent.includes('eas-in')")
    page.wait("the mistake in its field", "return document.getElementById('key-ease').value === 'eas-in'")
    page.shoot("refused")
    count = len(page.keys())
    while page.find("#undo").is_enabled() and page.keys() != before:
        page.find("#undo").click()
        time.sleep(0.1)
    assert page.keys() == before, f"{count} keys, undone to {page.keys()}"


def from_outside(page, file):
    """Another program writes into the file while the text is typed in: both stay."""
    page.find("#tab-preset").click()
    area = page.find("#text")
    page.run("arguments[0].focus(); arguments[0].setSelectionRange(arguments[0].value.length, arguments[0].value.length)",
             area)
    for index, letter in enumerate("# typed at the end"):
        area.send_keys(letter)
        if index == 6:
            file.write_text("# from outside\n" + file.read_text())
        time.sleep(0.12)
    page.wait("both in the text", "const text = document.getElementById('text').value;"
              "return text.startsWith('# from outside') && text.endsWith('# typed at the end')")
    end = time.monotonic() + 10
    while not (file.read_text().startswith("# from outside") and file.read_text().endswith("# typed at the end")):
        assert time.monotonic() < end, file.read_text()
        time.sleep(0.1)
    page.find("#tab-mixture").click()


def line_ends(folder, arguments):
    """A file with carriage returns keeps them when its text is typed in."""
    folder.mkdir()
    text = (PACKAGE / "Presets" / "painters.yaml").read_text()
    text = text.replace("../Examples", str(PACKAGE / "Examples")).replace("\n", "\r\n")
    file = folder / "film.yaml"
    file.write_bytes(text.encode())
    with Studio(folder, "film.yaml") as studio, Page(studio, arguments) as page:
        page.find("#tab-preset").click()
        area = page.find("#text")
        page.run("arguments[0].focus(); arguments[0].setSelectionRange(0, 0)", area)
        area.send_keys("# mine ")
        end = time.monotonic() + 15
        while b"mine" not in file.read_bytes():
            assert time.monotonic() < end, "what was typed is not in the file"
            time.sleep(0.1)
        assert file.read_bytes() == b"# mine " + text.encode(), "another text than was typed"


def latency(page, moves):
    """Milliseconds from a move on the simplex to its painted image, median and 95th percentile; and from the last
    move to the whole image."""
    page.find("body").send_keys(Keys.END)
    # Until the estimate after the last change is made.
    time.sleep(4)
    page.run("performance.clearMeasures()")
    found = page.driver.execute_async_script("""
        const [moves, done] = arguments;
        const svg = document.getElementById("simplex");
        const rings = [...svg.querySelectorAll(".ring")].map((ring) => ring.getBoundingClientRect());
        const place = (share) => ({
          clientX: rings[0].x + 20 + (rings[1].x - rings[0].x) * share, clientY: rings[0].y + 20,
          pointerId: 1, bubbles: true, isPrimary: true,
        });
        svg.setPointerCapture = () => {};
        svg.hasPointerCapture = () => true;
        svg.dispatchEvent(new PointerEvent("pointerdown", place(0)));
        let move = 0;
        const timer = setInterval(() => {
          move += 1;
          svg.dispatchEvent(new PointerEvent("pointermove", place(0.5 + 0.5 * Math.sin(move / 20))));
          if (move < moves) return;
          clearInterval(timer);
          delete svg.hasPointerCapture;
          svg.dispatchEvent(new PointerEvent("pointercancel", place(0)));
          const times = (name) => performance.getEntriesByName(name).map((entry) => entry.duration);
          setTimeout(() => done([times("image a quick"), times("image a full")]), 2000);
        }, 33);
    """, moves)
    times = sorted(found[0])
    assert len(times) > moves / 2, f"{len(times)} images of {moves} moves"
    assert found[1], "no whole image at rest"
    return times[len(times) // 2], times[int(len(times) * 0.95)], REST + found[1][-1]


def render(page, folder):
    """A render that is cancelled, and one that is not."""
    page.find("#render").click()
    page.wait("progress", "return document.getElementById('render-progress')?.value > 0")
    page.shoot("rendering")
    page.find("#render-cancel").click()
    page.wait("the end of the render", "return !document.getElementById('render-dialog').open")
    assert not (folder / "painters.mp4").exists(), "a cancelled render left its output"
    page.find("#render").click()
    page.wait("the rendered film", "return document.querySelector('#render-dialog video')?.readyState >= 2", 120)
    page.shoot("rendered")
    assert (folder / "painters.mp4").stat().st_size > 10_000
    page.find("#render-dialog button").click()


def reconnect(page, studio, folder):
    """The program ends and comes again at the same address: the page, which was left open, goes on."""
    assert studio.stop() == 130
    page.wait("the banner", "return !document.getElementById('away').hidden")
    page.shoot("away")
    page.run("document.getElementById('frame-a').dataset.full = 'old'")
    with Studio(folder, "painters.yaml", studio.port) as again:
        assert again.address == studio.address, "another address than before"
        page.wait("the frame again", "return document.getElementById('frame-a').dataset.full === 'true'")
        assert not page.find("#away").is_displayed()


def sizes(folder, arguments):
    """Pictures of the page to look at: light, tablet, large, and a preset with regions."""
    for name, preset, size in [
        ("light", "painters", {"isDark": False}), ("tablet", "painters", {"width": 768, "height": 1024}),
        ("large", "painters", {"width": 1920, "height": 1080}), ("regions", "denoise-by-mask", {}),
        ("film", "day-to-night-timelapse", {}),
    ]:
        with Studio(folder / name, preset) as studio, Page(studio, arguments, **size) as page:
            time.sleep(3)
            page.shoot(name)
