# Какво виси в обекта и бутоните на собственика към него. Редовете са кратки: стоят с големи букви.
poster-headline = Карта за лоялност във вашия телефон
poster-now-points = { POINTS($points) } веднага
poster-now-coupon = Веднага: { $title }
poster-code = Код { $code }
poster-step-scan = Насочете камерата на телефона към кода
poster-step-take = Вземете картата си в Telegram
poster-step-show = Показвайте я на касата
poster-mark-telegram = Telegram
poster-mark-apple = Apple Wallet
poster-mark-google = Google Wallet
poster-credit-apple = Apple Wallet is a trademark of Apple Inc.
poster-credit-google = Google Wallet is a trademark of Google LLC.

# --- за собственика ---
poster-preview =
    🖨 <b>За печат: { $name }</b>
    Кодът на всички листове води към един и същ линк. Какво да отпечатаме?
poster-button-a4 = 🖼 Плакат A4
poster-button-tent = ⛺ За масата
poster-button-stickers = 🏷 Стикери
poster-button-till = 🧾 За касата
poster-button-all = 🖨 Всичко наведнъж
poster-file-a4 = A4
poster-file-tent = A5 за маса
poster-file-stickers = стикери
poster-file-till = каса
poster-sent-a4 = 🖼 A4: за вратата, витрината или стената.
poster-sent-tent = ⛺ Отпечатайте го на A4 и го сгънете през средата: две страни A5, които стоят сами на масата или на бара.
poster-sent-stickers = 🏷 Дванадесет стикера по 63,5 × 72 мм на лист A4: за самозалепващи листове с този размер или за изрязване. Печатайте на 100 %, без побиране в страницата.
poster-sent-till = 🧾 A6: за поставка до касата. Печатайте на 100 %, тогава кодът е широк 5 см.
