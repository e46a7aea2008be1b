"""Whose page it is, where it belongs to no card: the shop's name, its colours and the way to its bot."""

from services.design import page_pictures, pictures
from web.pages import Sign
from web.pages.card import look
from web.site import Site


async def sign_of(site: Site) -> Sign:
    """Returns the sign of the shop. Raises ProgrammeMissing, DatabaseUnavailable."""
    design = await site.db.read(pictures.design)
    style = look(page_pictures.palette_of(design))
    return Sign(design.organisation, f"https://t.me/{site.username}", style)
