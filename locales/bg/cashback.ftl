# Какво се казва вместо обичайните думи, ако програмата показва точките като пари: `cashback-` и ключът им.

# --- участници ---
cashback-help-member = Аз пазя вашия кешбек. Натиснете <b>💳 Моята карта</b> и покажете кода на касата.
cashback-join-now-points = 🎁 <b>{ $points }</b> кешбек са ваши веднага.
cashback-join-next-birthday = 🎂 { $points } за рождения ден
cashback-poster-now-points = { $points } кешбек веднага
cashback-join-contact =
    📱 Ще споделите ли телефонния си номер? С него кешбекът няма да се загуби заедно с телефона.

    Може и без него.
cashback-join-done = 🎉 Добре дошли, { $name }! { $units ->
    [0] Ето вашата карта.
   *[other] Подаряваме ви <b>{ $points }</b> кешбек за начало. Ето вашата карта.
}
cashback-join-moved = 🎉 Добре дошли отново, { $name }! Познаваме този номер: картата и кешбекът ви се преместиха тук.
cashback-card-points = 💰 <b>{ $points }</b> кешбек
cashback-card-held = ⏸ { $points } чакат вашето потвърждение
cashback-card-pending = ⏳ Още { $points } ще са активни от { $date }
cashback-card-debt = ⚠️ След връщане липсват { $points }. Новият кешбек първо ще ги покрие.
cashback-card-expiring = ⌛ { $points } важат до { $date } включително
cashback-schedule-line = • { $date }: { $points }
cashback-why-redeemed = Платено с кешбек: { $value }
cashback-why-steps = Как се получи кешбекът:
cashback-why-rate = • { $base } × { $points } за { $per }: { $result }
cashback-confirm-done = ✅ Потвърдено: { $points } кешбек
cashback-confirm-declined = Отказано. Кешбекът остава при вас.
cashback-offers-stopped = 🔕 Няма да получавате повече оферти. Кешбекът и касовите бележки идват както преди. Ако размислите: Моята карта → Настройки → Новини и оферти.
cashback-invite-friend-gets = 🎁 За приятеля ви: <b>{ $points }</b>.
cashback-invite-you-get = 💰 За вас: <b>{ $points }</b>.
cashback-invite-gift = 🎁 <b>{ $points }</b> кешбек са ваши,
cashback-invite-picture-points = { $points }
cashback-invite-points = 💰 Това ви донесе { $points }
cashback-notice-referral-joined = 🤝 <b>{ $name }</b> вече е с нас по вашата покана. Кешбекът идва с първата покупка.
cashback-notice-referral-paid-inviter = 🤝 <b>{ $name }</b> направи първата покупка. <b>+{ $points }</b> за поканата ви.
cashback-notice-referral-paid-friend = 🎁 <b>+{ $points }</b>
cashback-notice-referral-voided-inviter = ↩ <b>{ $name }</b> върна първата покупка, затова { $points } за поканата ви отпадат.
cashback-notice-referral-voided-friend = ↩ С върнатата покупка отпадат { $points } за поканата.
cashback-moved-expiry = ⌛ <b>Изтекоха { $points } кешбек</b>
cashback-moved-activation = ✨ <b>Вече са активни { $points } кешбек</b>
cashback-moved-adjustment = ✏️ <b>Получихте { $points } кешбек</b>
cashback-moved-adjustment-taken = ✏️ <b>Отнети са { $points } кешбек</b>
cashback-moved-earned = { $units ->
    [0] Сумата се брои за следващия ви кешбек.
   *[other] Кешбек: <b>+{ $points }</b>
}
cashback-moved-now = общо { $points }
cashback-moved-redeemed = Използван кешбек: { $points }
cashback-moved-balance = Имате 💰 <b>{ $points }</b>
cashback-moved-pending = и още { $points }, активни по-късно
cashback-confirm-ask =
    🔔 <b>{ $outlet }</b> пита: да се платят ли <b>{ $points }</b> с кешбек?
    Вие ще платите <b>{ $money }</b>.
    { $seconds ->
        [60] Моля, отговорете до една минута.
        [one] Моля, отговорете до { $seconds } секунда.
       *[other] Моля, отговорете до { $seconds } секунди.
    }
cashback-confirm-button-yes = ✅ Да, плати { $points }
cashback-confirm-cancelled = Касиерът се отказа. Вашите { $points } остават при вас.
cashback-confirm-late = ⌛ Времето изтече. Вашите { $points } остават при вас.
cashback-birthday-gift-points = { $units ->
    [0] Подаръкът ни е сред вашите купони.
   *[other] Нашият подарък: <b>+{ $points }</b> кешбек
}
cashback-reminder-expiry = ⌛ <b>{ $points }</b> кешбек изтичат до { $date }, в края на деня.
cashback-reminder-expiry-what = Използвайте ги преди това: покажете картата си на касата.
cashback-topics-title =
    <b>🔔 Известия</b>
    Натиснете за какво да ви напомняме; на ден идва най-много едно напомняне. За промените в кешбека ви съобщаваме винаги.
cashback-topic-button-expiry = Кешбек, който изтича
cashback-rewards-none = Засега няма нищо: тази програма дава само кешбек, той е на картата.
cashback-rewards-points = още { $count } кешбек
cashback-coupon-points = +{ $points } кешбек

# --- касата ---
cashback-sale-points = 💰 { $points }
cashback-sale-proven = 🔐 Сканиран е променящ се код: кешбекът плаща веднага.
cashback-sale-held = ⏸ Отделени { $points } до { $moment }: { $name } ({ $outlet }) чака отговор от клиента
cashback-sale-debt = ⚠️ След връщане липсват { $points }: засега не може да се плаща с кешбек
cashback-sale-would-earn = { $units ->
    [0] За тази сума още няма кешбек, но тя се брои за следващия.
   *[other] Кешбек: { $points }.
}
cashback-sale-may-redeem = С кешбек могат да се платят до { $points }.
cashback-sale-no-redeem = Сега не може да се плати с кешбек: { $reason }.
cashback-sale-reason-points-in-debt = не достига след връщане
cashback-sale-button-earn = { $units ->
    [0] ✅ Вземи { $money }
   *[other] ✅ +{ $points }, вземи { $money }
}
cashback-sale-button-redeem = 💰 −{ $points }, вземи { $money }
cashback-sale-button-other = ✏️ Друга сума кешбек
cashback-sale-ask-points = Колко кешбек? Най-много { $points }. Напишете сумата.
cashback-hold-waiting =
    ⏳ { $name } трябва да потвърди: <b>{ $points }</b> кешбек, после вземете <b>{ $money }</b>.
    { $seconds ->
        [60] За отговор има една минута.
        [one] За отговор има { $seconds } секунда.
       *[other] За отговор има { $seconds } секунди.
    }
cashback-hold-unreachable = ⚠️ Не можем да пишем на { $name } в Telegram, а само клиентът може да потвърди { $points }. Помолете да отвори бота или да покаже променящия се код; или откажете и продайте без кешбек.
cashback-hold-cancelled = Отказано, кешбекът е отново свободен.
cashback-notice-orphaned = ❗ <b>{ $name }</b> потвърди продажба на { $cashier } ({ $outlet }), който вече не работи тук: плащат { $points } кешбек, остават { $money }. Довършете я или я откажете и освободете кешбека; в { $moment } той се освобождава сам.
cashback-confirm-waits = ⏳ Благодарим. Касиерът, който попита, вече не работи тук, затова продажбата ще довърши мениджър. Ще ви съобщим; дотогава кешбекът е заделен.
cashback-hold-freed = ✋ { $name } освободи този кешбек на друга каса: { $points }.
cashback-hold-declined = ✖ { $name } отказа. { $points } остават на картата.
cashback-hold-expired = ⌛ { $name } не отговори навреме. { $points } остават на картата.
cashback-sold-redeemed = 💰 Кешбекът плати { $value } от { $gross }
cashback-sold-earned = { $units ->
    [0] На картата: { $balance }
   *[other] +{ $points } кешбек, на картата: { $balance }
}
cashback-sold-pending = От тях { $points } ще може да се ползват по-късно
cashback-receipt-redeemed = 💰 Платено с кешбек: { $points }
cashback-return-restored = 💰 Обратно на картата: { $points }
cashback-return-taken = ➖ От картата: { $points }
cashback-return-debt = ⚠️ От тях { $points } липсват на картата; новият кешбек ще ги покрие
cashback-returned-balance = На картата: { $points }
cashback-refusal-insufficient-points = { $units ->
    [0] За тази покупка не може да се използва кешбек. Продайте без него.
   *[other] За тази покупка могат да се използват най-много { $available } кешбек.
}
cashback-refusal-redeem-not-possible = В тази програма с кешбек не се плаща. Продайте без него.
cashback-refusal-below-minimum-order = С кешбек се плаща от { $minimum }. Този път продайте без него.
cashback-refusal-points-in-debt = След връщане на картата липсват { $debt }. Новият кешбек първо ще ги покрие.
cashback-refusal-hold-expired = Времето изтече, кешбекът е отново свободен. Започнете продажбата отначало.

# --- мениджъри и собственици ---
cashback-customer-held = ⏸ { $points } са заделени за незавършена продажба
cashback-customer-pending = ⏳ Още { $points } не са активни
cashback-customer-debt = ⚠️ След връщане не достигат { $points }
cashback-customer-button-points = ✏️ Кешбек
cashback-customer-ask-points = ✏️ <b>Колко кешбек за { $name }?</b> Напишете 50, за да дадете, или −50, за да отнемете.
cashback-customer-points-again = Напишете сума, например 50 или −50.
cashback-customer-ask-reason = { $name }: ➕ { $points }. <b>За какво?</b> Клиентът ще го прочете.
cashback-customer-ask-reason-taken = { $name }: ➖ { $points }. <b>Защо?</b> Клиентът ще го прочете.
cashback-customer-ask-give = Да дам ли на { $name } <b>{ $points }</b>? Причина: { $reason }
cashback-customer-ask-take = Да отнема ли на { $name } <b>{ $points }</b>? Причина: { $reason }
cashback-refusal-adjustment-too-large = { $units ->
    [0] Този клиент няма кешбек, който може да се отнеме.
   *[other] Този клиент има само { $available }. Отнемете най-много толкова.
}
cashback-refusal-adjustment-limit-reached = Ръчно може да се променят { $limit } на ден, това би било повече. Собственикът може да смени това в правилата.
cashback-today-issued = ➕ Даден кешбек: { $points }
cashback-today-redeemed = ➖ Използван кешбек: { $points }
cashback-today-liability = ⚖️ Общо кешбек у членовете: { $points }
