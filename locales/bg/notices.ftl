# Съобщения, които идват сами.
notice-button-alien = 🙅 Не бях аз
notice-button-why = Защо?
alien-ask =
    🙅 <b>Наистина ли не бяхте вие?</b>
    { $what } · { $outlet } · { $moment }

    Собственикът ще научи сумата, мястото и кой е бил на касата и ще провери.
alien-button-yes = Да, кажи на собственика
notice-alien-told = Благодарим за сигнала. Собственикът го получи и ще провери.

moved-purchase = 🛍 <b>Покупка с вашата карта</b>
moved-refund = ↩ <b>Връщане по вашата карта</b>
moved-undo = ↩ <b>Покупка е отменена</b>
moved-expiry = ⌛ <b>{ $points ->
    [one] Изтече { POINTS($points) }
   *[other] Изтекоха { POINTS($points) }
}</b>
moved-activation = ✨ <b>Вече може да ползвате { POINTS($points) }</b>
moved-adjustment = ✏️ <b>Получихте { POINTS($points) }</b>
moved-adjustment-taken = ✏️ <b>От картата ви: −{ POINTS($points) }</b>
moved-reason = Причина: { $reason }
moved-receipt = { $outlet } · { $number }
moved-paid = Платено: { $money }
moved-redeemed = Използвани: { POINTS($points) }
moved-earned = { $points ->
    [0] Сумата се брои за следващото начисляване
   *[other] <b>+{ POINTS($points) }</b>
}
moved-now = общо { $points }
moved-off = { $name }: −{ $money }
moved-money-back = Върнати пари: { $money }
moved-balance = Имате ⭐ <b>{ POINTS($points) }</b>
moved-pending = { $points ->
    [one] и още { $points } по-късно
   *[other] и още { $points } по-късно
}

confirm-ask =
    🔔 <b>{ $outlet }</b> пита: да платите ли <b>{ POINTS($points, by: 1) }</b>?
    Това са { $value }, доплащате <b>{ $money }</b>.
    { $seconds ->
        [60] Моля, отговорете до една минута.
        [one] Моля, отговорете до { $seconds } секунда.
       *[other] Моля, отговорете до { $seconds } секунди.
    }
confirm-button-yes = ✅ Да, плати { POINTS($points, by: 1) }
confirm-button-no = ✖ Не
confirm-cancelled = Касиерът се отказа. { $points ->
    [one] { POINTS($points) } остава при вас.
   *[other] { POINTS($points) } остават при вас.
}
confirm-late = ⌛ Времето изтече. { $points ->
    [one] { POINTS($points) } остава при вас.
   *[other] { POINTS($points) } остават при вас.
}

notice-disputed = 🙅 <b>{ $name }</b> (карта ·· { $member }) казва: „Това не бях аз.“
notice-undisputed = 🙆 <b>{ $name }</b> (карта ·· { $member }) оттегля сигнала: „Все пак бях аз.“
notice-disputed-entry = { $what } { $number } · { $outlet } · { $moment } · { $points }
notice-disputed-sale = { $money } · на касата: { $cashier }
notice-disputed-button-write = ✉️ Пиши на клиента
notice-disputed-button-return = ↩ Върни покупката
notice-card-frozen = ❄️ <b>Картата ви е замразена.</b> Докато не я размразят, по нея не се трупа и не се харчи; всичко в нея остава ваше до обичайния си срок. Попитайте на касата.
notice-card-thawed = ☀️ Картата ви отново работи и всичко в нея е ваше както преди.
alien-button-mine = 🙆 Все пак бях аз
notice-mine-told = Благодарим. Казахме на собственика, че все пак сте били вие.
why-reported = 🙅 На { $moment } съобщихте, че това не сте били вие. Собственикът проверява.
card-frozen = ❄️ <b>Картата е замразена</b>: докато не я размразят, по нея не се трупа и не се харчи. Всичко в нея остава ваше до обичайния си срок; попитайте на касата.
notice-joined-staff = 🤝 <b>{ $name }</b> е в екипа: { $role }.
notice-orphaned =
    ❗ <b>{ $name }</b> потвърди продажба на { $cashier } ({ $outlet }), който вече не работи тук: { $points ->
        [one] плаща { POINTS($points) }
       *[other] плащат { POINTS($points) }
    }, остават { $money }. Довършете я или я откажете и освободете { POINTS(the: 1) }; в { $moment } те се освобождават сами.
notice-orphaned-button-finish = ✅ Довърши продажбата
notice-orphaned-button-drop = ✖ Откажи я
notice-left-staff = Вече не сте в екипа. Вашата карта остава при вас.
notice-account-frozen = ⛔ Сметките по карта ·· { $member } (<b>{ $name }</b>) не излизат, затова тя е спряна. Който поддържа Tessera, да изпълни „tessera audit“; щом сметките излязат, картата ще заработи сама.

notice-coupon-filled = 🎉 <b>Картата с печати е пълна. Благодарим!</b>
notice-coupon = 🎟 Купон за вас: <b>{ $title }</b>
notice-coupon-until = Важи до { $date } включително.
notice-coupon-button = 🎟 Покажи купона
notice-tier-up = 🏅 Достигнахте ниво <b>{ $tier }</b>! Важи от следващата покупка.
notice-tier-down = Вашето ниво вече е <b>{ $tier }</b>. Следващите покупки ще го вдигнат отново.
notice-tier-set = 🏅 Вашето ниво вече е <b>{ $tier }</b>.
moved-discount = Отстъпка: { $money }
moved-stamps = 🔖 { $left ->
    [one] Още { $left } печат до подаръка
   *[other] Още { $left } печата до подаръка
}
moved-stamps-gift = 🔖 { $left ->
    [one] Още { $left } печат до подаръка: { $gift }
   *[other] Още { $left } печата до подаръка: { $gift }
}
moved-stamps-full = 🔖 <b>Картата с печати е пълна!</b> На новата: { $have } от { $goal }
moved-unsaid = 🔖 Нищо не се брои за: { $what }. На касата е въведена само общата сума. Ако сте купили, кажете сега.
return-coupon-back = 🎟 Купонът отново е ваш: { $title }
return-coupon-gone = 🎟 С връщането отпада купон: { $title }
stamps-waiting = ⏳ { $cards ->
    [one] Още { $cards } пълна карта чака
   *[other] Още { $cards } пълни карти чакат
} следващия печат: с една покупка се изплащат най-много { $most }.

notice-phones-mended = 📞 { $count ->
    [one] Поправен е { $count } телефонен номер, записан погрешно от списък. Сега собственикът му намира картата си по него.
   *[other] Поправени са { $count } телефонни номера, записани погрешно от списъци. Сега собствениците им намират картите си по тях.
}
notice-phones-left = 📞 { $count ->
    [one] { $count } погрешен телефонен номер остана както е: верният вече е записан на друга карта. Вижте всяка двойка карти: ако и двете са на един човек, { POINTS(the: 1) } могат да се прехвърлят ръчно.
   *[other] { $count } погрешни телефонни номера останаха както са: верните вече са записани на други карти. Вижте всяка двойка карти: ако и двете са на един човек, { POINTS(the: 1) } могат да се прехвърлят ръчно.
}

# Часовникът и дискът на компютъра, за собственика.
clock-wrong =
    ⏰ <b>Часовникът на компютъра, на който работи Tessera, е грешен.</b> Той показва { $says }, а всъщност е около { $likely }.

    Докато не бъде поправен, нищо не се записва и нищо не изтича. Помолете да сверят часовника; после Tessera продължава сама.
clock-unproved =
    ⏰ <b>Верен ли е часовникът на компютъра, на който работи Tessera?</b> Той показва { $says }, а последното записано е от { $likely } и никой не потвърждава, че е минало толкова време.

    Докато не стане ясно, нищо не се записва и нищо не изтича. Ако часовникът е грешен, помолете да го сверят; после Tessera продължава сама.
clock-vouch = Компютърът наистина ли е бил изключен толкова дълго и часовникът е верен? Тогава кажете: всичко, което е изтекло междувременно, ще изтече сега.
clock-button-right = Часовникът е верен
clock-vouched = Благодаря. Tessera продължава.
notice-clock-right = ⏰ Часовникът отново е верен. Беше грешен от { $since } до { $now }; през това време нищо не се записваше и нищо не е изтекло заради него.
notice-clock-proved = ⏰ Часовникът е верен и Tessera продължава. От { $since } до { $now } нищо не се записваше.
notice-writes-again =
    💾 От { $since } до { $now } нищо не можеше да се запише, затова продажби не се отчитаха. Отново работи; изпратеното междувременно се изпълнява сега.

    Базата данни отговори: <code>{ $reason }</code>
