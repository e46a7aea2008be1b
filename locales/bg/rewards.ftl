card-button-rewards = 🎁 Награди
rewards-title = <b>🎁 Вашите награди</b>
rewards-none = Засега няма нищо: в тази програма се събират само { POINTS() }, те са на картата.
rewards-tier = 🏅 <b>{ $tier }</b>
rewards-tier-next = До ниво { QUOTE($tier) } – { $missing }
rewards-tier-top = По-високо ниво няма. Благодарим, че сте с нас!
rewards-stamps = 🔖 <b>{ $title }</b> · { $have } от { $goal }
rewards-stamp-card = Карта с печати
rewards-discount = 🏷 Вашата отстъпка: <b>{ $percent }</b>
rewards-discount-none = 🏷 Вашата отстъпка расте с покупките
rewards-discount-next = До отстъпка { $percent } – { $missing }
rewards-coupons = { $count ->
    [one] 🎟 Чака ви { $count } купон. Отворете го на касата:
   *[other] 🎟 Чакат ви { $count } купона. Отворете някой на касата:
}
rewards-visits = { $count ->
    [one] още { $count } покупка
   *[other] още { $count } покупки
}
rewards-points = още { POINTS($count) }
rewards-friends = { $count ->
    [one] още { $count } приятел
   *[other] още { $count } приятели
}
rewards-button-cards = 🔖 Покажи печатите
coupon-title = 🎟 <b>{ $title }</b>
coupon-worth = { $worth }
coupon-from = За покупки от { $minimum }.
coupon-goods = Само за: { $categories }.
coupon-when = Кога: { $conditions }.
coupon-not-found = 🎟 Не намирам купон за вас с този код. Проверете го или попитайте на касата.
coupon-until = Важи до { $date } включително.
coupon-code = Покажете кода на касата: <code>{ $code }</code>
coupon-points = +{ POINTS($points) }
coupon-apart-until = до { $day }
coupon-apart-purchase = за покупка
coupon-apart-welcome = за добре дошли
coupon-apart-birthday = рожден ден
coupon-apart-referral = за приятел
coupon-apart-gift = подарък
coupon-apart-offer = оферта
coupon-apart-public = код
coupon-item = един артикул безплатно, до { $most }
tier-bronze = Бронз
tier-silver = Сребро
tier-gold = Злато
tier-platinum = Платина
