# The business itself: its name, currency and time.
business-facts = The business
business-name = Name
business-currency = Currency
business-zone = Time of
business-button-open = 🏪 Name, currency, time
business-title =
    🏪 <b>Name, currency, time</b>
    What you change here takes effect at once, not on a later day.
business-ask-name = 🏪 <b>What is your business called?</b> Type the name as customers know it. The cards in their phones change too.
business-ask-currency = 💱 <b>Which currency do you sell in?</b> Pick one or type its letters, sign or name: RUB, €, tenge. The sums in your rules are put into it.
business-ask-zone = 🕰 <b>Which city’s time is yours?</b> Pick one, type your city, or send a location: 📎 → Location.
business-at-once = The new name, currency or time can only hold from now on, and the other changes with it.
business-plan-waits = 🗓 A change is planned already, and a name, currency or time cannot wait for it. Withdraw that one first.

refusal-currency-in-use = The currency cannot be changed any more: { POINTS() } or purchases are in the books already.
business-ask-changeover = 💱 <b>Change over to the euro?</b> The sums in your rules are divided by 1.95583 and rounded to the cent, and so is what customers have spent towards their levels. { POINTS(start: 1) } stay. Receipts of before stay in leva, and goods bought for leva come back in leva. Do it while nobody is at the till.
