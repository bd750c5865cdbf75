"""What OpenTimelineIO reads in a bundle: python documents.py FOLDER RATE.

Prints a line of JSON for each document: its name, the references of its clips, those of them that lead nowhere, and
its markers as frame and name; of an edit decision list its events as record frame and length.
"""
import json, pathlib, sys, urllib.parse
import xml.etree.ElementTree as ElementTree
from fractions import Fraction

import opentimelineio as otio

folder, rate = pathlib.Path(sys.argv[1]), float(sys.argv[2])


def references(clips):
    found = []
    for clip in clips:
        for name, reference in sorted(clip.media_references().items()):
            if isinstance(reference, otio.schema.ImageSequenceReference):
                count = reference.number_of_images_in_sequence()
                found.append([name] + [reference.target_url_for_image_number(i) for i in range(count)])
            else:
                found.append([name, getattr(reference, "target_url", "no file")])
    return found


def fcpxml(path):
    """The adapter knows whole rates and the `src` of assets, which FCPXML has in media-rep since 1.9: it is given
    that, and the frames are counted here, by exact fractions."""
    root = ElementTree.parse(path).getroot()
    for asset in root.iter("asset"):
        asset.set("src", asset.find("media-rep").get("src"))
    timeline = otio.adapters.read_from_string(ElementTree.tostring(root, "unicode"), adapter_name="fcpx_xml")
    if isinstance(timeline, otio.schema.SerializableCollection):
        timeline = next(iter(timeline.find_children(descended_from_type=otio.schema.Timeline)))

    def frames(text):
        value = Fraction(text.removesuffix("s")) / frame
        assert value.denominator == 1, f"{text} is no whole number of frames"
        return int(value)

    frame = Fraction(root.find(".//format").get("frameDuration").removesuffix("s"))
    clip = root.find(".//asset-clip")
    markers = [[frames(m.get("start")), m.get("value")] for m in clip.findall("marker")]
    return timeline, frames(clip.get("duration")), markers


def events(timeline):
    return [[round(clip.source_range.start_time.value), round(clip.duration().value)] for clip in timeline.find_clips()]


for path in sorted(folder.iterdir()):
    if path.suffix == ".edl":
        timeline = otio.adapters.read_from_file(str(path), adapter_name="cmx_3600", rate=rate)
        print(json.dumps({"name": path.suffix, "events": events(timeline)}))
        continue
    if path.suffix == ".fcpxml":
        timeline, count, markers = fcpxml(path)
    elif path.suffix in (".otio", ".xml"):
        timeline = otio.adapters.read_from_file(
            str(path), adapter_name={".otio": "otio_json", ".xml": "fcp_xml"}[path.suffix])
        clip = next(iter(timeline.find_clips()))
        count = round(clip.duration().value)
        all_markers = [m for owner in [timeline.tracks, *timeline.tracks, clip] for m in owner.markers]
        markers = sorted([round(m.marked_range.start_time.value), m.name] for m in all_markers)
    else:
        continue
    clips = list(timeline.find_clips())
    found = references(clips)
    start = timeline.global_start_time
    print(json.dumps({
        "name": path.suffix, "references": [reference[:2] for reference in found],
        "missing": [url for _, *urls in found for url in urls if not (folder / urllib.parse.unquote(url)).is_file()],
        "markers": markers, "frames": count, "rate": clips[0].duration().rate,
        "start": None if start is None else round(start.value)}))
