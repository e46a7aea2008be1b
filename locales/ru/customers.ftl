# Страница покупателя для менеджеров и владельцев и то, что они делают вручную.
refusal-adjustment-too-large = { $available ->
    [0] У этого покупателя нечего списывать.
   *[other] У этого покупателя только { POINTS($available) }. Спишите не больше.
}
refusal-adjustment-limit-reached = Вручную можно изменить не больше { POINTS($limit, of: 1) } в день. Владелец может поменять это в правилах.
owner-button-customers = 👥 Покупатели
command-customers = Найти покупателя
customers-ask = 👤 <b>Кого ищем?</b> Напишите десять цифр карты или номер телефона с кодом страны либо пришлите фото кода.
customer-held = ⏸ Отложено для открытого чека: { POINTS($points) }
customer-pending = ⏳ Пока нельзя тратить: { POINTS($points) }
customer-debt = ⚠️ После возврата не хватает { POINTS($points, of: 1) }
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
customer-button-points = ✏️ { POINTS(start: 1) }
customer-button-gift = 🎁 Купон
customer-button-tier = 🏅 Задать уровень
customer-done = Готово.
customer-ask-points = ✏️ <b>Сколько { POINTS(of: 1) }? Покупатель: { $name }.</b> Напишите 50, чтобы начислить, или −50, чтобы списать.
customer-points-again = Напишите целое число, например 50 или −50.
customer-ask-reason = { $name }: ➕ { POINTS($points) }. <b>За что?</b> Покупатель это прочтёт.
customer-ask-reason-taken = { $name }: ➖ { POINTS($points) }. <b>Почему?</b> Покупатель это прочтёт.
customer-ask-give = { $name }: начислить <b>+{ POINTS($points) }</b>? Причина: { $reason }
customer-ask-take = { $name }: списать <b>−{ POINTS($points) }</b>? Причина: { $reason }
customer-button-yes = ✅ Да
customer-ask-coupon = 🎁 <b>Какой купон? Покупатель: { $name }.</b>
customer-no-coupons = Дарить пока нечего: купон добавляет владелец в правилах.
customer-ask-gift = 🎁 { $name }: подарить купон <b>{ $title }</b>? Покупатель узнает сразу.
customer-button-give = ✅ Подарить
customer-ask-tier = 🏅 <b>Какой уровень? Покупатель: { $name }.</b> Он сохранится, что бы ни покупали.
customer-button-unpin = 📌 Снова считать по покупкам
customer-ask-day = 🏅 { $tier } — <b>до какого дня?</b> Нажмите на день или напишите его, например 31.12.2027.
customer-button-for-good = ♾ Навсегда
customer-day-again = Напишите день не раньше сегодняшнего, например 31.12.2027.
customer-frozen = ❄️ <b>Заморожена</b>: на карту не начисляют и с неё не списывают, пока вы её не разморозите.
customer-frozen-now = ❄️ Карта заморожена
customer-thawed = ☀️ Карта снова работает
customer-button-freeze = ❄️ Заморозить карту
customer-button-thaw = ☀️ Разморозить карту
