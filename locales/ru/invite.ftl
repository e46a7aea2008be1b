# Приглашения: экран участника, что читает друг, что узнают оба, и слово владельца.
card-button-invite = 🤝 Пригласить друга
invite-title = <b>🤝 Пригласите друга</b>
invite-friend-gets = 🎁 Другу — <b>{ POINTS($points) }</b>.
invite-you-get = ⭐ Вам — <b>{ POINTS($points) }</b>.
invite-when = Начислим, когда друг впервые купит на { $minimum } или больше.
invite-when-any = Начислим с первой покупкой друга.
invite-off = Сейчас за приглашения ничего не дарят.
invite-nobody = По вашей ссылке пока никто не приходил.
invite-opened = { $count ->
    [one] 👀 Ссылку открыл { $count } человек
    [few] 👀 Ссылку открыли { $count } человека
   *[many] 👀 Ссылку открыли { $count } человек
}
invite-joined = { $count ->
    [one] 🙋 Карту завёл { $count } друг
    [few] 🙋 Карту завели { $count } друга
   *[many] 🙋 Карту завели { $count } друзей
}
invite-waiting = { $count ->
    [one] ⏳ { $count } ещё не сделал такой покупки
   *[many] ⏳ { $count } ещё не сделали такой покупки
}
invite-review = { $count ->
    [one] 🔎 { $count } ждёт решения магазина
   *[many] 🔎 { $count } ждут решения магазина
}
invite-paid = { $count ->
    [one] ✅ { $count } уже купил
   *[many] ✅ { $count } уже купили
}
invite-points = ⭐ Вам за это: { POINTS($points) }
invite-button-share = ✈️ Отправить другу
invite-picture-friend = другу
invite-picture-you = вам
invite-picture-title = Присоединяйтесь
invite-picture-scan = Наведите камеру
invite-picture-points = { POINTS($points) }
invite-article = Приглашение: { $shop }
invite-article-what = Нажмите, чтобы отправить в этот чат
invite-message = 🤝 Присоединяйтесь: карта лояльности <b>{ $shop }</b> прямо в Telegram.
invite-button-join = Получить карту

invite-by = 🤝 Вас приглашает <b>{ $name }</b>.
invite-gift = 🎁 Вам — <b>{ POINTS($points) }</b>,
invite-gift-when = когда вы за один раз купите на { $minimum } или больше.
invite-gift-when-any = когда вы впервые что-нибудь купите.
invite-refused-self = Это ваше собственное приглашение: отправьте его другу.
invite-refused-member = У вас уже есть карта, а приглашения — для новичков.
invite-refused-staff = Сотрудники в приглашениях не участвуют, поэтому подарка за это нет.
invite-refused-ring = Это приглашение ведёт к вам самим, поэтому подарка за него нет.

notice-referral-joined = 🤝 <b>{ $name }</b> теперь с нами по вашему приглашению. { POINTS(start: 1) } придут с первой покупкой.
notice-referral-joined-from = Засчитывается покупка от { $minimum }.
notice-referral-paid-inviter = 🤝 <b>{ $name }</b>: первая покупка сделана. <b>+{ POINTS($points) }</b> за приглашение.
notice-referral-paid-friend = 🎁 <b>+{ POINTS($points) }</b> — вы пришли по приглашению ({ $name }).
notice-referral-voided-inviter = ↩ <b>{ $name }</b>: первая покупка возвращена. За приглашение списано: { POINTS($points) }. Следующая покупка снова засчитается.
notice-referral-voided-friend = ↩ Первая покупка возвращена. За приглашение списано: { POINTS($points) }. Следующая покупка снова засчитается.
notice-referral-waits-inviter = 🔎 <b>{ $name }</b>: первая покупка сделана. В этом месяце у вас много приглашённых, поэтому магазин сначала посмотрит сам.
notice-referral-waits-friend = 🔎 Подарок за приглашение ({ $name }) ждёт решения магазина.
notice-referral-refused = Магазин не засчитал приглашение ({ $name }).
notice-referral-review = 🔎 Кто пригласил: <b>{ $inviter }</b>. Кто пришёл и купил: <b>{ $friend }</b>. Само это не засчитается: решите, пожалуйста.
notice-referral-button-review = 🔎 Решить

history-kind-referral = Приглашение
history-kind-referral-void = Отмена приглашения

owner-button-referrals = 🔎 Приглашения на проверке: { $count }
referrals-title = <b>🔎 Приглашения, которые ждут вашего решения</b>
referrals-none = Приглашений на проверке нет.
referrals-line = { $number }. Кто пригласил: <b>{ $inviter }</b>, кто пришёл: <b>{ $friend }</b>, покупка { $date }, { $money }. Друзей за месяц больше, чем разрешает правило.
referrals-line-frozen = { $number }. Кто пригласил: <b>{ $inviter }</b>, кто пришёл: <b>{ $friend }</b>, покупка { $date }, { $money }. Карта ({ $inviter }) остановлена.
referrals-button-pay = ✅ Засчитать { $number }
referrals-button-refuse = ✖ Отказать { $number }
referrals-paid = Начислено обоим.
referrals-not-paid = Не засчитано.
