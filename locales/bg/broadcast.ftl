# Съобщения до клиентите: как ги съставя собственикът, и бутонът, който виждат всички.
owner-button-broadcasts = 📣 Съобщения

broadcasts-title =
    📣 <b>Съобщения до клиентите</b>
    До всички, които са съгласни с оферти, или до някои от тях.
broadcasts-button-new = ➕ Ново съобщение
broadcasts-button-one = { $mark } { $day } · { $text }
broadcasts-photo-only = снимка

broadcast-ask-text =
    ✏️ <b>Какво да прочетат?</b> Изпратете текста такъв, какъвто трябва да бъде: удебеленото, курсивът и линковете остават.
    Може и снимка с текст под нея.
broadcast-ask-photo = 🖼 Изпратете снимката. Текстът остава същият.
broadcast-ask-link =
    🔗 Изпратете два реда: какво пише на бутона и под него накъде води. Например:

    Нашето меню
    https://example.com/menu
broadcast-ask-audience = 👥 <b>До кого да бъде?</b> Каквото и да изберете, ще го получат само хора, които са съгласни с оферти.
broadcast-ask-coupon = 🎁 <b>Кой купон да добавим?</b> Всеки получава свой.
broadcast-ask-moment =
    🕘 <b>Кога да тръгне?</b> Напишете ден и час, например <b>{ $example }</b>.
    Вашата часова зона: { $zone }.

broadcast-draft = 📣 <b>Чернова</b>
broadcast-line-text = ✏️ { $text }
broadcast-line-photo = 🖼 Със снимка
broadcast-line-link = 🔗 { $label } → { $link }
broadcast-line-coupon = 🎁 С купон: { $title }
broadcast-line-audience = 👥 { $who }
broadcast-line-reach = { $count ->
    [0] ⚠️ Сред тях няма никого, който е достъпен и е съгласен с оферти.
    [one] 📬 Сега ще го получи <b>{ $count } човек</b>.
   *[other] 📬 Сега ще го получат <b>{ $count } души</b>.
}

broadcast-who-all = Всички
broadcast-who-tier = Ниво: { $name }
broadcast-who-inactive = { $days ->
    [one] Не са идвали { $days } ден
   *[other] Не са идвали { $days } дни
}
broadcast-who-birthday = Рожден ден този месец
broadcast-who-coupon = Имат купон: { $name }
broadcast-who-gone = Никой: програмата е променена

broadcast-button-text = ✏️ Текст
broadcast-button-photo = 🖼 Снимка
broadcast-button-no-photo = 🖼 Без снимка
broadcast-button-link = 🔗 Бутон
broadcast-button-no-link = 🔗 Без бутон
broadcast-button-coupon = 🎁 Купон
broadcast-button-no-coupon = 🎁 Без купон
broadcast-button-audience = 👥 До кого
broadcast-button-preview = 👁 Преглед
broadcast-button-send = 📨 Изпрати
broadcast-button-later = 🕘 По-късно
broadcast-button-delete = 🗑 Изтрий
broadcast-button-delete-yes = Да, изтрий
broadcast-ask-delete = 🗑 Да изтрия ли черновата? Никой не я е получил.
broadcast-deleted = Изтрито.
broadcast-ask-send = 📨 { $count ->
    [one] Да го изпратя ли на <b>{ $count } човек</b> сега?
   *[other] Да го изпратя ли на <b>{ $count } души</b> сега?
}
broadcast-ask-send-quiet = 🌙 <b>Сега е { $clock }, тихи часове.</b> Никого няма да събудим: съобщението тръгва в <b>{ $until }</b>. { $count ->
    [one] Към момента ще го получи { $count } човек.
   *[other] Към момента ще го получат { $count } души.
}
broadcast-button-send-quiet = ⏳ Да, изпрати в { $until }
broadcast-button-send-yes = 📨 Да, изпрати: { $count }
broadcast-ask-plan = 🕘 Тръгва на <b>{ $moment }</b> ({ $zone }). { $count ->
    [one] Към момента ще го получи { $count } човек.
   *[other] Към момента ще го получат { $count } души.
}
broadcast-ask-plan-quiet = 🌙 Това време е в тихите часове. Съобщението тръгва, когато свършат: <b>{ $moment }</b> ({ $zone }). { $count ->
    [one] Към момента ще го получи { $count } човек.
   *[other] Към момента ще го получат { $count } души.
}
broadcast-button-plan-yes = 🕘 Да, планирай
broadcast-button-change = ✏️ Промени
broadcast-button-pause = ⏸ Пауза
broadcast-button-resume = ▶️ Продължи
broadcast-button-cancel = ✖ Не пращай на никого повече
broadcast-button-unplan = ✖ Не изпращай
broadcast-button-coupon-open = 🎁 Моят купон

broadcast-word-today = днес
broadcast-word-tomorrow = утре

broadcast-late = 🕘 Съобщението трябваше да тръгне { $moment }, но тогава Tessera не работеше. Да го изпратя ли сега?
broadcast-button-look = Покажи го

broadcast-state-planned = 🕘 <b>Планирано</b> за { $moment }
broadcast-state-waiting = ⏳ <b>Чака до { $until }</b>: сега са тихите часове, не безпокоим никого.
broadcast-state-sending = 📨 <b>Изпраща се…</b>
broadcast-state-paused = ⏸ <b>На пауза</b>
broadcast-state-cancelled = ✖ <b>Отменено</b>, { $moment }
broadcast-state-done = ✅ <b>Изпратено</b>, { $moment }
broadcast-progress = { $bar } { $percent } · { $done } от { $total }
broadcast-figure-sent = ✅ Изпратени: { $count }
broadcast-figure-waiting = ⏳ Остават: { $count }
broadcast-figure-left = ⏳ Неизпратени: { $count }
broadcast-figure-blocked = 🚫 Блокирали са бота: { $count }
broadcast-figure-refused = ⚠️ Отказани от Telegram: { $count }
broadcast-figure-skipped = 🔕 Вече не искат оферти: { $count }
broadcast-figure-unknown = ❔ Несигурни, не ги повтаряме: { $count }
broadcast-figure-coupons = 🎁 Използвани купони: { $count }

offers-button-stop = 🔕 Без повече оферти
offers-stopped = 🔕 Няма да получавате повече оферти. { POINTS(the: 1, start: 1) } и касовите бележки идват както преди. Ако размислите: Моята карта → Настройки → Новини и оферти.

refusal-broadcast-unknown = Това съобщение вече го няма. Отворете списъка или започнете ново.
refusal-broadcast-closed = Това съобщение е планирано, изпраща се или е приключило и не може да се променя. Започнете ново.
refusal-message-unusable = На клиентите може да се изпрати само текст или снимка. Изпратете едно от двете.
refusal-label-unreadable = За бутона трябват два реда: първо надпис, най-много 40 знака, а под него линкът.
refusal-link-unusable = Този линк няма да работи. Трябва да започва с https:// и да води към сайт, например https://example.com
refusal-nobody-to-reach = Сред тези хора няма никого, който е достъпен и е съгласен с оферти. Изберете други: „До кого“.
refusal-moment-unreadable = Не мога да прочета деня и часа. Напишете ги така: 24.12 18:30 или утре 10:00.
refusal-moment-passed = Този час вече мина. Напишете по-късен или изпратете сега.
refusal-moment-too-far = { $days ->
    [one] Това е твърде далеч: най-много { $days } ден напред. Напишете по-близък ден.
   *[other] Това е твърде далеч: най-много { $days } дни напред. Напишете по-близък ден.
}
refusal-moment-skipped = Тази нощ часовникът се мести напред и такъв час няма. Напишете с един час по-рано или по-късно.
