# О чём участнику напоминают и что он выбирает.
topics-title =
    <b>🔔 Уведомления</b>
    Нажмите то, о чём вам напоминать; больше одного напоминания в день не будет. Обо всём, что меняет ваши { POINTS() }, мы сообщаем всегда.
topics-offers = Предложения приходят, потому что вы согласились на новости и предложения; отозвать согласие можно в настройках.
topics-offers-without = Предложения приходят, только если согласиться на новости и предложения в настройках.
topics-on = Будем напоминать.
topics-off = Об этом больше не напомним.
topic-button-expiry = Сгорающие { POINTS() }
topic-button-birthday = Мой день рождения
topic-button-tier = Мой уровень
topic-button-stamps = Штампы
topic-button-coupons = Истекающие купоны
topic-button-certificates = Истекающие сертификаты
topic-button-offers = Предложения

birthday-gift-today = 🎂 <b>{ $name }, с днём рождения!</b>
birthday-gift-soon = 🎁 <b>{ $name }, скоро ваш день рождения, а подарок уже здесь.</b>
birthday-gift-late = 🎁 <b>{ $name }, с прошедшим днём рождения!</b>
birthday-gift-points = { $points ->
    [0] Наш подарок — среди ваших купонов.
   *[other] Наш подарок: <b>+{ POINTS($points) }</b>
}
history-kind-birthday = День рождения

reminder-button-no-more = 🔕 Не напоминать об этом
reminder-expiry = ⌛ { $points ->
    [one] <b>{ POINTS($points) }</b> сгорит { $date } в конце дня.
   *[other] <b>{ POINTS($points) }</b> сгорят до { $date }, к концу дня.
}
reminder-expiry-first = Первые из них — { $date }
reminder-expiry-what = Успейте ими заплатить: покажите карту на кассе.
reminder-birthday = 🎂 <b>{ $name }, с днём рождения!</b> Пусть новый год жизни будет удачным.
reminder-birthday-offer = Предложение ко дню рождения действует по { $date } включительно.
reminder-tier = 🏅 После { $date } мы пересмотрим ваш уровень <b>{ QUOTE($tier) }</b>. Чтобы сохранить его, нужно: { $missing }.
reminder-tier-spend = покупки ещё на { $money }
reminder-coupons = 🎟 Купон <b>{ QUOTE($title) }</b> действует только по { $date } включительно.
reminder-certificates = 🎁 На вашем подарочном сертификате <b>{ $money }</b>, он действует только по { $date }.
reminder-stamps = 🔖 Не хватает одного штампа: у вас { $have } из { $need }. Следующий заполнит карту!
reminder-stamps-reward = За полную карту: <b>{ $title }</b>
reminder-inactive = 👋 Давно вас не видели. Заходите, будем рады!
reminder-inactive-coupon = 🎟 Вас ждёт купон: <b>{ $title }</b>

# Форма владельца.
programme-button-reminders = 🔔 Напоминания
programme-reminders = Напоминания
programme-reminders-title =
    🔔 <b>Напоминания</b>
    Каждому участнику приходит не больше одного напоминания в день, сначала самое важное; любую тему участник может отключить.
reminder-line = { $mark } <b>{ $topic }</b>: { $when }, с { $hour }
reminder-when-expiry = за 30, 7 и 1 день
reminder-when-birthday = в сам день
reminder-when-tier = заранее
reminder-when-coupons = за { $days }
reminder-when-certificates = за { $days }
reminder-when-stamps = через { $days } после визита
reminder-when-inactive = через 30, 60 и 90 дней
form-expect-hour = Напишите час, например 10 или 10:00.
field-reminders-quiet = Тихие часы
field-reminders-expiry = Сгорающие { POINTS() }
field-reminders-expiry-hour = Не раньше
field-reminders-birthday = Поздравление
field-reminders-birthday-hour = Не раньше
field-reminders-tier = Уровень под угрозой
field-reminders-tier-hour = Не раньше
field-reminders-coupons = Истекающие купоны
field-reminders-coupons-hour = Не раньше
field-reminders-coupon-days = До конца купона
field-reminders-certificates = Истекающие сертификаты
field-reminders-certificates-hour = Не раньше
field-reminders-certificate-days = До конца сертификата
field-reminders-stamps = Не хватает штампа
field-reminders-stamps-hour = Не раньше
field-reminders-stamp-days = После визита
field-reminders-inactive = Кто давно не был
field-reminders-inactive-hour = Не раньше
field-reminders-inactive-coupon = Купон, чтобы вернуть
hint-reminders-quiet = В эти часы никого не беспокоим: напоминания, рассылки и СМС ждут их конца.
hint-reminders-birthday = О подарке или скидке узнают только согласившиеся на новости и предложения.
hint-reminders-birthday-hour = С этого часа приходит и подарок на день рождения.
hint-reminders-inactive = Только тем, кто согласился на новости и предложения.
hint-reminders-stamp-days = Столько дней после последней покупки.
none-reminders-quiet = нет
none-reminders-inactive-coupon = нет
