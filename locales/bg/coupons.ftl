# Купоните на собственика: видове, общи кодове, плакати.
owner-button-coupons = 🎟 Купони
coupons-title = 🎟 <b>Купони</b>
coupons-kind = <b>{ $title }</b>: { $worth }
coupons-figures = 📨 дадени { $issued } · ✅ използвани { $used } · 🛒 в незавършени продажби { $reserved } · ⌛ изтекли { $ended }
coupons-pick = Натиснете купон, за да направите общ код, плакат или подарък.
coupons-none = В правилата ви още няма купон. Първо добавете: какво дава и колко време важи.
coupons-button-add = ➕ Добави купон към правилата
coupons-paused = ⚪ Този купон е изключен в правилата: сега никой не може да го използва.
coupons-codes = Общи кодове:
coupons-button-code = 🔑 { $code } · { $count }
coupons-button-new = ➕ Нов общ код
coupons-button-give = 🎁 Подари на клиент
coupons-button-rule = ✏️ Промени купона
coupons-ask-code = 🔑 <b>Какъв код?</b> Напишете например SUMMER26: латински букви, цифри и тирета, от 3 до 24 знака. Или вземете случаен.
coupons-button-random = 🎲 { $code }
coupons-problem-not-a-code = { $code } не става: кодът има от 3 до 24 латински букви, цифри или тирета. Напишете друг.
coupons-problem-duplicate = { $code } е на друг купон. Напишете друг код.
coupons-problem-withdrawn = { $code } беше оттеглен и не може да се върне. Напишете друг код.
coupons-code =
    🔑 <code>{ $code }</code>: { $worth }
    { $count ->
        [0] Още не е използван.
        [one] Използван { $count } път.
       *[other] Използван { $count } пъти.
    }
    { $link }
coupons-not-public = { $code } не е действащ общ код. Може да е оттеглен или да е личен код на клиент.
coupons-button-qr = 🖼 QR код
coupons-button-poster = 🖨 Плакат
coupons-share = { $title } с код { $code }
coupons-picture = 🔑 { $code }
coupons-button-withdraw = 🗑 Оттегли кода
coupons-ask-withdraw = Да оттегля ли <code>{ $code }</code>? Никой вече няма да може да го използва, също и от отпечатаните плакати. Не може да се върне.
coupons-button-withdraw-yes = 🗑 Да, оттегли го
coupons-withdrawn = Кодът { $code } е оттеглен.
coupons-ask-member = 🎁 <b>На кого?</b> Напишете десетте цифри от картата или телефонния номер, или изпратете снимка на кода.
