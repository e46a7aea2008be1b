# Рассылки: как владелец их составляет, и кнопка, которую видят все.
owner-button-broadcasts = 📣 Рассылки

broadcasts-title =
    📣 <b>Рассылки</b>
    Сообщение всем, кто согласился на предложения, или некоторым из них.
broadcasts-button-new = ➕ Новая рассылка
broadcasts-button-one = { $mark } { $day } · { $text }
broadcasts-photo-only = фото

broadcast-ask-text =
    ✏️ <b>Что им написать?</b> Пришлите текст таким, каким он должен быть: жирный, курсив и ссылки сохранятся.
    Можно прислать фото с подписью.
broadcast-ask-photo = 🖼 Пришлите фото. Текст останется прежним.
broadcast-ask-link =
    🔗 Пришлите две строки: что написано на кнопке и ниже, куда она ведёт. Например:

    Наше меню
    https://example.com/menu
broadcast-ask-audience = 👥 <b>Кому отправить?</b> Что бы вы ни выбрали, сообщение получат только те, кто согласился на предложения.
broadcast-ask-coupon = 🎁 <b>Какой купон приложить?</b> Каждый получит свой.
broadcast-ask-moment =
    🕘 <b>Когда отправить?</b> Напишите день и время, например <b>{ $example }</b>.
    Ваш часовой пояс: { $zone }.

broadcast-draft = 📣 <b>Черновик</b>
broadcast-line-text = ✏️ { $text }
broadcast-line-photo = 🖼 С фотографией
broadcast-line-link = 🔗 { $label } → { $link }
broadcast-line-coupon = 🎁 С купоном: { $title }
broadcast-line-audience = 👥 { $who }
broadcast-line-reach = { $count ->
    [0] ⚠️ Среди них нет никого, кто на связи и согласился на предложения.
    [one] 📬 Сейчас его получит <b>{ $count } человек</b>.
    [few] 📬 Сейчас его получат <b>{ $count } человека</b>.
   *[other] 📬 Сейчас его получат <b>{ $count } человек</b>.
}

broadcast-who-all = Все
broadcast-who-tier = Уровень: { $name }
broadcast-who-inactive = { $days ->
    [one] Не были { $days } день
    [few] Не были { $days } дня
   *[other] Не были { $days } дней
}
broadcast-who-birthday = День рождения в этом месяце
broadcast-who-coupon = Есть купон: { $name }
broadcast-who-gone = Никто: программа изменилась

broadcast-button-text = ✏️ Текст
broadcast-button-photo = 🖼 Фото
broadcast-button-no-photo = 🖼 Без фото
broadcast-button-link = 🔗 Кнопка
broadcast-button-no-link = 🔗 Без кнопки
broadcast-button-coupon = 🎁 Купон
broadcast-button-no-coupon = 🎁 Без купона
broadcast-button-audience = 👥 Кому
broadcast-button-preview = 👁 Посмотреть
broadcast-button-send = 📨 Отправить
broadcast-button-later = 🕘 Позже
broadcast-button-delete = 🗑 Удалить
broadcast-button-delete-yes = Да, удалить
broadcast-ask-delete = 🗑 Удалить этот черновик? Его никто не получил.
broadcast-deleted = Удалено.
broadcast-ask-send = 📨 { $count ->
    [one] Отправить <b>{ $count } человеку</b> прямо сейчас?
   *[other] Отправить <b>{ $count } людям</b> прямо сейчас?
}
broadcast-ask-send-quiet = 🌙 <b>Сейчас { $clock }, тихие часы.</b> Никого не разбудим: рассылка уйдёт в <b>{ $until }</b>. { $count ->
    [one] На сегодня получателей: { $count }.
   *[other] На сегодня получателей: { $count }.
}
broadcast-button-send-quiet = ⏳ Да, отправить в { $until }
broadcast-button-send-yes = 📨 Да, отправить: { $count }
broadcast-ask-plan = 🕘 Отправится <b>{ $moment }</b> ({ $zone }). { $count ->
    [one] На сегодня получателей: { $count }.
   *[other] На сегодня получателей: { $count }.
}
broadcast-ask-plan-quiet = 🌙 Это время попадает в тихие часы. Рассылка уйдёт, когда они кончатся: <b>{ $moment }</b> ({ $zone }). { $count ->
    [one] На сегодня получателей: { $count }.
   *[other] На сегодня получателей: { $count }.
}
broadcast-button-plan-yes = 🕘 Да, запланировать
broadcast-button-change = ✏️ Изменить
broadcast-button-pause = ⏸ Пауза
broadcast-button-resume = ▶️ Продолжить
broadcast-button-cancel = ✖ Больше никому не слать
broadcast-button-unplan = ✖ Не отправлять
broadcast-button-coupon-open = 🎁 Мой купон

broadcast-word-today = сегодня
broadcast-word-tomorrow = завтра

broadcast-late = 🕘 Рассылка должна была уйти { $moment }, но Tessera тогда не работала. Отправить её сейчас?
broadcast-button-look = Посмотреть

broadcast-state-planned = 🕘 <b>Запланировано</b> на { $moment }
broadcast-state-waiting = ⏳ <b>Ждёт до { $until }</b>: сейчас тихие часы, никого не беспокоим.
broadcast-state-sending = 📨 <b>Отправляется…</b>
broadcast-state-paused = ⏸ <b>На паузе</b>
broadcast-state-cancelled = ✖ <b>Отменено</b>, { $moment }
broadcast-state-done = ✅ <b>Отправлено</b>, { $moment }
broadcast-progress = { $bar } { $percent } · { $done } из { $total }
broadcast-figure-sent = ✅ Отправлено: { $count }
broadcast-figure-waiting = ⏳ Осталось: { $count }
broadcast-figure-left = ⏳ Не отправлено: { $count }
broadcast-figure-blocked = 🚫 Заблокировали бота: { $count }
broadcast-figure-refused = ⚠️ Telegram не принял: { $count }
broadcast-figure-skipped = 🔕 Уже не хотят предложений: { $count }
broadcast-figure-unknown = ❔ Под вопросом, повторно не шлём: { $count }
broadcast-figure-coupons = 🎁 Купонов использовано: { $count }

offers-button-stop = 🔕 Без предложений
offers-stopped = 🔕 Предложений больше не будет. { POINTS(start: 1) } и чеки приходят как раньше. Передумаете: Моя карта → Настройки → Новости и предложения.

refusal-broadcast-unknown = Этой рассылки больше нет. Откройте список рассылок или начните новую.
refusal-broadcast-closed = Эта рассылка запланирована, отправляется или завершена, изменить её нельзя. Начните новую.
refusal-message-unusable = В рассылке может быть только текст или фото. Пришлите что-то из этого.
refusal-label-unreadable = Для кнопки нужны две строки: сначала надпись, не больше 40 знаков, а под ней ссылка.
refusal-link-unusable = Эта ссылка не сработает. Она должна начинаться с https:// и вести на сайт, например https://example.com
refusal-nobody-to-reach = Среди этих людей нет никого, кто на связи и согласился на предложения. Выберите других: «Кому».
refusal-moment-unreadable = Не могу прочитать день и время. Напишите, например, 24.12 18:30 или завтра 10:00.
refusal-moment-passed = Это время уже прошло. Напишите более позднее или отправьте сейчас.
refusal-moment-too-far = { $days ->
    [one] Это слишком далеко: не больше { $days } дня. Напишите день поближе.
   *[other] Это слишком далеко: не больше { $days } дней. Напишите день поближе.
}
refusal-moment-skipped = В эту ночь часы переводят вперёд, и такого времени нет. Напишите на час раньше или позже.
