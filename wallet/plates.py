"""The white plate with the code of a card, as every drawing of a card has it."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from wallet.canvas import px, symbol
from wallet.colours import mix
from wallet.lettering import fit, write
from wallet.passfile import PassFile


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate in points: its upper edge, the code's side, the margin around it, the row below it and its letters."""

    top: int
    side: int
    margin: int
    row: int
    letters: int

    @property
    def height(self) -> int:
        """How high it is at most, with a row of letters."""
        return self.side + self.margin + self.row


def draw(card: Image.Image, shown: PassFile, plate: Plate) -> None:
    """Draws the code of a pass in the middle of a card, with its letters below; nothing where it has none."""
    if not shown.code:
        return
    canvas, drawn = ImageDraw.Draw(card), symbol(shown.code)
    module = max(1, px(plate.side) // drawn.width)
    drawn = drawn.resize((drawn.width * module, drawn.height * module), Image.Resampling.NEAREST)
    margin = px(plate.margin)
    caption = px(plate.row) if shown.alt_text else margin
    width, height = drawn.width + 2 * margin, drawn.height + margin + caption
    left, top = (card.width - width) // 2, px(plate.top)
    # What has no use any more shows its code faintly, as a phone does.
    paper = mix(shown.background, "#ffffff", 0.35) if shown.voided else "#ffffff"
    canvas.rounded_rectangle((left, top, left + width, top + height), px(9), paper)
    if shown.voided:
        drawn = drawn.point([128 + value // 2 for value in range(256)])
    card.paste(drawn, (left + margin, top + margin))
    if shown.alt_text:
        line, face = fit(shown.alt_text, "Regular", px(plate.letters), drawn.width, smallest=px(7.5))
        write(canvas, (card.width / 2, top + height - caption / 2 + px(0.5)), line, "#1c1c1e", face, anchor="mm")
