"""Random edits through the page: the text stays what it was but for the lines of what changed."""

import asyncio
import difflib
import json
import random

from program import Client, Studio, run

PRESET = """\
version: 1            # the first line
input: {input}
networks:
  monet: builtin:monet       # the garden
  vangogh: builtin:vangogh
  cezanne: builtin:cezanne
timeline:
  fps: 24
  ease: ease-in-out
  bpm: 120
  duration: 20s
  keys:
    # the first key
    - {{at: 0s, mix: monet}}    # begins
    - {{at: 48f, mix: {{monet: 0.5, vangogh: 0.5}}, hold: 0.25s, label: chorus}}
    - at: 8b         # four seconds
      mix:
        vangogh: 0.25     # a quarter
        cezanne: 0.75
      ease: hold
    # later
    - {{at: +1.5s, mix: cezanne}}
    - {{at: chorus+6s, mix: vangogh}}
    - {{at: 50%, mix: monet, ease: "cubic-bezier(0.3, 0, 0.7, 1)"}}
    - {{at: "00:00:14:12", mix: cezanne}}
    - {{at: -2s, mix: monet}}
output:
  - {{path: out.mp4, quality: 30}}
# the last line
"""


def check(folder, arguments):
    count = 100 if arguments.whole else 40
    return asyncio.run(edit(folder, count))


def comments(text):
    return [line[line.index("#"):] for line in text.splitlines() if "#" in line]


async def edit(folder, count):
    run("apply", "--network", "builtin:monet", "-i", picture(folder), "-o", "input.png", folder=folder)
    file = folder / "film.yaml"
    file.write_text(PRESET.format(input="input.png"))
    random.seed(7)
    done = refused = 0
    texts = [file.read_text()]
    with Studio(folder, "film.yaml") as studio:
        async with Client(studio) as client:
            while done < count:
                before = client.state["text"]
                change = random_change(client.scene)
                reason = await client.key(**change)
                if reason:
                    # Nothing but what the preset's rules refuse, and nothing changes then.
                    assert client.state["text"] == before, f"{change}: refused, and changed"
                    assert any(word in reason for word in RULES), f"{change}: {reason}"
                    refused += 1
                    continue
                done += 1
                after = client.state["text"]
                assert file.read_text() == after, f"{change}: the file differs from the page"
                expect_few_lines(before, after, change)
                expect_change(client.scene, change)
                texts.append(after)
            expect_plan(client, folder)
            # Back to the beginning.
            for _ in range(done):
                await client.say(type="undo")
                await client.hear("state")
            assert client.state["text"] == texts[0], "undone, and not the first text"
    return f"{done} edits, {refused} refused by the preset's rules"


# Parts of messages of the rules that random changes break.
RULES = ["before the end of the previous key", "a second, different key", "the last key", "before the start",
         "counts from", "label", "after the end"]


def random_change(scene):
    keys = scene["lanes"][0]["keys"]
    names = [network["name"] for network in scene["networks"]]
    key = random.choice(keys)
    frame = random.randrange(scene["frames"])
    share = random.choice([0, 1, 0.25, round(random.random(), 3)])
    first, second = random.sample(names, 2)
    weights = {first: share, second: 1 - share}
    action = random.choice(["move", "mix", "ease", "hold", "add", "add", "copy", "delete"])
    change = {"lane": 0, "key": key["number"]}
    if action == "move":
        return change | {"action": "set", "frame": max(0, min(scene["frames"] - 1, key["frame"] + random.randint(-20, 20)))}
    if action == "mix":
        return change | {"action": "set", "weights": weights}
    if action == "ease":
        return change | {"action": "set", "ease": random.choice([None, "linear", "ease-in", "cubic-bezier(0.1, 0, 0.9, 1)", "steps(3)"])}
    if action == "hold":
        return change | {"action": "set", "hold": random.choice([None, "0.1s", "3f"])}
    if action == "add":
        return {"lane": 0, "action": "add", "frame": frame, "weights": weights}
    if action == "copy":
        return change | {"action": "copy", "frame": frame}
    return change | {"action": "delete"}


def expect_few_lines(before, after, change):
    old, new = before.splitlines(), after.splitlines()
    changed = [line for line in difflib.ndiff(old, new) if line[0] in "+-"]
    # A key, and where it counts from the one before also the next; a key of several lines has four.
    assert len(changed) <= 8, f"{change}: {len(changed)} lines changed: {changed}"
    gone = [comment for comment in comments(before) if comments(before).count(comment) > comments(after).count(comment)]
    assert not gone or change["action"] in ("delete", "set") and len(gone) <= 2, f"{change}: lost {gone}"
    own = [c for c in gone if c in ("# the first line", "# the garden", "# the first key", "# later", "# the last line")]
    assert not own, f"{change}: lost {own}"


def expect_change(scene, change):
    keys = scene["lanes"][0]["keys"]
    frames = [key["frame"] for key in keys]
    if "frame" in change:
        assert change["frame"] in frames, f"{change}: no key at the frame: {frames}"
    if "weights" in change and change["action"] == "add":
        key = keys[frames.index(change["frame"])]
        for name, weight in change["weights"].items():
            assert abs(key["weights"].get(name, 0) - weight) < 0.002, f"{change}: {key['weights']}"


def expect_plan(client, folder):
    plan = json.loads(run("plan", "film.yaml", "--json", folder=folder))
    assert plan["frames"] == client.scene["frames"], "another number of frames than `segue plan`"
    assert (plan["width"], plan["height"]) == (client.scene["size"]["width"], client.scene["size"]["height"])


def picture(folder):
    from PIL import Image

    path = folder / "photo.png"
    Image.radial_gradient("L").resize((96, 64)).convert("RGB").save(path)
    return path
