# Покани: екранът на члена, какво чете приятелят, какво научават двамата и думата на собственика.
card-button-invite = 🤝 Покани приятел
invite-title = <b>🤝 Поканете приятел</b>
invite-friend-gets = 🎁 За приятеля ви: <b>{ POINTS($points) }</b>.
invite-you-get = ⭐ За вас: <b>{ POINTS($points) }</b>.
invite-when = Идват, когато приятелят ви за първи път купи за { $minimum } или повече.
invite-when-any = Идват с първата покупка на приятеля ви.
invite-off = В момента за покани няма подаръци.
invite-nobody = Още никой не е отворил линка ви.
invite-opened = { $count ->
    [one] 👀 { $count } човек отвори линка ви
   *[other] 👀 { $count } души отвориха линка ви
}
invite-joined = { $count ->
    [one] 🙋 { $count } приятел вече има карта
   *[other] 🙋 { $count } приятели вече имат карта
}
invite-waiting = { $count ->
    [one] ⏳ { $count } още не е направил такава покупка
   *[other] ⏳ { $count } още не са направили такава покупка
}
invite-review = { $count ->
    [one] 🔎 { $count } чака решение на магазина
   *[other] 🔎 { $count } чакат решение на магазина
}
invite-paid = { $count ->
    [one] ✅ { $count } вече купи
   *[other] ✅ { $count } вече купиха
}
invite-points = ⭐ Това ви донесе { POINTS($points) }
invite-button-share = ✈️ Изпрати на приятел
invite-picture-friend = за приятеля
invite-picture-you = за вас
invite-picture-title = Елате и вие
invite-picture-scan = Насочете камерата
invite-picture-points = { POINTS($points) }
invite-article = Покана: { $shop }
invite-article-what = Натиснете, за да я изпратите в този чат
invite-message = 🤝 Елате и вие: карта за лоялност на <b>{ $shop }</b> направо в Telegram.
invite-button-join = Вземи картата

invite-by = 🤝 Кани ви <b>{ $name }</b>.
invite-gift = 🎁 За вас: <b>{ POINTS($points) }</b>,
invite-gift-when = щом наведнъж купите за { $minimum } или повече.
invite-gift-when-any = щом за първи път купите нещо.
invite-refused-self = Тази покана е ваша: изпратете я на приятел.
invite-refused-member = Вече имате карта, а поканите са за нови хора.
invite-refused-staff = Поканите не са за екипа, затова няма подарък.
invite-refused-ring = Тази покана води обратно към вас, затова за нея няма подарък.

notice-referral-joined = 🤝 <b>{ $name }</b> вече е с нас по вашата покана. { POINTS(the: 1, start: 1) } идват с първата покупка.
notice-referral-joined-from = Брои се покупка от { $minimum } нагоре.
notice-referral-paid-inviter = 🤝 <b>{ $name }</b> направи първата покупка. <b>+{ POINTS($points) }</b> за поканата ви.
notice-referral-paid-friend = 🎁 <b>+{ POINTS($points) }</b>, защото дойдохте по покана ({ $name }).
notice-referral-voided-inviter = ↩ <b>{ $name }</b> върна първата покупка, затова { $points ->
    [one] { POINTS($points) } за поканата ви отпада.
   *[other] { POINTS($points) } за поканата ви отпадат.
} Следващата покупка пак се брои.
notice-referral-voided-friend = ↩ С върнатата покупка { $points ->
    [one] отпада { POINTS($points) } за поканата.
   *[other] отпадат { POINTS($points) } за поканата.
} Следващата покупка пак се брои.
notice-referral-waits-inviter = 🔎 <b>{ $name }</b> направи първата покупка. Този месец поканихте много хора, затова магазинът първо ще провери.
notice-referral-waits-friend = 🔎 Подаръкът за поканата ({ $name }) чака решение на магазина.
notice-referral-refused = Магазинът не брои поканата ({ $name }).
notice-referral-review = 🔎 Кой покани: <b>{ $inviter }</b>. Кой дойде и купи: <b>{ $friend }</b>. Подаръкът не се начислява автоматично: моля, решете.
notice-referral-button-review = 🔎 Реши

history-kind-referral = Покана
history-kind-referral-void = Върната покана

owner-button-referrals = 🔎 Чакащи покани: { $count }
referrals-title = <b>🔎 Покани, които чакат вашето решение</b>
referrals-none = Няма чакащи покани.
referrals-line = { $number }. Кой покани: <b>{ $inviter }</b>, кой дойде: <b>{ $friend }</b>, покупка { $date }, { $money }. Приятелите този месец са повече, отколкото правилото плаща.
referrals-line-frozen = { $number }. Кой покани: <b>{ $inviter }</b>, кой дойде: <b>{ $friend }</b>, покупка { $date }, { $money }. Картата ({ $inviter }) е спряна.
referrals-button-pay = ✅ Плати { $number }
referrals-button-refuse = ✖ Откажи { $number }
referrals-paid = Начислено и на двамата.
referrals-not-paid = Не е платено.
