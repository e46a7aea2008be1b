# Подарочные сертификаты: на кассе, у участника, у владельца.
certificates-title = 🎁 <b>Подарочные сертификаты</b>
certificates-button = 🎁 Подарочные сертификаты
certificates-mine = Нажмите на сертификат, чтобы показать его код на кассе или подарить его.
certificates-none = Пока нет ни одного. Их продают на кассе; ссылка или код добавит сертификат сюда.
certificate-button-mine = { $state ->
    [given] 📨 { $money } · в пути
    [sealed] 🔒 { $money } · откроется позже
   *[mine] 🎁 { $money } · { $ending }
}
certificate-title = 🎁 Подарочный сертификат · { $ending }: <b>{ $money }</b>
certificate-face = Куплен на { $money }
certificate-until = Действует по { $date }
certificate-ended = ⌛ Срок истёк.
certificate-blocked = ⛔ Заблокирован как утерянный: платить им нельзя.
certificate-sealed = 🔒 Подарок, откроется { $date }
certificate-code = Код: <code>{ $code }</code>
certificate-from = От кого: { $name }
certificate-greeting = { QUOTE($greeting) }
certificate-share = 🎁 Подарочный сертификат на { $money }: { $shop }. { $greeting }
certificate-opens = 🎁 <b>Вам подарок!</b>
certificate-button-claim = ✅ Добавить на мою карту
certificate-claimed = ✅ Сертификат на вашей карте, у него новый код: теперь он только ваш.
certificate-button-give = 📨 Подарить
certificate-given = 📨 Отправьте эту ссылку: сертификат достанется тому, кто откроет её первым.
certificate-button-keep = ✖ Оставить себе
certificate-kept = Сертификат остаётся у вас. Ссылка больше не действует.
certificate-ask-greeting = 📨 Что написать? Наберите поздравление до 500 знаков.
certificate-button-no-greeting = Без поздравления
certificate-ask-day = 📅 Когда можно открыть? Наберите день, например <b>{ $example }</b>: подарок откроется в десять утра.
certificate-button-today = Сразу
certificate-day-again = 📅 Нужен день после сегодняшнего и в пределах года, например <b>{ $example }</b>.

# на кассе
certificate-button-sell = 🎁 Продать сертификат
certificate-sell = 🎁 <b>Подарочный сертификат</b> сразу на карту, гость: <b>{ $name }</b>. На какую сумму?
certificate-sell-any = 🎁 <b>Подарочный сертификат</b> с кодом и ссылкой, чтобы подарить. На какую сумму?
certificate-ask-value = Или наберите сумму от { $least } до { $most }.
certificate-ask-money = 💵 Возьмите <b>{ $money }</b>. За сам сертификат ничего не начисляется, за покупки по нему — как обычно.
certificate-button-taken = ✅ { $money } получено
certificate-sold = ✅ Сертификат продан: <b>{ $money }</b> · { $name }
certificate-taken = 🎁 Сертификат { $ending }: на нём { $money }
certificate-button-drop = ✖ Без сертификата { $ending }
certificate-button-take = 🎁 Сертификат: { $money }
certificate-changed = Сертификат тем временем изменился. Ничего не записано; вот сколько выходит теперь.
certificate-pays = 🎁 Сертификат оплатит { $money }, деньгами: <b>{ $cash }</b>
certificate-paid = 🎁 Сертификатом: { $money }
certificate-back = 🎁 Назад на сертификат: <b>{ $money }</b>
certificate-ask-amount = Чтобы оплатить им, наберите сумму, например <b>{ $example }</b>. Или сначала отсканируйте карту гостя.
certificate-ask-pay = 🎁 Из { $gross } сертификат оплатит <b>{ $money }</b>; деньгами: <b>{ $cash }</b>. На нём останется: { $left }
certificate-button-pay = ✅ Оплатить, взять { $money }
certificate-spent =
    ✅ Оплачено сертификатом: <b>{ $money }</b>
    💵 Возьмите <b>{ $cash }</b>
    На нём осталось: { $left }
certificate-undone = ↩ Отменено: { $money } снова на сертификате. На нём: { $left }
certificate-button-pay-back = 💵 Вернуть за деньги
certificate-button-block = ⛔ Утерян
certificate-button-anew = 🔑 Выдать новый код
certificate-ask-back = 💵 Принять сертификат и выдать <b>{ $money }</b>? После этого на нём ничего не останется.
certificate-ask-block = ⛔ Заблокировать? Пока менеджер не выдаст новый код, его { $money } нельзя потратить.
certificate-ask-anew = 🔑 Выдать новый код? Прежний, на бумаге и на картинках, перестанет действовать. { $money } останутся на сертификате.
certificate-yes-back = 💵 Выдать { $money }
certificate-yes-block = ⛔ Заблокировать
certificate-yes-anew = 🔑 Новый код
certificate-paid-back = ✅ Принят. Выдайте <b>{ $money }</b>.
certificate-issued-anew = 🔑 <b>Теперь у него такой код.</b>

# у владельца
owner-button-gifts = 🎁 Подарочные сертификаты
gifts-title = 🎁 <b>Подарочные сертификаты</b>
gifts-off = Вы их пока не продаёте. Задайте суммы: несколько готовых или любую между двумя.
gifts-none = Пока не продано ни одного. Кассиры продают их на экране гостя или в разделе «Чеки».
gifts-owed = 💰 Не потрачено на проданных сертификатах: <b>{ $money }</b>
gifts-figures = Продано { $sold } · оплачено { $spent } · возвращено { $returned } · истекло { $ended }
gifts-button-terms = ⚙️ Суммы и условия
programme-certificates = Подарочные сертификаты
programme-certificates-title = 🎁 <b>Подарочные сертификаты</b>: какие продаются и на каких условиях. У проданных срок остаётся прежним.
field-certificates-values = Суммы
field-certificates-value = Сумма
field-certificates-least = Любая сумма от
field-certificates-most = Любая сумма до
field-certificates-months = Действует
field-certificates-returns = Возврат идёт
field-certificates-payback = Принимаем обратно
hint-certificates-values = Суммы, которые кассир выбирает кнопкой.
hint-certificates-least = Наименьшая сумма, которую можно набрать.
hint-certificates-most = Наибольшая сумма, которую можно набрать. 0: только готовые.
hint-certificates-months = Во многих странах сертификат не может истечь или истекает только через годы. Если у вас так, оставьте пустым.
hint-certificates-returns = Куда идут деньги сначала, если возвращают товар, частично оплаченный сертификатом.
hint-certificates-payback = Можно ли вернуть за остаток сертификат, которым уже платили.
none-certificates-values = нет
none-certificates-months = бессрочно
zero-certificates-least = любая
zero-certificates-most = только готовые
rung-certificates-values = { $value }
choice-certificates-returns-first = сначала сертификат
choice-certificates-returns-last = сначала деньги
choice-certificates-payback-untouched = только нетронутый
choice-certificates-payback-left = за остаток
unit-months = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
   *[other] { $count } месяцев
}

# сообщения, которые приходят сами
notice-certificate-bought = 🎁 <b>На вашей карте подарочный сертификат на { $money }.</b> Платите им сами или подарите.
notice-gift-opened = 🎁 Ваш подарок открыт: { $name }, { $money }
notice-gift-due = 📅 <b>Сегодня день вашего подарка</b>, { $money }. Его ещё никто не открыл: отправьте ссылку.
notice-gift-arrived = 🎁 <b>Ваш подарок пришёл: { $money }</b>
notice-gift-button = 🎁 Показать
moved-certificate = Сертификатом: { $money }
moved-to-certificate = 🎁 Назад на сертификат: { $money }
certificates-button-buy = 🛒 Купить
certificate-buy = 🛒 <b>Подарочный сертификат</b>, себе или в подарок. На какую сумму?
certificate-invoice = Подарочный сертификат
certificate-invoice-what = { $money } на покупки, себе или в подарок: { $shop }
certificate-thanks = 🎉 <b>Спасибо! Вот он.</b>
certificate-charge = 🧾 Оплачен в чате, номер платежа у провайдера: { $number }. Чтобы вернуть деньги, сделайте возврат у провайдера, потом примите сертификат здесь.
certificate-button-print = 🖨 Распечатать
certificate-paper = 🖨 Для печати на A5 или вдвое крупнее на A4.
certificate-paper-how = Покажите код на кассе или откройте его камерой телефона, чтобы добавить сертификат на свою карту.
certificate-issued-anew-card = 🔑 У него новый код, его видит только владелец сертификата на своей карте.
certificate-button-undo = ↩ Отменить −{ $money }
certificate-move = { $day } · { $what }: { $money } · { $outlet }
certificate-move-sold = Куплен
certificate-move-spent = Оплата
certificate-move-returned = Возврат
certificate-move-refunded = Возвращён за деньги
certificate-move-expired = Истёк
certificate-move-changed = В новой валюте
