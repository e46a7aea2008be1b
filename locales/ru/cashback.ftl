# Что говорится вместо обычных слов, если программа показывает баллы деньгами: `cashback-` и ключ обычных слов.

# --- участники ---
cashback-help-member = Я храню ваш кэшбэк. Нажмите <b>💳 Моя карта</b> и покажите код на кассе.
cashback-join-now-points = 🎁 <b>{ $points }</b> кэшбэка ваши сразу.
cashback-join-next-birthday = 🎂 { $points } ко дню рождения
cashback-poster-now-points = { $points } кэшбэка сразу
cashback-join-contact =
    📱 Поделитесь номером телефона? С ним кэшбэк не пропадёт вместе с телефоном.

    Можно и без него.
cashback-join-done = 🎉 { $name }, добро пожаловать! { $units ->
    [0] Вот ваша карта.
   *[other] Дарим вам <b>{ $points }</b> кэшбэка для начала. Вот ваша карта.
}
cashback-join-moved = 🎉 { $name }, с возвращением! Этот номер нам знаком: ваша карта и кэшбэк переехали сюда.
cashback-card-points = 💰 <b>{ $points }</b> кэшбэка
cashback-card-held = ⏸ { $points } ждут вашего подтверждения
cashback-card-pending = ⏳ Ещё { $points } станут доступны с { $date }
cashback-card-debt = ⚠️ После возврата не хватает { $points }. Новый кэшбэк сначала это покроет.
cashback-card-expiring = ⌛ { $points } действуют по { $date } включительно
cashback-schedule-line = • { $date }: { $points }
cashback-why-redeemed = Оплачено кэшбэком: { $value }
cashback-why-steps = Как получился кэшбэк:
cashback-why-rate = • { $base } × { $points } за { $per }: { $result }
cashback-confirm-done = ✅ Подтверждено: { $points } кэшбэка
cashback-confirm-declined = Отклонено. Кэшбэк остался у вас.
cashback-offers-stopped = 🔕 Предложений больше не будет. Кэшбэк и чеки приходят как раньше. Передумаете: Моя карта → Настройки → Новости и предложения.
cashback-invite-friend-gets = 🎁 Другу — <b>{ $points }</b>.
cashback-invite-you-get = 💰 Вам — <b>{ $points }</b>.
cashback-invite-gift = 🎁 <b>{ $points }</b> кэшбэка станут вашими,
cashback-invite-picture-points = { $points }
cashback-invite-points = 💰 Это принесло вам { $points }
cashback-notice-referral-joined = 🤝 <b>{ $name }</b> теперь с нами по вашему приглашению. Кэшбэк придёт с первой покупкой.
cashback-notice-referral-paid-inviter = 🤝 <b>{ $name }</b>: первая покупка сделана. <b>+{ $points }</b> за приглашение.
cashback-notice-referral-paid-friend = 🎁 <b>+{ $points }</b>
cashback-notice-referral-voided-inviter = ↩ <b>{ $name }</b>: первая покупка возвращена, поэтому { $points } за приглашение сняты.
cashback-notice-referral-voided-friend = ↩ Вместе с возвращённой покупкой снято { $points } за приглашение.
cashback-moved-expiry = ⌛ <b>Сгорело { $points } кэшбэка</b>
cashback-moved-activation = ✨ <b>Теперь доступно { $points } кэшбэка</b>
cashback-moved-adjustment = ✏️ <b>Вам начислено { $points } кэшбэка</b>
cashback-moved-adjustment-taken = ✏️ <b>Списано { $points } кэшбэка</b>
cashback-moved-earned = { $units ->
    [0] Сумма зачтётся в следующий кэшбэк.
   *[other] Кэшбэк: <b>+{ $points }</b>
}
cashback-moved-now = теперь { $points }
cashback-moved-redeemed = Оплачено кэшбэком: { $points }
cashback-moved-balance = У вас 💰 <b>{ $points }</b>
cashback-moved-pending = и ещё { $points } позже
cashback-confirm-ask =
    🔔 <b>{ $outlet }</b> спрашивает: оплатить <b>{ $points }</b> кэшбэком?
    Вы заплатите <b>{ $money }</b>.
    { $seconds ->
        [60] Ответьте, пожалуйста, в течение минуты.
        [one] Ответьте, пожалуйста, за { $seconds } секунду.
        [few] Ответьте, пожалуйста, за { $seconds } секунды.
       *[other] Ответьте, пожалуйста, за { $seconds } секунд.
    }
cashback-confirm-button-yes = ✅ Да, оплатить { $points }
cashback-confirm-cancelled = Кассир отменил списание. Ваши { $points } остались у вас.
cashback-confirm-late = ⌛ Время вышло. Ваши { $points } остались у вас.
cashback-birthday-gift-points = { $units ->
    [0] Наш подарок — среди ваших купонов.
   *[other] Наш подарок: <b>+{ $points }</b> кэшбэка
}
cashback-reminder-expiry = ⌛ <b>{ $points }</b> кэшбэка сгорят до { $date }, к концу дня.
cashback-reminder-expiry-what = Потратьте их раньше: покажите карту на кассе.
cashback-topics-title =
    <b>🔔 Уведомления</b>
    Нажмите то, о чём вам напоминать; больше одного напоминания в день не будет. Об изменениях кэшбэка мы сообщаем всегда.
cashback-topic-button-expiry = Сгорающий кэшбэк
cashback-rewards-none = Пока пусто: в этой программе только кэшбэк, он на карте.
cashback-rewards-points = ещё { $count } кэшбэка
cashback-coupon-points = +{ $points } кэшбэка

# --- касса ---
cashback-sale-points = 💰 { $points }
cashback-sale-proven = 🔐 Отсканирован меняющийся код: кэшбэк спишется сразу.
cashback-sale-held = ⏸ Отложено { $points } до { $moment }: { $name } ({ $outlet }) ждёт ответа гостя
cashback-sale-debt = ⚠️ После возврата не хватает { $points }: тратить пока нельзя
cashback-sale-would-earn = { $units ->
    [0] На эту сумму кэшбэка ещё нет, но она зачтётся.
   *[other] Кэшбэк: { $points }.
}
cashback-sale-may-redeem = Кэшбэком можно оплатить до { $points }.
cashback-sale-no-redeem = Кэшбэк сейчас не списать: { $reason }.
cashback-sale-reason-points-in-debt = не хватает после возврата
cashback-sale-button-earn = { $units ->
    [0] ✅ Взять { $money }
   *[other] ✅ +{ $points }, взять { $money }
}
cashback-sale-button-redeem = 💰 −{ $points }, взять { $money }
cashback-sale-button-other = ✏️ Другая сумма кэшбэка
cashback-sale-ask-points = Сколько кэшбэка? Не больше { $points }. Наберите сумму.
cashback-hold-waiting =
    ⏳ { $name } подтверждает списание: <b>{ $points }</b> кэшбэка, потом возьмите <b>{ $money }</b>.
    { $seconds ->
        [60] На ответ одна минута.
        [one] На ответ { $seconds } секунда.
        [few] На ответ { $seconds } секунды.
       *[other] На ответ { $seconds } секунд.
    }
cashback-hold-unreachable = ⚠️ { $name } не на связи в Telegram, а { $points } может подтвердить только гость. Попросите открыть бота или показать меняющийся код; или отмените и продайте без кэшбэка.
cashback-hold-cancelled = Отменено, кэшбэк снова свободен.
cashback-notice-orphaned = ❗ <b>{ $name }</b>: покупка подтверждена, но кассир { $cashier } ({ $outlet }) здесь больше не работает. Кэшбэком оплачивается { $points }, взять ещё { $money }. Завершите продажу или отмените её и освободите кэшбэк; { $moment } он освободится сам.
cashback-confirm-waits = ⏳ Спасибо. Кассир, который спрашивал, здесь больше не работает, поэтому покупку завершит менеджер. Мы сообщим; до тех пор кэшбэк отложен.
cashback-hold-freed = ✋ { $name } освобождает этот кэшбэк на другой кассе: { $points }.
cashback-hold-declined = ✖ { $name }: отказ. { $points } снова свободны.
cashback-hold-expired = ⌛ { $name }: нет ответа, время вышло. { $points } снова свободны.
cashback-sold-redeemed = 💰 Кэшбэк оплатил { $value } из { $gross }
cashback-sold-earned = { $units ->
    [0] На карте: { $balance }
   *[other] +{ $points } кэшбэка, на карте: { $balance }
}
cashback-sold-pending = Из них { $points } станут доступны позже
cashback-receipt-redeemed = 💰 Списано { $points } кэшбэка
cashback-return-restored = 💰 Назад на карту: { $points }
cashback-return-taken = ➖ С карты: { $points }
cashback-return-debt = ⚠️ Из них { $points } на карте не хватает, их покроет новый кэшбэк
cashback-returned-balance = На карте { $points }
cashback-refusal-insufficient-points = { $units ->
    [0] На эту покупку кэшбэк потратить нельзя. Продайте без него.
   *[other] На эту покупку можно потратить не больше { $available } кэшбэка.
}
cashback-refusal-redeem-not-possible = В этой программе кэшбэком не платят. Продайте без него.
cashback-refusal-below-minimum-order = Кэшбэком можно платить от { $minimum }. В этот раз продайте без него.
cashback-refusal-points-in-debt = После возврата на карте не хватает { $debt }. Новый кэшбэк сначала это покроет.
cashback-refusal-hold-expired = Время вышло, кэшбэк снова свободен. Начните продажу заново.

# --- менеджеры и владельцы ---
cashback-customer-held = ⏸ { $points } отложены для открытого чека
cashback-customer-pending = ⏳ Ещё { $points } пока не активны
cashback-customer-debt = ⚠️ После возврата не хватает { $points }
cashback-customer-button-points = ✏️ Кэшбэк
cashback-customer-ask-points = ✏️ <b>Сколько кэшбэка? Покупатель: { $name }.</b> Напишите 50, чтобы начислить, или −50, чтобы списать.
cashback-customer-points-again = Напишите сумму, например 50 или −50.
cashback-customer-ask-reason = { $name }: ➕ { $points }. <b>За что?</b> Покупатель это прочтёт.
cashback-customer-ask-reason-taken = { $name }: ➖ { $points }. <b>Почему?</b> Покупатель это прочтёт.
cashback-customer-ask-give = { $name }: начислить <b>{ $points }</b>? Причина: { $reason }
cashback-customer-ask-take = { $name }: списать <b>{ $points }</b>? Причина: { $reason }
cashback-refusal-adjustment-too-large = { $units ->
    [0] У этого покупателя нет кэшбэка, который можно списать.
   *[other] У этого покупателя только { $available }. Спишите не больше.
}
cashback-refusal-adjustment-limit-reached = Вручную можно изменить { $limit } в день, это было бы больше. Владелец может поменять это в правилах.
cashback-today-issued = ➕ Начислено кэшбэка: { $points }
cashback-today-redeemed = ➖ Списано кэшбэка: { $points }
cashback-today-liability = ⚖️ Всего кэшбэка у участников: { $points }
