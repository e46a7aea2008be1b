# За какво напомняме на участника и какво избира той.
topics-title =
    <b>🔔 Известия</b>
    Натиснете за какво да ви напомняме; на ден идва най-много едно напомняне. За всичко, което променя вашите { POINTS() }, ви съобщаваме винаги.
topics-offers = Офертите идват, защото сте съгласни да ги получавате; може да оттеглите съгласието в настройките.
topics-offers-without = Офертите идват само ако се съгласите с новини и оферти в настройките.
topics-on = Ще ви напомняме.
topics-off = Повече няма да ви напомняме за това.
topic-button-expiry = { POINTS(start: 1) }, които изтичат
topic-button-birthday = Рожденият ми ден
topic-button-tier = Моето ниво
topic-button-stamps = Печати
topic-button-coupons = Купони, които изтичат
topic-button-certificates = Ваучери, които изтичат
topic-button-offers = Оферти

birthday-gift-today = 🎂 <b>{ $name }, честит рожден ден!</b>
birthday-gift-soon = 🎁 <b>{ $name }, рожденият ви ден наближава, а подаръкът вече е тук.</b>
birthday-gift-late = 🎁 <b>{ $name }, макар и със закъснение – честит рожден ден!</b>
birthday-gift-points = { $points ->
    [0] Подаръкът ни е сред вашите купони.
   *[other] Нашият подарък: <b>+{ POINTS($points) }</b>
}
history-kind-birthday = Рожден ден

reminder-button-no-more = 🔕 Не ми напомняй за това
reminder-expiry = ⌛ { $points ->
    [one] <b>{ POINTS($points) }</b> изтича на { $date } в края на деня.
   *[other] <b>{ POINTS($points) }</b> изтичат до { $date }, в края на деня.
}
reminder-expiry-first = Първите от тях – на { $date }
reminder-expiry-what = Платете с тях преди това: покажете картата на касата.
reminder-birthday = 🎂 <b>{ $name }, честит рожден ден!</b> Бъдете здрави и щастливи!
reminder-birthday-offer = Офертата за рождения ви ден важи до { $date } включително.
reminder-tier = 🏅 След { $date } преглеждаме нивото ви <b>{ QUOTE($tier) }</b>. За да го запазите, трябват: { $missing }.
reminder-tier-spend = покупки за още { $money }
reminder-coupons = 🎟 Купонът <b>{ QUOTE($title) }</b> важи само до { $date } включително.
reminder-certificates = 🎁 Във вашия подаръчен ваучер има <b>{ $money }</b>, той важи само до { $date } включително.
reminder-stamps = 🔖 Липсва един печат: имате { $have } от { $need }. Следващият пълни картата!
reminder-stamps-reward = За пълната карта: <b>{ $title }</b>
reminder-inactive = 👋 Отдавна не сме ви виждали. Заповядайте, ще се радваме!
reminder-inactive-coupon = 🎟 Чака ви купон: <b>{ $title }</b>

# Формата на собственика.
programme-button-reminders = 🔔 Напомняния
programme-reminders = Напомняния
programme-reminders-title =
    🔔 <b>Напомняния</b>
    Всеки член получава най-много едно напомняне на ден, първо най-важното; всяка тема може да се изключи.
reminder-line = { $mark } <b>{ $topic }</b>: { $when }, от { $hour }
reminder-when-expiry = 30, 7 и 1 ден преди това
reminder-when-birthday = в самия ден
reminder-when-tier = предварително
reminder-when-coupons = { $days } преди това
reminder-when-certificates = { $days } преди това
reminder-when-stamps = { $days } след посещението
reminder-when-inactive = след 30, 60 и 90 дни
form-expect-hour = Напишете час, например 10 или 10:00.
field-reminders-quiet = Тихи часове
field-reminders-expiry = { POINTS(start: 1) }, които изтичат
field-reminders-expiry-hour = Не по-рано от
field-reminders-birthday = Поздрав за рожден ден
field-reminders-birthday-hour = Не по-рано от
field-reminders-tier = Нивото може да падне
field-reminders-tier-hour = Не по-рано от
field-reminders-coupons = Купони, които изтичат
field-reminders-coupons-hour = Не по-рано от
field-reminders-coupon-days = Преди края на купона
field-reminders-certificates = Ваучери, които изтичат
field-reminders-certificates-hour = За ваучерите от
field-reminders-certificate-days = Преди края на ваучера
field-reminders-stamps = Липсва един печат
field-reminders-stamps-hour = Не по-рано от
field-reminders-stamp-days = След посещението
field-reminders-inactive = Отдавна не са идвали
field-reminders-inactive-hour = Не по-рано от
field-reminders-inactive-coupon = Купон за връщане
hint-reminders-quiet = В тези часове не безпокоим никого: напомняния, съобщения и SMS чакат края им.
hint-reminders-birthday = За офертата научават само съгласните с новини и оферти.
hint-reminders-birthday-hour = От този час идва и подаръкът за рождения ден.
hint-reminders-inactive = Само на съгласните с новини и оферти.
hint-reminders-stamp-days = Толкова дни след последната покупка.
none-reminders-quiet = няма
none-reminders-inactive-coupon = няма
