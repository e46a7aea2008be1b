# Что говорится вместо обычных слов, если программа показывает баллы деньгами: `cashback-` и ключ обычных слов.

# --- участники ---
cashback-help-member = Я храню ваш кешбэк. Нажмите <b>💳 Моя карта</b> и покажите код на кассе.
cashback-join-now-points = 🎁 <b>{ $points }</b> кешбэка ваши сразу.
cashback-join-next-birthday = 🎂 { $points } ко дню рождения
cashback-poster-now-points = { $points } кешбэка сразу
cashback-join-contact =
    📱 Поделитесь номером? Тогда кешбэк не пропадёт, даже если телефон потеряется.

    Можно и без него.
cashback-join-done = 🎉 { $name }, добро пожаловать! { $units ->
    [0] Вот ваша карта.
   *[other] Дарим вам <b>{ $points }</b> кешбэка для начала. Вот ваша карта.
}
cashback-join-moved = 🎉 { $name }, с возвращением! Этот номер нам знаком: ваша карта и кешбэк переехали сюда.
cashback-card-points = 💰 <b>{ $points }</b> кешбэка
cashback-card-held = ⏸ { $points } ждут вашего подтверждения
cashback-card-pending = ⏳ Ещё { $points } станут доступны с { $date }
cashback-card-debt = ⚠️ После возврата не хватает { $points }. Новый кешбэк сначала это покроет.
cashback-card-expiring = ⌛ { $points } действуют по { $date } включительно
cashback-schedule-line = • { $date }: { $points }
cashback-why-redeemed = Оплачено кешбэком: { $value }
cashback-why-steps = Как получился кешбэк:
cashback-why-rate = • { $base } × { $points } за { $per }: { $result }
cashback-confirm-done = ✅ Подтверждено: { $points } кешбэка
cashback-confirm-declined = Отклонено. Кешбэк остался у вас.
cashback-offers-stopped = 🔕 Предложений больше не будет. Кешбэк и чеки приходят как раньше. Передумаете: Моя карта → Настройки → Новости и предложения.
cashback-invite-friend-gets = 🎁 Другу — <b>{ $points }</b>.
cashback-invite-you-get = 💰 Вам — <b>{ $points }</b>.
cashback-invite-gift = 🎁 <b>{ $points }</b> кешбэка станут вашими,
cashback-invite-picture-points = { $points }
cashback-invite-points = 💰 Это принесло вам { $points }
cashback-notice-referral-joined = 🤝 <b>{ $name }</b> теперь с нами по вашему приглашению. Кешбэк придёт с первой покупкой.
cashback-notice-referral-paid-inviter = 🤝 <b>{ $name }</b>: первая покупка сделана. <b>+{ $points }</b> за приглашение.
cashback-notice-referral-paid-friend = 🎁 <b>+{ $points }</b>
cashback-notice-referral-voided-inviter = ↩ <b>{ $name }</b>: первая покупка возвращена, поэтому { $points } за приглашение сняты.
cashback-notice-referral-voided-friend = ↩ Вместе с возвращённой покупкой снято { $points } за приглашение.
cashback-moved-expiry = ⌛ <b>Сгорело { $points } кешбэка</b>
cashback-moved-activation = ✨ <b>Теперь доступно { $points } кешбэка</b>
cashback-moved-adjustment = ✏️ <b>Вам начислено { $points } кешбэка</b>
cashback-moved-adjustment-taken = ✏️ <b>Списано { $points } кешбэка</b>
cashback-moved-earned = { $units ->
    [0] Сумма зачтётся в следующий кешбэк.
   *[other] Кешбэк: <b>+{ $points }</b>
}
cashback-moved-now = теперь { $points }
cashback-moved-redeemed = Оплачено кешбэком: { $points }
cashback-moved-balance = У вас 💰 <b>{ $points }</b>
cashback-moved-pending = и ещё { $points } позже
cashback-confirm-ask =
    🔔 <b>{ $outlet }</b> спрашивает: оплатить <b>{ $points }</b> кешбэком?
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
   *[other] Наш подарок: <b>+{ $points }</b> кешбэка
}
cashback-reminder-expiry = ⌛ <b>{ $points }</b> кешбэка сгорят до { $date }, к концу дня.
cashback-reminder-expiry-what = Потратьте их раньше: покажите карту на кассе.
cashback-topics-title =
    <b>🔔 Уведомления</b>
    Нажмите то, о чём вам напоминать; больше одного напоминания в день не будет. Об изменениях кешбэка мы сообщаем всегда.
cashback-topic-button-expiry = Сгорающий кешбэк
cashback-rewards-none = Пока пусто: в этой программе только кешбэк, он на карте.
cashback-rewards-points = ещё { $count } кешбэка
cashback-coupon-points = +{ $points } кешбэка

# --- касса ---
cashback-sale-points = 💰 { $points }
cashback-sale-proven = 🔐 Отсканирован меняющийся код: кешбэк спишется сразу.
cashback-sale-held = ⏸ Отложено { $points } до { $moment }: { $name } ({ $outlet }) ждёт ответа гостя
cashback-sale-debt = ⚠️ После возврата не хватает { $points }: тратить пока нельзя
cashback-sale-would-earn = { $units ->
    [0] На эту сумму кешбэка ещё нет, но она зачтётся.
   *[other] Кешбэк: { $points }.
}
cashback-sale-may-redeem = Кешбэком можно оплатить до { $points }.
cashback-sale-no-redeem = Кешбэк сейчас не списать: { $reason }.
cashback-sale-reason-points-in-debt = не хватает после возврата
cashback-sale-button-earn = { $units ->
    [0] ✅ Взять { $money }
   *[other] ✅ +{ $points }, взять { $money }
}
cashback-sale-button-redeem = 💰 −{ $points }, взять { $money }
cashback-sale-button-other = ✏️ Другая сумма кешбэка
cashback-sale-ask-points = Сколько кешбэка? Не больше { $points }. Наберите сумму.
cashback-hold-waiting =
    ⏳ { $name } подтверждает списание: <b>{ $points }</b> кешбэка, потом возьмите <b>{ $money }</b>.
    { $seconds ->
        [60] На ответ одна минута.
        [one] На ответ { $seconds } секунда.
        [few] На ответ { $seconds } секунды.
       *[other] На ответ { $seconds } секунд.
    }
cashback-hold-unreachable = ⚠️ { $name } не на связи в Telegram, а { $points } может подтвердить только гость. Попросите открыть бота или показать меняющийся код; или отмените и продайте без кешбэка.
cashback-hold-cancelled = Отменено, кешбэк снова свободен.
cashback-notice-orphaned = ❗ <b>{ $name }</b>: покупка подтверждена, но кассир { $cashier } ({ $outlet }) здесь больше не работает. Кешбэком оплачивается { $points }, взять ещё { $money }. Завершите продажу или отмените её и освободите кешбэк; { $moment } он освободится сам.
cashback-confirm-waits = ⏳ Спасибо. Кассир, который спрашивал, здесь больше не работает, поэтому покупку завершит менеджер. Мы сообщим; до тех пор кешбэк отложен.
cashback-hold-freed = ✋ { $name } освобождает этот кешбэк на другой кассе: { $points }.
cashback-hold-declined = ✖ { $name }: отказ. { $points } снова свободны.
cashback-hold-expired = ⌛ { $name }: нет ответа, время вышло. { $points } снова свободны.
cashback-sold-redeemed = 💰 Кешбэк оплатил { $value } из { $gross }
cashback-sold-earned = { $units ->
    [0] На карте: { $balance }
   *[other] +{ $points } кешбэка, на карте: { $balance }
}
cashback-sold-pending = Из них { $points } станут доступны позже
cashback-receipt-redeemed = 💰 Списано { $points } кешбэка
cashback-return-restored = 💰 Назад на карту: { $points }
cashback-return-taken = ➖ С карты: { $points }
cashback-return-debt = ⚠️ Из них { $points } на карте не хватает, их покроет новый кешбэк
cashback-returned-balance = На карте { $points }
cashback-refusal-insufficient-points = { $units ->
    [0] На эту покупку кешбэк потратить нельзя. Продайте без него.
   *[other] На эту покупку можно потратить не больше { $available } кешбэка.
}
cashback-refusal-redeem-not-possible = В этой программе кешбэком не платят. Продайте без него.
cashback-refusal-below-minimum-order = Кешбэком можно платить от { $minimum }. В этот раз продайте без него.
cashback-refusal-points-in-debt = После возврата на карте не хватает { $debt }. Новый кешбэк сначала это покроет.
cashback-refusal-hold-expired = Время вышло, кешбэк снова свободен. Начните продажу заново.

# --- менеджеры и владельцы ---
cashback-customer-held = ⏸ { $points } отложены для открытого чека
cashback-customer-pending = ⏳ Ещё { $points } пока не активны
cashback-customer-debt = ⚠️ После возврата не хватает { $points }
cashback-customer-button-points = ✏️ Кешбэк
cashback-customer-ask-points = ✏️ <b>Сколько кешбэка? Покупатель: { $name }.</b> Напишите 50, чтобы начислить, или −50, чтобы списать.
cashback-customer-points-again = Напишите сумму, например 50 или −50.
cashback-customer-ask-reason = { $name }: ➕ { $points }. <b>За что?</b> Покупатель это прочтёт.
cashback-customer-ask-reason-taken = { $name }: ➖ { $points }. <b>Почему?</b> Покупатель это прочтёт.
cashback-customer-ask-give = { $name }: начислить <b>{ $points }</b>? Причина: { $reason }
cashback-customer-ask-take = { $name }: списать <b>{ $points }</b>? Причина: { $reason }
cashback-refusal-adjustment-too-large = { $units ->
    [0] У этого покупателя нет кешбэка, который можно списать.
   *[other] У этого покупателя только { $available }. Спишите не больше.
}
cashback-refusal-adjustment-limit-reached = Вручную можно изменить { $limit } в день, это было бы больше. Владелец может поменять это в правилах.
cashback-today-issued = ➕ Начислено кешбэка: { $points }
cashback-today-redeemed = ➖ Списано кешбэка: { $points }
cashback-today-liability = ⚖️ Всего кешбэка у участников: { $points }
