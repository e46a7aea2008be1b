# Что читает участник.
join-welcome = 👋 { $name }, здравствуйте! Это карта лояльности «<b>{ $shop }</b>».
join-now-points = 🎁 { $points ->
    [one] <b>{ $points } балл</b> ваш сразу.
    [few] <b>{ $points } балла</b> ваши сразу.
   *[other] <b>{ $points } баллов</b> ваши сразу.
}
join-now-coupon = 🎟 Сразу ваше: <b>{ $title }</b>.
join-next-cashback = 💰 { $percent } с каждой покупки возвращается
join-next-grows = 🏷 Скидка, которая растёт с покупками, до { $percent }
join-next-birthday = 🎂 { $points ->
    [one] { $points } балл ко дню рождения
    [few] { $points } балла ко дню рождения
   *[other] { $points } баллов ко дню рождения
}
join-agree = Получая карту, вы соглашаетесь на <a href="{ $processing }">обработку нужных для неё данных</a>. <a href="{ $advertising }">Новости и предложения</a> приходят, только если их отметить.
join-button-take = 💳 Получить карту
join-thanks = Спасибо! Остался один шаг.
join-contact =
    📱 Поделитесь номером телефона? С ним баллы не пропадут вместе с телефоном.

    Можно и без него.
join-contact-again = Нажмите одну из двух кнопок внизу 👇
join-button-share = 📱 Поделиться номером
join-button-without = Продолжить без номера
join-done = 🎉 { $name }, добро пожаловать! { $points ->
    [0] Вот ваша карта.
    [one] Дарим вам <b>{ $points } балл</b> для начала. Вот ваша карта.
    [few] Дарим вам <b>{ $points } балла</b> для начала. Вот ваша карта.
   *[other] Дарим вам <b>{ $points } баллов</b> для начала. Вот ваша карта.
}
join-already = У вас уже есть карта. Вот она:
join-link-dead = По этой ссылке карты больше нет.

consent-button-processing = Обработка данных (нужна)
consent-button-advertising = Новости и предложения
consent-button-processing-text = 📄 О данных
consent-button-advertising-text = 📄 О новостях
consent-processing =
    <b>Согласие на обработку данных</b>

    «{ $shop }» хранит ваше имя в Telegram, номер телефона, если вы им поделитесь, и покупки с этой картой. Они нужны, чтобы считать баллы и показывать их вам и сотрудникам, и больше ни для чего. Никому другому их не передают.

    Вы в любой момент можете спросить у сотрудников, что хранится, и попросить удалить это вместе с картой.
consent-advertising =
    <b>Согласие на новости и предложения</b>

    «{ $shop }» сможет писать вам сюда об акциях и подарках. Карта работает и без этого.

    Отозвать согласие можно в настройках в любой момент.

card-hello = { $name }, здравствуйте! Ваша карта здесь 👇
card-title = <b>{ $name }</b>
card-points = ⭐ <b>{ $points ->
    [one] { $shown } балл
    [few] { $shown } балла
   *[other] { $shown } баллов
}</b>
card-worth = 💰 На кассе это { $money }.
card-held = ⏸ { $points ->
    [one] { $points } балл ждёт вашего подтверждения
    [few] { $points } балла ждут вашего подтверждения
   *[other] { $points } баллов ждут вашего подтверждения
}
card-pending = ⏳ { $points ->
    [one] Ещё { $points } балл станет доступен { $date }
    [few] Ещё { $points } балла, первые станут доступны { $date }
   *[other] Ещё { $points } баллов, первые станут доступны { $date }
}
card-debt = ⚠️ { $points ->
    [one] После возврата не хватает { $points } балла. Новые баллы сначала его покроют.
   *[other] После возврата не хватает { $points } баллов. Новые баллы сначала их покроют.
}
card-expiring = { $points ->
    [one] ⌛ { $points } балл действует по { $date } включительно
    [few] ⌛ { $points } балла действуют по { $date } включительно
   *[other] ⌛ { $points } баллов действуют по { $date } включительно
}
card-digits =
    Покажите код на кассе или назовите цифры:
    <code>{ $digits }</code>
card-button-app = ⏱ Оплатить
card-button-wallet = 👛 Wallet
card-button-more = ⋯ Ещё
wallet-which = 👛 Какой у вас телефон?
wallet-button-apple = 🍏 iPhone
wallet-button-google = 🤖 Android
wallet-remembered = 👛 Запомнили. Теперь кнопка под картой ведёт прямо туда.
wallet-button-other = 📱 Другой телефон
card-button-apple = 🍏 Добавить в Apple Wallet
card-button-google = 👛 Добавить в Google Кошелек
card-button-file = 📎 Прислать карту файлом
card-button-copy = 📋 { $digits }
card-button-history = 🕘 История
card-button-schedule = ⏳ Сроки
card-button-settings = ⚙️ Настройки
card-file = Откройте этот файл на айфоне, чтобы добавить карту в Wallet.

schedule-title = <b>⏳ Что и когда</b>
schedule-activates = Станут доступны:
schedule-expires = Сгорят в конце дня:
schedule-line = • { $date }: { $points ->
    [one] { $points } балл
    [few] { $points } балла
   *[other] { $points } баллов
}
schedule-nothing = Ничего не ожидается и ничего не сгорает.

history-title =
    <b>🕘 История</b>
    Нажмите кнопку, чтобы узнать почему.
history-empty = Здесь пока пусто. Покажите карту при следующей покупке!
history-button-older = Раньше ›
history-button-newest = « Новые
history-kind-purchase = Покупка
history-kind-purchase-back = Покупка (возвращена)
history-kind-refund = Возврат
history-kind-undo = Отмена
history-kind-joined = Вступление
history-kind-welcome = Подарок
history-kind-expiry = Сгорели
history-kind-activation = Доступны
history-kind-hold = Отложены
history-kind-release = Свободны
history-kind-adjustment = Поправка

why-title = <b>{ $what }: { $points }</b>
why-title-plain = <b>{ $what }</b>
why-place = { $moment } · { $outlet }
why-number = Чек { $number }
why-gross = Сумма: { $money }
why-redeemed = { $points ->
    [one] Оплачено { $points } баллом: { $value }
   *[other] Оплачено { $points } баллами: { $value }
}
why-payable = Оплачено деньгами: { $money }
why-steps = Как получились баллы:
why-rate = • { $base } × { $points ->
    [one] { $points } балл
    [few] { $points } балла
   *[other] { $points } баллов
} за { $per }: { $result }
why-boost = • акция { $factor }: { $result }
why-bonus = • подарок: { $result }
why-adjustment = • вручную: { $result }
why-carry = • осталось с прошлого раза: { $result }
why-debt = • ушло на недостающее: { $result }
why-remainder = • осталось на следующий раз: { $result }
why-coupon = 🎟 Купон для вас: { $name }
why-free = 🎁 Бесплатно: { $what }
why-bonus-named = • { $name }: { $result }
why-active-from = Доступны с { $date }
why-expires = Действуют по { $date } включительно
why-reversed = ↩ Эту покупку вернули.

settings-title =
    <b>⚙️ Настройки</b>
    Язык и то, на что вы согласны.
settings-language = Выберите язык:
settings-language-set = Теперь я говорю по-русски.

confirm-thanks = Спасибо!
confirm-waits = ⏳ Спасибо. Кассир, который спрашивал, здесь больше не работает, поэтому покупку завершит менеджер. Мы сообщим; до тех пор баллы отложены.
confirm-done = ✅ { $points ->
    [one] Подтверждено: { $points } балл
    [few] Подтверждено: { $points } балла
   *[other] Подтверждено: { $points } баллов
}
confirm-declined = Отклонено. Баллы остались у вас.
join-moved = 🎉 { $name }, с возвращением! Этот номер нам знаком: ваша карта и баллы переехали сюда.

card-button-contacts = 📍 Контакты
contacts-title = <b>📍 Где нас найти</b>
contacts-outlet = <b>{ $name }</b>
contacts-address = 📌 { $value }
contacts-hours = 🕘 { $value }
contacts-phone = ☎️ { $value }
contacts-write = ✉️ Есть вопрос? Напишите нам: { $contact }
contacts-button-map = 🗺 { $name }
contacts-button-write = ✉️ Написать нам
