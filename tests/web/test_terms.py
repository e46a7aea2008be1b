"""The page with what people agree to."""

import pytest

from locales import Language, translate
from tests.web.conftest import Shop

pytestmark = pytest.mark.database("sqlite")


@pytest.mark.parametrize("topic", ["processing", "advertising"])
@pytest.mark.parametrize("language", ["en", "ru", "bg"])
async def test_what_the_welcome_links_to_is_read_in_the_language_of_the_link(
    shop: Shop, language: Language, topic: str
) -> None:
    page = await shop.http.get(f"/terms/{topic}?lang={language}")
    assert page.status_code == 200
    title, *texts = translate(language, f"consent-{topic}", shop="Beans &amp; &lt;b&gt;Co&lt;/b&gt;").split("\n\n")
    assert f"<h1>{title[3:-4]}</h1>" in page.text
    for text in texts:
        assert f"<p>{text}</p>" in page.text
    assert f'lang="{language}"' in page.text
    assert page.text.count(f"/terms/{topic}?lang=") == 2, "the other languages are a tap away"
    assert "Beans &amp; &lt;b&gt;Co" in page.text
    assert len(page.content) < 6_000
