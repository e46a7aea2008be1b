# Что читает кассир: коротко, сначала цифры.
scan-hint = 📷 Пришлите фото кода гостя или наберите десять цифр.

sale-customer = 👤 <b>{ $name }</b> · карта ·· { $ending }
sale-points = ⭐ { POINTS($points) }
sale-tier = 🏅 { $tier }
sale-discount = 🏷 Скидка: { $percent }
sale-frozen = ❄️ <b>Карта заморожена</b>: возможно, ею пользовался кто-то чужой. На неё не начисляют и с неё не списывают, пока владелец её не разморозит. Продайте без неё.
sale-held = ⏸ Отложено: { POINTS($points) }, до { $moment }. { $name } ({ $outlet }) ждёт ответа гостя
sale-debt = ⚠️ После возврата не хватает { POINTS($points, of: 1) }: тратить пока нельзя
sale-proven = 🔐 Отсканирован меняющийся код: { POINTS() } спишутся сразу.
sale-ask-amount = Наберите сумму покупки, например <b>{ $example }</b>
sale-button-receipts = ↩ Чеки этого гостя
sale-button-cancel = ✖ Отмена
sale-total = 👤 { $name } · <b>{ $money }</b>
sale-discounted = Со скидками: <b>{ $money }</b>
sale-would-earn = { $points ->
    [0] На эту сумму начисления ещё нет, но она зачтётся.
   *[other] Начислим: { POINTS($points) }.
}
sale-may-redeem = Можно списать до { POINTS($points, of: 1) }: минус { $value }.
sale-no-redeem = { POINTS(start: 1) } сейчас не списать: { $reason }.
sale-reason-below-minimum-order = сумма меньше минимальной
sale-reason-points-in-debt = после возврата не хватает { POINTS(of: 1) }
sale-button-earn = { $points ->
    [0] ✅ Взять { $money }
    [one] ✅ Начислить { $points }, взять { $money }
   *[other] ✅ Начислить { $points }, взять { $money }
}
sale-button-redeem = { $points ->
   *[other] ⭐ Списать { $points }, взять { $money }
}
sale-button-other = ✏️ Другое число { POINTS(of: 1) }
sale-ask-points = Сколько { POINTS(of: 1) }? Не больше { $points }. Наберите число.
sale-cancelled = Отменено. Ничего не записано.
sale-already = Уже записано ✓
sale-halted-asked = ⏳ { $name } сейчас отвечает. Дождитесь ответа или отмените; либо пришлите код следующего гостя.
sale-halted-freed = ✋ Покупка не подтверждена ({ $name }). Нажмите «Вернуться к продаже» или сначала пришлите код гостя.
sale-halted-sold = ✋ Покупка уже записана ({ $name }). Сначала пришлите код следующего гостя.

items-ask-amount = Нажмите, что берут, или наберите сумму, например <b>{ $example }</b>
items-button-change = 🧺 Что в чеке
items-pick = Что ещё берут? Нажмите. За всё остальное вместе просто наберите сумму.
items-line = • { $what } — { $money }
items-button-line = ✏️ { $what } — { $money }
items-rest = остальное
items-any = товары
items-button-rest = Остальное
items-button-more = Ещё ›
items-ask = <b>{ $what }</b>. { $count ->
    [1] Наберите цену, например <b>{ $example }</b>
   *[other] Наберите сумму <b>за всё вместе</b>, например <b>{ $example }</b>
}
items-now = Сейчас { $money }
items-button-keep = ✅ { $what } — { $money }
items-button-remove = 🗑 Убрать
items-typed = ✏️ Цена не та? Наберите верную за: { $what }
items-in-sum = • { $what } — в этой сумме
items-button-in-sum = ✏️ { $what } ×{ $count } — в сумме
items-button-many = 🔖 Сколько: { $what }?
items-ask-many = 🔖 <b>{ $what }</b>: сколько штук в сумме { $money }?
items-button-none = Нисколько

explained-off = 🏷 { $name }: −{ $money }
explained-other = Скидка
explained-stamps = 🔖 { $name }: +{ $count } ({ $have } из { $goal })
explained-stamps-full = 🔖 { $name }: +{ $count }, заполнена! (на новой { $have } из { $goal })
explained-unsaid = ⚠️ { $name }: не засчитано — по сумме не видно, сколько в ней: { $what }
explained-coupon = 🎟 Гостю купон: { $name }
explained-tier = 🏅 Новый уровень: { $tier }

till-coupon-taken = 🎟 { $title }
till-coupon-waits = 🎟 <b>{ $title }</b> ждёт свой товар: { $what }. Добавьте его или продолжайте без купона.
till-coupon-button-off = 🎟 { $title }: −{ $money }
till-coupon-button-item = 🎟 { $title }: до −{ $money }
till-item-price = 🎟 <b>{ $title }</b>: сколько стоит эта одна вещь? Она входит в набранную сумму { $money }; наберите её цену.
till-item-which = 🎟 <b>{ $title }</b>: что именно? Это входит в набранную сумму { $money }.
till-coupon-button-points = 🎟 { $title }: +{ $points }
till-coupon-button-drop = ✖ Без { QUOTE($title) }
till-coupon-button-type = 🎟 Ввести код купона
till-coupon-ask = 🎟 Наберите код купона или пришлите его фото.
till-coupon-first = 🎟 Купон применяют к покупке. Сначала отсканируйте карту гостя, потом купон.

hold-waiting =
    ⏳ { $name } подтверждает списание: <b>{ POINTS($points) }</b>, потом возьмите <b>{ $money }</b>.
    { $seconds ->
        [60] На ответ одна минута.
        [one] На ответ { $seconds } секунда.
        [few] На ответ { $seconds } секунды.
       *[other] На ответ { $seconds } секунд.
    }
hold-unreachable =
    ⚠️ { $name } не на связи в Telegram, а списание ({ POINTS($points) }) может подтвердить только гость. Попросите открыть бота или показать меняющийся код; или отмените и продайте без списания.
hold-button-cancel = ✖ Отмена
hold-button-over = Продолжить эту продажу
hold-button-free = Освободить
hold-button-again = Вернуться к продаже
hold-cancelled = Отменено, { POINTS() } снова свободны.
hold-freed = ✋ { $name } освобождает { POINTS() } на другой кассе: { $points }.
hold-declined = ✖ { $name }: отказ. Снова свободно: { POINTS($points) }.
hold-expired = ⌛ { $name }: нет ответа, время вышло. Снова свободно: { POINTS($points) }.

sold-title = ✅ Записано · { $number }
sold-who = 👤 { $name }
sold-take = 💵 Возьмите <b>{ $money }</b>
sold-redeemed = ⭐ Списано: { POINTS($points) }, это { $value } из { $gross }
sold-earned = { $points ->
    [0] На карте: { $balance }
   *[other] +{ POINTS($points) }, на карте: { $balance }
}
sold-pending = { $points ->
    [one] Из них { $points } можно будет тратить позже
   *[other] Из них { $points } можно будет тратить позже
}
sold-undone = ↩ Отменено.
sold-button-next = 📷 Следующий гость
sold-button-undo = ↩ Отменить
undo-button-yes = Да, отменить продажу

return-pick = 🧾 <b>Чеки.</b> Выберите чек, наберите его номер или пришлите код гостя.
return-none = 🧾 Чеков пока нет. Наберите номер чека или пришлите код гостя.
return-line = <b>{ $place }. { $when }</b> · { $name } · { $money }
return-line-goods = { $goods } · на кассе { $cashier }
return-line-till = на кассе { $cashier }
return-button-receipt = { $place } · { $number } · { $money }
return-button-gone = ✖ { $place } · { $number } · возврат
receipt-title = 🧾 <b>{ $number }</b>
receipt-who = 👤 { $name } · { $moment }
receipt-till = 🧑‍💼 На кассе { $cashier }, { $outlet }
receipt-total = Сумма { $gross }, оплачено { $payable }
receipt-redeemed = ⭐ Списано: { POINTS($points) }
receipt-returned = ↩ Возвращено { $returned }, осталось { $left }
receipt-line-left = • { $what } — { $money }, осталось { $left }
return-button-all = ↩ Вернуть всё: { $money }
return-button-part = ✏️ Вернуть часть
return-button-goods = 🧺 Выбрать, что возвращают
return-goods = ↩ <b>{ $number }</b>: нажмите на то, что возвращают, по разу за каждую вещь.
return-goods-typed = Набранная сумма — часть строки: { $what }
return-button-goods-line = { $what } — { $money }
return-button-chosen = Дальше: { $money }
return-ask-amount = Сколько возвращают по чеку { $number }? Наберите сумму по полной цене, не больше <b>{ $left }</b>.
return-preview = ↩ Возврат <b>{ $money }</b> по чеку { $number }
return-money = 💵 Отдайте <b>{ $money }</b>
return-restored = ⭐ Назад на карту: { POINTS($points) }
return-taken = ➖ С карты: { POINTS($points) }
return-debt = ⚠️ Из них { $points } на карте не хватает, это покроют новые начисления
return-stamps = 🔖 { $name }: −{ $count }
return-till-coupon-back = 🎟 Снова у гостя: { $title }
return-tier = 🏅 Снова уровень { $tier }
return-left = Останется в чеке: { $money }
return-button-confirm = 💵 Отдать { $money }
return-already = Уже возвращено ✓
returned-title = ✅ Возврат записан · { $number }
returned-balance = На карте { POINTS($points) }
