# Подаръчни ваучери: на касата, при члена, при собственика.
certificates-title = 🎁 <b>Подаръчни ваучери</b>
certificates-button = 🎁 Подаръчни ваучери
certificates-mine = Натиснете ваучер, за да покажете кода му на касата или да го подарите.
certificates-none = Нямате нито един. Продават се на касата; линкът или кодът на ваучера го добавя тук.
certificate-button-mine = { $state ->
    [given] 📨 { $money } · на път
    [sealed] 🔒 { $money } · отваря се по-късно
   *[mine] 🎁 { $money } · { $ending }
}
certificate-title = 🎁 Подаръчен ваучер · { $ending }: <b>{ $money }</b>
certificate-face = Купен за { $money }
certificate-until = Важи до { $date } включително
certificate-ended = ⌛ Срокът е изтекъл.
certificate-blocked = ⛔ Обявен за изгубен: с него не може да се плаща.
certificate-sealed = 🔒 Подарък, който се отваря на { $date }
certificate-code = Код: <code>{ $code }</code>
certificate-from = От { $name }
certificate-greeting = { QUOTE($greeting) }
certificate-share = 🎁 Подаръчен ваучер за { $money } в { $shop }. { $greeting }
certificate-opens = 🎁 <b>Подарък за вас!</b>
certificate-button-claim = ✅ Добави към картата ми
certificate-claimed = ✅ Ваучерът е на картата ви с нов код: вече е само ваш.
certificate-button-give = 📨 Подари го
certificate-given = 📨 Изпратете този линк: ваучерът е за онзи, който пръв го отвори.
certificate-button-keep = ✖ Запази го
certificate-kept = Ваучерът остава при вас. Линкът вече не важи.
certificate-ask-greeting = 📨 Какво да пише? Напишете поздрав до 500 знака.
certificate-button-no-greeting = Без поздрав
certificate-ask-day = 📅 Кога може да се отвори? Напишете ден, например <b>{ $example }</b>: отваря се в десет сутринта.
certificate-button-today = Веднага
certificate-day-again = 📅 Нужен е ден след днешния и до една година, например <b>{ $example }</b>.

# на касата
certificate-button-sell = 🎁 Продай ваучер
certificate-sell = 🎁 <b>Подаръчен ваучер за { $name }</b>, веднага на картата. На каква стойност?
certificate-sell-any = 🎁 <b>Подаръчен ваучер</b> с код и линк за подаряване. На каква стойност?
certificate-ask-value = Или напишете стойност от { $least } до { $most }.
certificate-ask-money = 💵 Вземете <b>{ $money }</b>. За самия ваучер не се дава нищо, за покупките с него – както обикновено.
certificate-button-taken = ✅ { $money } взети
certificate-sold = ✅ Ваучерът е продаден: <b>{ $money }</b> · { $name }
certificate-taken = 🎁 Ваучер { $ending }: в него има { $money }
certificate-button-drop = ✖ Без ваучер { $ending }
certificate-button-take = 🎁 Ваучер: { $money }
certificate-changed = Междувременно ваучерът се промени. Нищо не е записано; ето колко излиза сега.
certificate-pays = 🎁 Ваучерът плаща { $money }, с пари: <b>{ $cash }</b>
certificate-paid = 🎁 С ваучер: { $money }
certificate-back = 🎁 Обратно във ваучера: <b>{ $money }</b>
certificate-ask-amount = За да платите с него, напишете сумата, например <b>{ $example }</b>. Или първо сканирайте картата на клиента.
certificate-ask-pay = 🎁 От { $gross } ваучерът плаща <b>{ $money }</b>; с пари: <b>{ $cash }</b>. В него остават: { $left }
certificate-button-pay = ✅ Плати – вземи { $money }
certificate-spent =
    ✅ Платено с ваучер: <b>{ $money }</b>
    💵 Вземете <b>{ $cash }</b>
    Остава в него: { $left }
certificate-undone = ↩ Отменено: { $money } са отново във ваучера. В него: { $left }
certificate-button-pay-back = 💵 Върни го срещу пари
certificate-button-block = ⛔ Изгубен е
certificate-button-anew = 🔑 Издай нов код
certificate-ask-back = 💵 Да приемете ли ваучера и да върнете <b>{ $money }</b>? След това в него няма нищо.
certificate-ask-block = ⛔ Да се блокира ли? С неговите { $money } не може да се плаща, докато мениджър не издаде нов код.
certificate-ask-anew = 🔑 Нов код? Досегашният, на хартия и на снимки, спира да важи. Неговите { $money } остават в него.
certificate-yes-back = 💵 Върни { $money }
certificate-yes-block = ⛔ Блокирай
certificate-yes-anew = 🔑 Нов код
certificate-paid-back = ✅ Приет. Върнете <b>{ $money }</b>.
certificate-issued-anew = 🔑 <b>Това вече е кодът му.</b>

# при собственика
owner-button-gifts = 🎁 Подаръчни ваучери
gifts-title = 🎁 <b>Подаръчни ваучери</b>
gifts-off = Още не продавате. Задайте стойности: няколко готови или всяка между две суми.
gifts-none = Още няма продаден. Касиерите ги продават от екрана на клиента или от „Касови бележки“.
gifts-owed = 💰 Дължите по ваучери: <b>{ $money }</b>
gifts-figures = Продадени { $sold } · платено с тях { $spent } · върнати { $returned } · изтекли { $ended }
gifts-button-terms = ⚙️ Стойности и условия
programme-certificates = Подаръчни ваучери
programme-certificates-title = 🎁 <b>Подаръчни ваучери</b>: кои се продават и при какви условия. Вече продадените запазват срока си.
field-certificates-values = Стойности
field-certificates-value = Стойност
field-certificates-least = Стойност от
field-certificates-most = Стойност до
field-certificates-months = Важи
field-certificates-returns = Връщане
field-certificates-payback = Срещу пари
hint-certificates-values = Стойностите, които касиерът избира с бутон.
hint-certificates-least = Най-малката стойност, която може да се въведе.
hint-certificates-most = Най-голямата стойност, която може да се въведе. 0: само готовите.
hint-certificates-months = В много държави ваучерът не може да изтече или изтича чак след години. Ако вашата е такава, оставете празно.
hint-certificates-returns = Къде отиват парите първо, когато се върне стока, платена отчасти с ваучер.
hint-certificates-payback = Дали ваучер, с който вече е плащано, може да се върне за остатъка.
none-certificates-values = няма
none-certificates-months = безсрочно
zero-certificates-least = всяка
zero-certificates-most = само готовите
rung-certificates-values = { $value }
choice-certificates-returns-first = първо във ваучера
choice-certificates-returns-last = първо с пари
choice-certificates-payback-untouched = само неизползван
choice-certificates-payback-left = за остатъка
unit-months = { $count ->
    [one] { $count } месец
   *[other] { $count } месеца
}

# съобщения, които идват сами
notice-certificate-bought = 🎁 <b>На картата ви има подаръчен ваучер за { $money }.</b> Платете с него или го подарете.
notice-gift-opened = 🎁 { $name } – подаръкът ви е отворен: { $money }
notice-gift-due = 📅 <b>Днес е денят на вашия подарък</b>, { $money }. Още никой не го е отворил: изпратете линка сега.
notice-gift-arrived = 🎁 <b>Подаръкът ви пристигна: { $money }</b>
notice-gift-button = 🎁 Покажи
moved-certificate = С ваучер: { $money }
moved-to-certificate = 🎁 Обратно във ваучера: { $money }
certificates-button-buy = 🛒 Купи
certificate-buy = 🛒 <b>Подаръчен ваучер</b>, за вас или за подарък. На каква стойност?
certificate-invoice = Подаръчен ваучер
certificate-invoice-what = { $money } за пазаруване в { $shop }, за вас или за подарък.
certificate-thanks = 🎉 <b>Благодарим! Ето го.</b>
certificate-charge = 🧾 Платен в чата, номер на плащането при доставчика: { $number }. За да върнете парите, направете връщане при доставчика, после приемете ваучера тук.
certificate-button-print = 🖨 За печат
certificate-paper = 🖨 За печат на A5 или двойно по-голям на A4.
certificate-paper-how = Покажете кода на касата или го отворете с камерата на телефона, за да добавите ваучера към картата си.
certificate-issued-anew-card = 🔑 Има нов код, който вижда само притежателят му на картата си.
certificate-button-undo = ↩ Отмени −{ $money }
certificate-move = { $day } · { $what }: { $money } · { $outlet }
certificate-move-sold = Купен
certificate-move-spent = Плащане
certificate-move-returned = Връщане
certificate-move-refunded = Върнат срещу пари
certificate-move-expired = Изтекъл
certificate-move-changed = В новата валута
