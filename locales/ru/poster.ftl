# Что висит в заведении, и кнопки владельца к этому. Строки короткие: они стоят большими буквами.
poster-headline = Карта лояльности в вашем телефоне
poster-now-points = { POINTS($points) } сразу
poster-now-coupon = Сразу: { $title }
poster-code = Код { $code }
poster-step-scan = Наведите на код камеру телефона
poster-step-take = Получите карту в Telegram
poster-step-show = Показывайте её на кассе
poster-mark-telegram = Telegram
poster-mark-apple = Apple Wallet
poster-mark-google = Google Кошелек
poster-credit-apple = Apple Wallet is a trademark of Apple Inc.
poster-credit-google = Google Wallet is a trademark of Google LLC.

# --- владельцу ---
poster-preview =
    🖨 <b>Для печати: { $name }</b>
    Код на всех листах ведёт по одной и той же ссылке. Что напечатать?
poster-button-a4 = 🖼 Плакат A4
poster-button-tent = ⛺ На столик
poster-button-stickers = 🏷 Наклейки
poster-button-till = 🧾 На кассу
poster-button-all = 🖨 Всё сразу
poster-file-a4 = A4
poster-file-tent = A5 домик
poster-file-stickers = наклейки
poster-file-till = касса
poster-sent-a4 = 🖼 A4: на дверь, витрину или стену.
poster-sent-tent = ⛺ Напечатайте на A4 и сложите пополам: получится домик с двумя сторонами A5 для столика или стойки.
poster-sent-stickers = 🏷 Двенадцать наклеек 63,5 × 72 мм на листе A4: для самоклеящейся бумаги с такой разметкой или под ножницы. Печатайте в масштабе 100 %, без подгонки под страницу.
poster-sent-till = 🧾 A6: в подставку у кассы. Печатайте в масштабе 100 %, тогда код будет шириной 5 см.
