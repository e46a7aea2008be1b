# Купоны владельца: виды, общие коды, плакаты.
owner-button-coupons = 🎟 Купоны
coupons-title = 🎟 <b>Купоны</b>
coupons-kind = <b>{ $title }</b>: { $worth }
coupons-figures = 📨 выдано { $issued } · ✅ использовано { $used } · 🛒 в открытых чеках { $reserved } · ⌛ истекло { $ended }
coupons-pick = Нажмите на купон, чтобы сделать общий код, плакат или подарок.
coupons-none = В ваших правилах ещё нет купонов. Сначала добавьте один: что он даёт и сколько действует.
coupons-button-add = ➕ Добавить купон в правила
coupons-paused = ⚪ Этот купон выключен в правилах: сейчас им никто не воспользуется.
coupons-codes = Общие коды:
coupons-button-code = 🔑 { $code } · { $count }
coupons-button-new = ➕ Новый общий код
coupons-button-give = 🎁 Подарить покупателю
coupons-button-rule = ✏️ Изменить купон
coupons-ask-code = 🔑 <b>Какой код?</b> Напишите, например, SUMMER26: латинские буквы, цифры и дефисы, от 3 до 24 знаков. Или возьмите случайный.
coupons-button-random = 🎲 { $code }
coupons-problem-not-a-code = { $code } не подойдёт: в коде от 3 до 24 латинских букв, цифр или дефисов. Напишите другой.
coupons-problem-duplicate = { $code } уже занят другим купоном. Напишите другой код.
coupons-problem-withdrawn = { $code } был отозван и больше не вернётся. Напишите другой код.
coupons-code =
    🔑 <code>{ $code }</code>: { $worth }
    { $count ->
        [0] Ещё не использован.
        [one] Использован { $count } раз.
        [few] Использован { $count } раза.
       *[other] Использован { $count } раз.
    }
    { $link }
coupons-not-public = { $code } — не действующий общий код. Возможно, он отозван или это личный код покупателя.
coupons-button-qr = 🖼 QR-код
coupons-button-poster = 🖨 Плакат
coupons-share = { $title } по коду { $code }
coupons-picture = 🔑 { $code }
coupons-button-withdraw = 🗑 Отозвать код
coupons-ask-withdraw = Отозвать <code>{ $code }</code>? Больше никто не сможет им воспользоваться, в том числе с напечатанных плакатов. Вернуть его будет нельзя.
coupons-button-withdraw-yes = 🗑 Да, отозвать
coupons-withdrawn = Код { $code } отозван.
coupons-ask-member = 🎁 <b>Кому?</b> Напишите десять цифр карты или номер телефона либо пришлите фото кода.
