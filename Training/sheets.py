"""Contact sheets with labels."""
from PIL import Image, ImageDraw, ImageFont

INK, PAPER, GAP, LINE = (30, 30, 30), (250, 250, 248), 6, 17


def contact_sheet(rows):
    """The pictures of `rows`, lists of (label, picture), each with its label below it."""
    width = max(sum(picture.width + GAP for _, picture in row) for row in rows) + GAP
    height = sum(max(picture.height for _, picture in row) + LINE + GAP for row in rows) + GAP
    sheet = Image.new("RGB", (width, height), PAPER)
    draw, font, top = ImageDraw.Draw(sheet), ImageFont.load_default(13), GAP
    for row in rows:
        left, tallest = GAP, max(picture.height for _, picture in row)
        for label, picture in row:
            sheet.paste(picture, (left, top))
            draw.text((left + 1, top + picture.height + 1), label, INK, font)
            left += picture.width + GAP
        top += tallest + LINE + GAP
    return sheet


def magnified(picture, box, times):
    """A part of `picture`, (left, top, right, bottom), every pixel repeated."""
    part = picture.crop(box)
    return part.resize((part.width * times, part.height * times), Image.NEAREST)
