"""The demo's page as a person uses it: looks at three phones, clicks what is on them, and sees what is wrong there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape

from playwright.sync_api import FilePayload, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bot.words.speech import Speech
from locales import LANGUAGES, Language, Voice, keys, money, percent
from services.programme.setting_up import ready

WAIT = 60_000
FIRST_WAIT = 120_000
"""The page is there at once; the application behind it still loads, and a busy machine takes its time for that."""

CURRENCY = "EUR"

Shoot = Callable[[str], None]

_OVERFLOWING = """(phone) => [...phone.querySelectorAll(
  '.head b, .bubble, .bubble .text, .buttons button, .buttons .label, .keyboard button, .sheet, .sheet button, .service'
)].filter((node) => {
  const place = node.getBoundingClientRect(), edge = phone.getBoundingClientRect();
  const cut = node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== 'inline';
  return place.width && (cut || place.left < edge.left - 1 || place.right > edge.right + 1);
}).map((node) => node.textContent)"""

_NOTICE = """() => {
  window.noticed = new Map();
  for (const node of document.querySelectorAll('[data-testid=message-bot]'))
    window.noticed.set(node.closest('.phone').dataset.testid + node.dataset.id, node.textContent);
}"""

_NEWS = """([phone, parts]) => {
  const plain = (text) => text.replace(/\\s+/g, ' ');
  const found = [...document.querySelectorAll(`[data-testid=${phone}] [data-testid=message-bot]`)].filter((node) => {
    const before = window.noticed.get(phone + node.dataset.id);
    const fewer = before !== undefined && before.startsWith(node.textContent);  // nothing new: only buttons are gone
    return !fewer && parts.every((part) => plain(node.innerText).includes(part));
  });
  return found.length ? found.at(-1).dataset.id : null;
}"""

_AREAS = "|".join(sorted({key.partition("-")[0] for language in LANGUAGES for key in keys(language)}))
_SLIP = re.compile(r".*(?:(?<!\.)\.\.(?!\.)|</?[a-z]+>|&[a-z]+;| [,;!?](?= )|\{ \$).*")
"""Two full stops, HTML that is shown as it was written, a comma after a space, an argument nobody filled in."""

_RAW_KEY = re.compile(rf"(?<![\w/.-])(?:{_AREAS})(?:-[a-z]+)+(?![\w.])")


def words(language: Language, key: str, voice: Voice | None = None, /, **arguments: str | int) -> str:
    """Returns the words of a key as they stand on a screen, in the shop's voice where it has one."""
    return unescape(re.sub(r"<[^>]+>", "", (voice or Voice()).say(language, key, **arguments)))


def cash(language: Language, minor: int) -> str:
    """Returns money as the demo's shop writes it."""
    return money(language, minor, CURRENCY)


@dataclass
class Screen:
    """One of the three phones. Every act waits until it can be done."""

    page: Page
    key: str
    language: Language
    voice: Voice = field(default_factory=Voice)

    @property
    def phone(self) -> Locator:
        """The phone with its frame."""
        return self.page.get_by_test_id(f"phone-{self.key}")

    @property
    def card(self) -> Locator:
        """The wallet card beside the phone."""
        return self.page.get_by_test_id(f"wallet-{self.key}").get_by_test_id("wallet-card")

    def words(self, key: str, **arguments: str | int) -> str:
        """Returns the words of a key in this phone's language."""
        return words(self.language, key, self.voice, **arguments)

    def cash(self, minor: int) -> str:
        """Returns money as this phone writes it."""
        return cash(self.language, minor)

    def percent(self, whole: int) -> str:
        """Returns a percentage as this phone writes it."""
        return percent(self.language, whole * 100)

    @property
    def example(self) -> str:
        """The sum that this phone is shown where one is to be typed."""
        return Speech(self.language, CURRENCY).example()

    def notice(self) -> None:
        """Takes notice of every message on the page: `see` then counts only what is new or edited since."""
        self.page.evaluate(_NOTICE)

    def speak(self, language: Language) -> None:
        """Sets the language of the phone itself."""
        self.phone.get_by_test_id("language").select_option(language)
        self.language = language

    def start(self) -> None:
        """Presses Start."""
        self.notice()
        self.phone.get_by_test_id("start").click()

    def say(self, text: str) -> None:
        """Types a message and sends it."""
        self.notice()
        self.phone.get_by_test_id("input").fill(text)
        self.phone.get_by_test_id("send").click()

    def attach_photo(self, photo: FilePayload) -> None:
        """Sends a photo from the disk."""
        self.notice()
        self.phone.get_by_test_id("attach").click()
        with self.page.expect_file_chooser() as chooser:
            self.phone.get_by_test_id("attach-photo").click()
        chooser.value.set_files(photo)

    def button(self, label: str) -> Locator:
        """Returns the newest button under a message that has this in its label."""
        return self.phone.locator(".buttons button", has_text=label).last

    def tap(self, key: str, **arguments: str | int) -> None:
        """Taps the newest button that says these words."""
        self.click(self.words(key, **arguments))

    def click(self, label: str) -> None:
        """Taps the newest button that has this in its label, once the tap before is answered and all is drawn anew."""
        self.settle()
        self.notice()
        self.button(label).click()

    def place(self, number: int) -> None:
        """Taps a button of the newest message that has some, counted from 0 at the top left."""
        self.settle()
        self.notice()
        self.phone.locator(".buttons").last.locator("button").nth(number).click()

    def press(self, key: str) -> None:
        """Presses a key of the keyboard at the bottom."""
        self.notice()
        self.phone.get_by_test_id("keyboard").get_by_role("button", name=self.words(key)).click()

    def see(self, *parts: str, wait: int = WAIT) -> Locator:
        """Waits for a message that is new or edited since the last act on any phone and has all of these parts."""
        wanted = [" ".join(part.split()) for part in parts]
        try:
            found = self.page.wait_for_function(_NEWS, arg=[f"phone-{self.key}", wanted], timeout=wait).json_value()
        except PlaywrightTimeout:
            raise AssertionError(f"The {self.key}'s phone does not say {wanted}:\n{self.phone.inner_text()}") from None
        return self.phone.locator(f'[data-id="{found}"]')

    def read(self, key: str, **arguments: str | int) -> Locator:
        """Waits for a message with the words of a key, and returns the newest."""
        return self.see(self.words(key, **arguments))

    def point_camera_at(self, target: str) -> None:
        """Points the camera at another phone's screen or wallet card (`owner-screen`, `member-wallet`)."""
        self.notice()
        if self.phone.get_by_test_id("start").is_visible():
            self.phone.get_by_test_id("start-camera").click()
        else:
            self.phone.get_by_test_id("camera").click()
        self.phone.get_by_test_id(f"camera-{target}").click()

    def settle(self) -> None:
        """Waits until no tap is being answered."""
        expect(self.phone.locator(".buttons button.busy")).to_have_count(0, timeout=WAIT)


@dataclass
class Desk:
    """The open page with its phones, and everything that went wrong on it."""

    page: Page
    member: Screen
    cashier: Screen
    owner: Screen
    troubles: list[str] = field(default_factory=list)
    guests: list[Screen] = field(default_factory=list)

    @classmethod
    def open(cls, page: Page, address: str, language: Language | None = None) -> "Desk":
        """Opens the page and waits for the three phones, which speak Bulgarian, English and Russian, or all one."""
        desk = cls(page, Screen(page, "member", "bg"), Screen(page, "cashier", "en"), Screen(page, "owner", "ru"))
        page.set_default_timeout(WAIT)
        page.on("console", lambda said: desk.troubles.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: desk.troubles.append(str(error)))
        page.on("response", lambda answer: desk.troubles.append(answer.url) if answer.status >= 400 else None)
        page.goto(address)
        for screen in desk.screens:
            expect(screen.phone).to_be_visible(timeout=WAIT)
            screen.speak(language or screen.language)
        return desk

    def hear(self, preset: str) -> None:
        """Lets every phone be spoken to in the voice of a shop with this preset."""
        voice = Voice.of(ready(preset, CURRENCY, self.owner.language))
        for screen in self.screens:
            screen.voice = voice

    @property
    def screens(self) -> tuple[Screen, Screen, Screen]:
        """The phones, from left to right."""
        return self.member, self.cashier, self.owner

    def add_phone(self, name: str, language: Language) -> Screen:
        """Puts one more phone on the desk, somebody's whom nobody knows yet."""
        add = self.page.get_by_test_id("add-phone")
        if not add.is_visible():
            self.page.get_by_test_id("tools").click()
        add.click()
        form = self.page.locator("#new-phone")
        form.locator("[name=name]").fill(name)
        form.locator("[name=language]").select_option(language)
        form.locator(".strong").click()
        guest = Screen(self.page, name.lower(), language, self.owner.voice)
        expect(guest.phone).to_be_visible(timeout=WAIT)
        self.guests.append(guest)
        return guest

    def looking(self, shoot: Shoot | None) -> Shoot:
        """Returns what looks at the whole page once it rests, and calls `shoot` with the name of what is seen."""

        def look(name: str) -> None:
            for screen in (*self.screens, *self.guests):
                screen.settle()
            self.inspect()
            if shoot:
                shoot(name)

        return look

    def inspect(self) -> None:
        """Raises an assertion error if something on the page is cut off, untranslated or reported as an error."""
        troubles = [*self.troubles, *self._ugly()]
        assert troubles == []

    def _ugly(self) -> Iterator[str]:
        for screen in (*self.screens, *self.guests):
            for text in screen.phone.evaluate(_OVERFLOWING):
                yield f"cut off on the {screen.key}'s phone: {text}"
            said = screen.phone.inner_text()
            for raw in _RAW_KEY.findall(said):
                yield f"a raw key on the {screen.key}'s phone: {raw}"
            for slip in _SLIP.findall(said):
                yield f"a slip of the pen on the {screen.key}'s phone: {slip}"
