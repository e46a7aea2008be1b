# Какво чете участникът.
join-welcome = 👋 Здравейте, { $name }! Това е картата за лоялност на <b>{ QUOTE($shop) }</b>.
join-now-points = 🎁 <b>{ POINTS($points) }</b> веднага
join-now-coupon = 🎟 <b>{ $title }</b> веднага
join-next-cashback = 💰 { $percent } от всяка покупка се връщат
join-next-grows = 🏷 Отстъпка, която расте с покупките, до { $percent }
join-next-birthday = 🎂 { POINTS($points) } за рождения ден
join-agree = С картата се съгласявате да пазим <a href="{ $processing }">данните, които са ѝ нужни</a>. <a href="{ $advertising }">Новини и оферти</a> идват само ако ги отбележите.
join-agree-buttons = С картата се съгласявате да пазим данните, които са ѝ нужни. Новини и оферти идват само ако ги отбележите. Двата текста са зад бутоните долу.
join-button-take = 💳 Вземи картата
join-thanks = Благодарим! Остава една стъпка.
join-contact =
    📱 Ще споделите ли телефонния си номер? С него { POINTS(the: 1) } няма да се загубят заедно с телефона.

    Може и без него.
join-contact-again = Натиснете един от двата бутона долу 👇
join-button-share = 📱 Сподели номера
join-button-without = Продължи без номер
join-done = 🎉 Добре дошли, { $name }! { $points ->
    [0] Ето вашата карта.
   *[other] Подаряваме ви <b>{ POINTS($points) }</b> за начало. Ето вашата карта.
}
join-moved = 🎉 Добре дошли отново, { $name }! Познаваме този номер: картата и вашите { POINTS() } се преместиха тук.
join-already = Вече имате карта. Ето я:
join-link-dead = На този линк вече няма карта.

consent-button-processing = Обработка на данни (нужна)
consent-button-advertising = Новини и оферти
consent-button-processing-text = 📄 За данните
consent-button-advertising-text = 📄 За новините
consent-processing =
    <b>Съгласие за обработка на данни</b>

    { QUOTE($shop) } пази името ви в Telegram, телефонния номер, ако го споделите, и покупките с тази карта. Те служат, за да се води картата ви и да се показва на вас и на персонала, и за нищо друго. Не се дават на никого.

    По всяко време може да попитате персонала какво се пази и да поискате да бъде изтрито заедно с картата.
consent-advertising =
    <b>Съгласие за новини и оферти</b>

    { QUOTE($shop) } ще може да ви пише тук за промоции и подаръци. Картата работи и без това.

    Може да оттеглите съгласието в настройките по всяко време.

card-hello = Здравейте, { $name }! Вашата карта е тук 👇
card-title = <b>{ $name }</b>
card-points = ⭐ <b>{ $shown } { POINTS($points, only: "word") }</b>
card-worth = 💰 На касата това са { $money }.
card-held = ⏸ { $points ->
    [one] { POINTS($points) } чака вашето потвърждение
   *[other] { POINTS($points) } чакат вашето потвърждение
}
card-pending = ⏳ { $points ->
    [one] Още { POINTS($points) } може да се ползва от { $date }
   *[other] Още { POINTS($points) }, първите може да се ползват от { $date }
}
card-debt = ⚠️ След връщане не достигат { POINTS($points) }. Новите { POINTS() } първо ще покрият това.
card-expiring = ⌛ { $points ->
    [one] { POINTS($points) } важи до { $date } включително
   *[other] { POINTS($points) } важат до { $date } включително
}
card-digits =
    Покажете кода на касата или кажете цифрите:
    <code>{ $digits }</code>
card-button-app = ⏱ Плати
card-button-wallet = 👛 Wallet
card-button-more = ⋯ Още
wallet-which = 👛 Какъв телефон имате?
wallet-button-apple = 🍏 iPhone
wallet-button-google = 🤖 Android
wallet-remembered = 👛 Запомнихме. Вече бутонът под картата води направо там.
wallet-button-other = 📱 Друг телефон
card-button-apple = 🍏 Добави в Apple Wallet
card-button-google = 👛 Добави в Google Wallet
card-button-file = 📎 Изпрати картата като файл
card-button-copy = 📋 { $digits }
card-button-history = 🕘 История
card-button-schedule = ⏳ Срокове
card-button-settings = ⚙️ Настройки
card-file = Отворете този файл на своя iPhone, за да добавите картата в Wallet.

schedule-title = <b>⏳ Срокове</b>
schedule-activates = Може да се ползват от:
schedule-expires = Изтичат в края на деня:
schedule-line = • { $date }: { POINTS($points) }
schedule-nothing = Нищо не се очаква и нищо не изтича.

history-title =
    <b>🕘 История</b>
    Натиснете номер за подробности.
history-empty = Тук още няма нищо. Покажете картата при следващата покупка!
history-button-older = По-стари ›
history-button-newest = « Най-нови
history-kind-purchase = Покупка
history-kind-purchase-back = Покупка (върната)
history-kind-refund = Връщане
history-kind-undo = Отмяна
history-kind-joined = Регистрация
history-kind-welcome = Подарък
history-kind-expiry = Изтекли
history-kind-activation = Вече активни
history-kind-hold = Заделени
history-kind-release = Свободни
history-kind-adjustment = Корекция

why-title = <b>{ $what }: { $points }</b>
why-title-plain = <b>{ $what }</b>
why-place = { $moment } · { $outlet }
why-number = Бележка { $number }
why-gross = Сума: { $money }
why-redeemed = Платено { POINTS($points, by: 1) }: { $value }
why-payable = Платено с пари: { $money }
why-steps = Как се получиха { POINTS(the: 1) }:
why-rate = • { $base } × { POINTS($points) } за { $per }: { $result }
why-boost = • промоция { $factor }: { $result }
why-bonus = • подарък: { $result }
why-adjustment = • ръчно: { $result }
why-carry = • останало от преди: { $result }
why-debt = • отиде за липсващите: { $result }
why-remainder = • остава за следващия път: { $result }
why-coupon = 🎟 Купон за вас: { $name }
why-free = 🎁 Безплатно: { $what }
why-bonus-named = • { $name }: { $result }
why-active-from = Активни от { $date }
why-expires = Важат до { $date } включително
why-reversed = ↩ Тази покупка е върната.

settings-title =
    <b>⚙️ Настройки</b>
    Език и с какво сте съгласни.
settings-language = Изберете език:
settings-language-set = Вече говоря български.

confirm-thanks = Благодарим!
confirm-waits = ⏳ Благодарим. Касиерът, който попита, вече не работи тук, затова продажбата ще довърши мениджър. Ще ви съобщим; дотогава { POINTS(the: 1) } са заделени.
confirm-done = ✅ Потвърдено: { POINTS($points) }
confirm-changed = ✋ Междувременно сумата се промени. Нищо не е похарчено, касиерът ще ви каже новата.
confirm-declined = Отказано. { POINTS(the: 1, start: 1) } остават при вас.

card-button-contacts = 📍 Контакти
contacts-title = <b>📍 Къде да ни намерите</b>
contacts-outlet = <b>{ $name }</b>
contacts-address = 📌 { $value }
contacts-hours = 🕘 { $value }
contacts-phone = ☎️ { $value }
contacts-write = ✉️ Имате въпрос? Пишете ни: { $contact }
contacts-button-map = 🗺 { $name }
contacts-button-write = ✉️ Пиши ни
