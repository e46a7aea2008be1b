# Страницата на клиент за мениджъри и собственици и това, което правят на ръка.
refusal-adjustment-too-large = { $available ->
    [0] Този клиент няма { POINTS() }, които могат да се отнемат.
   *[other] Този клиент има само { POINTS($available) }. Отнемете най-много толкова.
}
refusal-adjustment-limit-reached = Ръчно може да се променят най-много { POINTS($limit) } на ден, това би било повече. Собственикът може да смени това в правилата.
owner-button-customers = 👥 Клиенти
command-customers = Намери клиент
customers-ask = 👤 <b>Кой клиент?</b> Напишете десетте цифри от картата или телефонния номер с кода на страната, или изпратете снимка на кода.
customer-held = ⏸ Заделено за незавършена продажба: { POINTS($points) }
customer-pending = ⏳ Още не може да се ползва: { POINTS($points) }
customer-debt = ⚠️ { $points ->
    [one] След връщане не достига { POINTS($points) }
   *[other] След връщане не достигат { POINTS($points) }
}
customer-pinned = 📌 Нивото е закрепено завинаги
customer-pinned-until = 📌 Нивото е закрепено до { $date } включително
customer-counter = 🔖 { $title } · { $have } от { $goal }
customer-counter-full = 🔖 { $title } · { $have }
customer-coupons = { $count ->
    [one] 🎟 { $count } купон:
   *[other] 🎟 { $count } купона:
}
customer-purchases = 🧾 Последни покупки:
customer-purchase = { $date } · { $number } · { $money }
customer-next = Друг клиент? Просто напишете цифрите му.
customer-button-points = ✏️ { POINTS(start: 1) }
customer-button-gift = 🎁 Купон
customer-button-tier = 🏅 Задай ниво
customer-done = Готово.
customer-ask-points = ✏️ <b>Колко { POINTS() } за { $name }?</b> Напишете 50, за да дадете, или −50, за да отнемете.
customer-points-again = Напишете цяло число, например 50 или −50.
customer-ask-reason = { $name }: ➕ { POINTS($points) }. <b>За какво?</b> Клиентът ще го прочете.
customer-ask-reason-taken = { $name }: ➖ { POINTS($points) }. <b>Защо?</b> Клиентът ще го прочете.
customer-ask-give = Да дам ли на { $name } <b>{ POINTS($points) }</b>? Причина: { $reason }
customer-ask-take = Да отнема ли на { $name } <b>{ POINTS($points) }</b>? Причина: { $reason }
customer-button-yes = ✅ Да
customer-ask-coupon = 🎁 <b>Кой купон за { $name }?</b>
customer-no-coupons = Няма купон за подаряване: собственикът добавя такъв в правилата.
customer-ask-gift = 🎁 Да подаря ли на { $name } купона <b>{ $title }</b>? Клиентът ще научи веднага.
customer-button-give = ✅ Подари
customer-ask-tier = 🏅 <b>Кое ниво за { $name }?</b> После то важи, каквото и да купува.
customer-button-unpin = 📌 Пак според покупките
customer-ask-day = 🏅 { $tier } – <b>докога?</b> Натиснете ден или напишете, например 31.12.2027.
customer-button-for-good = ♾ Завинаги
customer-day-again = Напишете ден от днес нататък, например 31.12.2027.
customer-frozen = ❄️ <b>Замразена</b>: по картата не се трупа и не се харчи, докато не я размразите.
customer-frozen-now = ❄️ Картата е замразена
customer-thawed = ☀️ Картата отново работи
customer-button-freeze = ❄️ Замрази картата
customer-button-thaw = ☀️ Размрази картата
