# Какво чете касиерът: кратко, първо числата.
scan-hint = 📷 Изпратете снимка на кода на клиента или напишете десетте цифри.

sale-customer = 👤 <b>{ $name }</b> · карта ·· { $ending }
sale-points = ⭐ { POINTS($points) }
sale-tier = 🏅 { $tier }
sale-discount = 🏷 Отстъпка: { $percent }
sale-frozen = ❄️ <b>Картата е замразена</b>: може би я е ползвал друг. По нея не се трупа и не се харчи, докато собственикът не я размрази. Продайте без нея.
sale-held = ⏸ Заделено: { POINTS($points) } до { $moment }. { $name } ({ $outlet }) чака отговор от клиента
sale-debt = ⚠️ След връщане не достигат { POINTS($points) }: засега не може да се плаща { POINTS(by: 1) }
sale-proven = 🔐 Сканиран е променящ се код: { POINTS(the: 1) } плащат веднага.
sale-ask-amount = Напишете сумата на покупката, например <b>{ $example }</b>
sale-button-receipts = ↩ Касови бележки на клиента
sale-button-cancel = ✖ Отказ
sale-total = 👤 { $name } · <b>{ $money }</b>
sale-discounted = С отстъпките: <b>{ $money }</b>
sale-would-earn = { $points ->
    [0] За тази сума още няма начисляване, но тя се брои.
   *[other] Ще получи { POINTS($points) }.
}
sale-may-redeem = Може да използва до { POINTS($points) }: минус { $value }.
sale-no-redeem = Сега не може да се плати { POINTS(by: 1) }: { $reason }.
sale-reason-below-minimum-order = сумата е под минималната
sale-reason-points-in-debt = не достигат { POINTS() } след връщане
sale-button-earn = { $points ->
    [0] ✅ Вземи { $money }
    [one] ✅ +{ $points }, вземи { $money }
   *[other] ✅ +{ $points }, вземи { $money }
}
sale-button-redeem = { $points ->
   *[other] ⭐ −{ $points }, вземи { $money }
}
sale-button-other = ✏️ Друг брой { POINTS() }
sale-ask-points = Колко { POINTS() }? Най-много { $points }. Напишете числото.
sale-cancelled = Отказано. Нищо не е записано.
sale-already = Вече е записано ✓
sale-halted-asked = ⏳ В момента чакаме отговор от { $name }. Изчакайте, откажете или изпратете кода на следващия клиент.
sale-halted-freed = ✋ Продажбата на { $name } не е потвърдена. Натиснете „Обратно към продажбата“ или първо изпратете кода на клиента.
sale-halted-sold = ✋ Продажбата на { $name } е записана. Първо изпратете кода на следващия клиент.

items-ask-amount = Натиснете какво се купува или напишете сумата, например <b>{ $example }</b>
items-button-change = 🧺 Какво има в бележката
items-pick = Какво още се купува? Натиснете го. За всичко останало заедно просто напишете сумата.
items-line = • { $what } – { $money }
items-button-line = ✏️ { $what } – { $money }
items-rest = останалото
items-any = стоки
items-button-rest = Останалото
items-button-more = Още ›
items-ask = <b>{ $what }</b>. { $count ->
    [1] Напишете цената, например <b>{ $example }</b>
   *[other] Напишете колко струват <b>общо</b>, например <b>{ $example }</b>
}
items-now = Сега { $money }
items-button-keep = ✅ { $what } – { $money }
items-button-remove = 🗑 Махни
items-typed = ✏️ Грешна цена? Напишете вярната за: { $what }
items-in-sum = • { $what } – в тази сума
items-button-in-sum = ✏️ { $what } ×{ $count } – в сумата
items-button-many = 🔖 Колко: { $what }?
items-ask-many = 🔖 <b>{ $what }</b>: колко броя са в сумата { $money }?
items-button-none = Нула

explained-off = 🏷 { $name }: −{ $money }
explained-other = Отстъпка
explained-stamps = 🔖 { $name }: +{ $count } ({ $have } от { $goal })
explained-stamps-full = 🔖 { $name }: +{ $count }, пълна! (на новата { $have } от { $goal })
explained-unsaid = ⚠️ { $name }: не се брои, защото не е посочено колко от сумата е за: { $what }
explained-coupon = 🎟 Купон за клиента: { $name }
explained-tier = 🏅 Ново ниво: { $tier }

till-coupon-taken = 🎟 { $title }
till-coupon-waits = 🎟 <b>{ $title }</b> чака своя артикул: { $what }. Добавете го или продължете без купона.
till-coupon-button-off = 🎟 { $title }: −{ $money }
till-coupon-button-item = 🎟 { $title }: до −{ $money }
till-item-price = 🎟 <b>{ $title }</b>: колко струва артикулът? Напишете цената му; тя е част от въведената сума { $money }.
till-item-which = 🎟 <b>{ $title }</b>: кой точно артикул? Цената му е част от въведената сума { $money }.
till-coupon-button-points = 🎟 { $title }: +{ $points }
till-coupon-button-drop = ✖ Без { QUOTE($title) }
till-coupon-button-type = 🎟 Въведи код на купон
till-coupon-ask = 🎟 Напишете кода на купона или изпратете негова снимка.
till-coupon-first = 🎟 Купонът се използва при покупка. Първо сканирайте картата на клиента, после купона.

hold-waiting =
    ⏳ { $name } трябва да потвърди: <b>{ POINTS($points) }</b>, после вземете <b>{ $money }</b>.
    { $seconds ->
        [60] За отговор има една минута.
        [one] За отговор има { $seconds } секунда.
       *[other] За отговор има { $seconds } секунди.
    }
hold-unreachable =
    ⚠️ Не можем да пишем на { $name } в Telegram, а само клиентът може да потвърди { POINTS($points) }. Помолете да отвори бота или да покаже променящия се код; или откажете и продайте без { POINTS() }.
hold-button-cancel = ✖ Отказ
hold-button-over = Продължи тази продажба
hold-button-free = Освободи ги
hold-button-again = Обратно към продажбата
hold-cancelled = Отказано, { POINTS(the: 1) } са отново свободни.
hold-freed = ✋ { $name } освободи тези { POINTS() } на друга каса: { $points }.
hold-declined = ✖ { $name } отказа. { $points ->
    [one] { POINTS($points) } остава на картата.
   *[other] { POINTS($points) } остават на картата.
}
hold-expired = ⌛ { $name } не отговори навреме. { $points ->
    [one] { POINTS($points) } остава на картата.
   *[other] { POINTS($points) } остават на картата.
}

sold-title = ✅ Записано · { $number }
sold-who = 👤 { $name }
sold-take = 💵 Вземете <b>{ $money }</b>
sold-redeemed = ⭐ Платено { POINTS($points, by: 1) }: { $value } от { $gross }
sold-earned = { $points ->
    [0] На картата: { $balance }
   *[other] +{ POINTS($points) }, на картата: { $balance }
}
sold-pending = { $points ->
    [one] От тях { $points } ще може да се ползва по-късно
   *[other] От тях { $points } ще може да се ползват по-късно
}
sold-undone = ↩ Отменено.
sold-button-next = 📷 Следващ клиент
sold-button-undo = ↩ Отмени
undo-button-yes = Да, отмени продажбата

return-pick = 🧾 <b>Касови бележки.</b> Изберете бележка, напишете номера ѝ или изпратете кода на клиента.
return-none = 🧾 Още няма касови бележки. Напишете номер на бележка или изпратете кода на клиента.
return-line = <b>{ $place }. { $when }</b> · { $name } · { $money }
return-line-goods = { $goods } · на касата: { $cashier }
return-line-till = на касата: { $cashier }
return-button-receipt = { $place } · { $number } · { $money }
return-button-gone = ✖ { $place } · { $number } · върната
receipt-title = 🧾 <b>{ $number }</b>
receipt-who = 👤 { $name } · { $moment }
receipt-till = 🧑‍💼 На касата: { $cashier }, { $outlet }
receipt-total = Сума { $gross }, платено { $payable }
receipt-redeemed = ⭐ Платено { POINTS($points, by: 1) }
receipt-returned = ↩ Върнато { $returned }, остава { $left }
receipt-line-left = • { $what } – { $money }, остава { $left }
return-button-all = ↩ Върни всичко: { $money }
return-button-part = ✏️ Върни част
return-button-goods = 🧺 Избери какво се връща
return-goods = ↩ <b>{ $number }</b>: натиснете каквото се връща, по веднъж за всеки брой.
return-goods-typed = Въведената сума е част от: { $what }
return-button-goods-line = { $what } – { $money }
return-button-chosen = Напред: { $money }
return-ask-amount = Колко се връща по бележка { $number }? Напишете сумата по пълна цена, най-много <b>{ $left }</b>.
return-preview = ↩ Връщане на <b>{ $money }</b> по { $number }
return-money = 💵 Върнете <b>{ $money }</b>
return-restored = ⭐ Обратно на картата: { POINTS($points) }
return-taken = ➖ От картата: { POINTS($points) }
return-debt = ⚠️ От тях { $points } не достигат на картата; новите { POINTS() } ще покрият това
return-stamps = 🔖 { $name }: −{ $count }
return-till-coupon-back = 🎟 Отново при клиента: { $title }
return-tier = 🏅 Отново ниво { $tier }
return-left = Остава в бележката: { $money }
return-button-confirm = 💵 Върни { $money }
return-already = Вече е върнато ✓
returned-title = ✅ Връщането е записано · { $number }
returned-balance = На картата: { POINTS($points) }
