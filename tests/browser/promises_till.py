"""What happens at the till by clicking: goods on the cheque, discounts, stamps, coupons, a return."""

from tests.browser.desk import Screen, Shoot

Goods = tuple[str, int, int]
"""The key of a category's name, how many, and what they cost together in minor units."""


def identify(cashier: Screen, name: str, target: str) -> None:
    """Scans a customer's card, from a screen or a wallet."""
    cashier.point_camera_at(target)
    cashier.see(name, cashier.words("items-ask-amount", example=cashier.example))


def put_on_the_cheque(cashier: Screen, *goods: Goods) -> None:
    """Taps what is bought, how many, and types what it costs."""
    for number, (category, quantity, money) in enumerate(goods):
        if number:
            cashier.tap("items-button-change")
            cashier.read("items-pick")
        name = cashier.words(category)
        cashier.click(name)
        cashier.read("items-ask", what=name, count=1, example=cashier.example)
        for count in range(2, quantity + 1):
            cashier.click("＋")
            cashier.read("items-ask", what=f"{name} ×{count}", count=count, example=cashier.example)
        cashier.say(f"{money // 100}.{money % 100:02}")
        what = f"{name} ×{quantity}" if quantity > 1 else name
        cashier.read("items-line", what=what, money=cashier.cash(money))


def off(cashier: Screen, name: str, minor: int) -> str:
    """Returns how a discount stands on the cheque."""
    return cashier.words("explained-off", name=name, money=cashier.cash(minor))


def sell(cashier: Screen, *said: str) -> None:
    """Takes money for the open cheque; `said` stands on the recorded sale."""
    cashier.button("✅").click()
    cashier.see(cashier.words("sold-title", number="").strip(), *said)


def take_back(cashier: Screen, money: int, look: Shoot) -> None:
    """Takes the newest receipt of this sum back as a whole."""
    cashier.press("menu-button-sales")
    cashier.read("return-pick")
    cashier.click(cashier.cash(money))
    cashier.see("🧾", cashier.cash(money))
    cashier.tap("return-button-all", money=cashier.cash(money))
    cashier.read("return-left", money=cashier.cash(0))
    look("return-preview")
    cashier.click(cashier.words("return-button-confirm", money="").strip())
    cashier.see(cashier.words("returned-title", number="").strip())


def use_a_code(cashier: Screen, first: str, second: str, code: str, title: str, look: Shoot) -> None:
    """Sells to two phones with a public code: for one it is typed, for the other scanned from the owner's screen."""
    less = cashier.words("explained-off", name=title, money="")
    cashier.point_camera_at(f"{first}-screen")
    cashier.read("items-ask-amount", example=cashier.example)
    put_on_the_cheque(cashier, ("preset-word-drinks", 2, 800))
    cashier.tap("till-coupon-button-type")
    cashier.read("till-coupon-ask")
    look("code-asked")
    cashier.say(code.lower())
    cashier.see(less)
    look("code-typed")
    sell(cashier)
    cashier.point_camera_at(f"{second}-screen")
    cashier.read("items-ask-amount", example=cashier.example)
    put_on_the_cheque(cashier, ("preset-word-drinks", 1, 400))
    cashier.point_camera_at("owner-screen")
    cashier.see(less)
    look("code-scanned")
    sell(cashier)
