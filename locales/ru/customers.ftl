# Страница покупателя для менеджеров и владельцев и то, что они делают вручную.
refusal-adjustment-too-large = { $available ->
    [0] У этого покупателя нет баллов, которые можно списать.
    [one] У этого покупателя только { $available } балл. Спишите не больше.
    [few] У этого покупателя только { $available } балла. Спишите не больше.
   *[other] У этого покупателя только { $available } баллов. Спишите не больше.
}
refusal-adjustment-limit-reached = { $limit ->
    [one] Вручную можно изменить { $limit } балл в день, это было бы больше. Владелец может поменять это в правилах.
    [few] Вручную можно изменить { $limit } балла в день, это было бы больше. Владелец может поменять это в правилах.
   *[other] Вручную можно изменить { $limit } баллов в день, это было бы больше. Владелец может поменять это в правилах.
}
owner-button-customers = 👥 Покупатели
command-customers = Найти покупателя
customers-ask = 👤 <b>Какой покупатель?</b> Напишите десять цифр карты или номер телефона с кодом страны либо пришлите фото кода.
customer-held = ⏸ { $points ->
    [one] { $points } балл отложен для открытого чека
    [few] { $points } балла отложены для открытого чека
   *[other] { $points } баллов отложены для открытого чека
}
customer-pending = ⏳ { $points ->
    [one] Ещё { $points } балл пока не активен
    [few] Ещё { $points } балла пока не активны
   *[other] Ещё { $points } баллов пока не активны
}
customer-debt = ⚠️ { $points ->
    [one] После возврата не хватает { $points } балла
   *[other] После возврата не хватает { $points } баллов
}
customer-pinned = 📌 Уровень закреплён навсегда
customer-pinned-until = 📌 Уровень закреплён до { $date } включительно
customer-counter = 🔖 { $title } · { $have } из { $goal }
customer-counter-full = 🔖 { $title } · { $have }
customer-coupons = { $count ->
    [one] 🎟 { $count } купон:
    [few] 🎟 { $count } купона:
   *[other] 🎟 { $count } купонов:
}
customer-purchases = 🧾 Последние покупки:
customer-purchase = { $date } · { $number } · { $money }
customer-next = Другой покупатель? Просто напишите его цифры.
customer-button-points = ✏️ Баллы
customer-button-gift = 🎁 Купон
customer-button-tier = 🏅 Задать уровень
customer-done = Готово.
customer-ask-points = ✏️ <b>Сколько баллов? Покупатель: { $name }.</b> Напишите 50, чтобы начислить, или −50, чтобы списать.
customer-points-again = Напишите целое число, например 50 или −50.
customer-ask-reason = { $points ->
    [one] { $name }: ➕ { $points } балл. <b>За что?</b> Покупатель это прочтёт.
    [few] { $name }: ➕ { $points } балла. <b>За что?</b> Покупатель это прочтёт.
   *[other] { $name }: ➕ { $points } баллов. <b>За что?</b> Покупатель это прочтёт.
}
customer-ask-reason-taken = { $points ->
    [one] { $name }: ➖ { $points } балл. <b>Почему?</b> Покупатель это прочтёт.
    [few] { $name }: ➖ { $points } балла. <b>Почему?</b> Покупатель это прочтёт.
   *[other] { $name }: ➖ { $points } баллов. <b>Почему?</b> Покупатель это прочтёт.
}
customer-ask-give = { $points ->
    [one] { $name }: начислить <b>{ $points } балл</b>? Причина: { $reason }
    [few] { $name }: начислить <b>{ $points } балла</b>? Причина: { $reason }
   *[other] { $name }: начислить <b>{ $points } баллов</b>? Причина: { $reason }
}
customer-ask-take = { $points ->
    [one] { $name }: списать <b>{ $points } балл</b>? Причина: { $reason }
    [few] { $name }: списать <b>{ $points } балла</b>? Причина: { $reason }
   *[other] { $name }: списать <b>{ $points } баллов</b>? Причина: { $reason }
}
customer-button-yes = ✅ Да
customer-ask-coupon = 🎁 <b>Какой купон? Покупатель: { $name }.</b>
customer-no-coupons = Дарить пока нечего: купон добавляет владелец в правилах.
customer-ask-gift = 🎁 { $name }: подарить купон <b>{ $title }</b>? Покупатель узнает сразу.
customer-button-give = ✅ Подарить
customer-ask-tier = 🏅 <b>Какой уровень? Покупатель: { $name }.</b> Он сохранится, что бы ни покупали.
customer-button-unpin = 📌 Снова считать по покупкам
customer-ask-day = 🏅 { $tier } – <b>до какого дня?</b> Нажмите на день или напишите его, например 31.12.2027.
customer-button-for-good = ♾ Навсегда
customer-day-again = Напишите день не раньше сегодняшнего, например 31.12.2027.
customer-frozen = ❄️ <b>Заморожена</b>: на карту не начисляют и с неё не списывают, пока вы её не разморозите.
customer-frozen-now = ❄️ Карта заморожена
customer-thawed = ☀️ Карта снова работает
customer-button-freeze = ❄️ Заморозить карту
customer-button-thaw = ☀️ Разморозить карту
