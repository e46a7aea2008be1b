card-button-rewards = 🎁 Награды
rewards-title = <b>🎁 Ваши награды</b>
rewards-none = Пока пусто: в этой программе копятся только { POINTS() }, они на карте.
rewards-tier = 🏅 <b>{ $tier }</b>
rewards-tier-next = До уровня { QUOTE($tier) } — { $missing }
rewards-tier-top = Выше уровня нет. Спасибо, что вы с нами!
rewards-stamps = 🔖 <b>{ $title }</b> · { $have } из { $goal }
rewards-stamp-card = Карта со штампами
rewards-discount = 🏷 Ваша скидка: <b>{ $percent }</b>
rewards-discount-none = 🏷 Ваша скидка растёт с покупками
rewards-discount-next = До скидки { $percent } — { $missing }
rewards-coupons = { $count ->
    [one] 🎟 Вас ждёт { $count } купон. Откройте его на кассе:
    [few] 🎟 Вас ждут { $count } купона. Откройте нужный на кассе:
   *[other] 🎟 Вас ждут { $count } купонов. Откройте нужный на кассе:
}
rewards-visits = { $count ->
    [one] ещё { $count } покупка
    [few] ещё { $count } покупки
   *[other] ещё { $count } покупок
}
rewards-points = ещё { POINTS($count) }
rewards-friends = { $count ->
    [one] ещё { $count } друг
    [few] ещё { $count } друга
   *[other] ещё { $count } друзей
}
rewards-button-cards = 🔖 Показать штампы
coupon-title = 🎟 <b>{ $title }</b>
coupon-worth = { $worth }
coupon-from = Для покупок от { $minimum }.
coupon-goods = Только на: { $categories }.
coupon-when = Когда: { $conditions }.
coupon-not-found = 🎟 Я не нахожу для вас купона с таким кодом. Проверьте код или спросите на кассе.
coupon-until = Действует по { $date } включительно.
coupon-code = Покажите код на кассе: <code>{ $code }</code>
coupon-points = +{ POINTS($points) }
coupon-apart-until = до { $day }
coupon-apart-purchase = за покупку
coupon-apart-welcome = за вступление
coupon-apart-birthday = день рождения
coupon-apart-referral = за друга
coupon-apart-gift = подарок
coupon-apart-offer = предложение
coupon-apart-public = код
coupon-item = один товар бесплатно, до { $most }
tier-bronze = Бронза
tier-silver = Серебро
tier-gold = Золото
tier-platinum = Платина
