# Картата в Apple Wallet. Отпред има малко място: надписите са кратки.
pass-description = Карта за лоялност на { $organisation }
pass-points = { POINTS(start: 1) }
pass-card = Карта
pass-member = Притежател
pass-tier = Ниво
pass-worth = В пари
pass-expiring =
    { $points ->
        [one] { POINTS($points) } изтича
       *[other] { POINTS($points) } изтичат
    }
pass-poster-points =
    { POINTS($points) }
pass-poster-cashback = Кешбек: { $balance }
pass-use = Как се ползва картата
pass-use-text = Покажете кода на касата или кажете цифрите под него. { POINTS(the: 1, start: 1) } идват сами.
pass-digits = Номер на картата
pass-bot = Вашите { POINTS() } и история
pass-contacts = Контакти
pass-cashback = Кешбек
pass-stamps = Печати
pass-stamps-standing = { $have } от { $goal }
pass-discount = Вашата отстъпка
pass-off = Отстъпка { $percent }
pass-next-visits = Покупки до отстъпка { $percent }
pass-next-money = Похарчено до отстъпка { $percent }
pass-news = Последна новина
pass-news-none = Добре дошли!
pass-news-points = { POINTS(start: 1) }: { $points }. Вече имате { $balance }.
pass-news-money = Кешбек: { $points }. Вече имате { $balance }.
pass-news-later = Скоро идват: { $points }.
pass-news-stamps = Печати: { $have } от { $goal }.
pass-news-tier = Вашето ниво: { $tier }.
pass-news-coupon = Купон за вас: { $title }.
pass-news-coupon-plain = Купон за вас.
pass-news-expiring = Използвайте до { $date }: { $points }.
pass-schedule = Важат до
pass-schedule-line = { $date }: { $points }
pass-operations = Последни промени
pass-operation = { $date } · { $what }: { $points }
pass-coupons = Вашите купони
pass-coupon-line = { $title } · { $code }
pass-coupon-line-until = { $title } · { $code } · до { $date }
pass-more = … и още { $count }: всички са в бота и на страницата на картата
pass-cards = Карти с печати
pass-card-line = { $title }: { $have } от { $goal }
pass-next = Следващо ниво
pass-next-line = { $tier }: { $have } от { $need }
pass-about = За нас
pass-near = { $name }: покажете картата на касата
pass-coupon-description = Купон на { $organisation }
pass-coupon-code = Код
pass-coupon-ends = Важи до
pass-coupon-worth = Получавате
pass-coupon-terms = Условия
pass-coupon-state = Състояние
pass-coupon-active = Готов за ползване
pass-coupon-frozen = Замразен заедно с картата
pass-coupon-redeemed = Използван
pass-coupon-expired = Срокът изтече
pass-coupon-void = Вече не важи
pass-coupon-use-text = Покажете кода на касата преди плащане или го кажете.
pass-coupon = Купон
pass-coupon-conditions = Има и други условия – ботът ще ви каже.
pass-development = Пробна карта
pass-development-text = Тази карта е подписана за проба. iPhone я приема, щом заведението има свой сертификат от Apple.
pass-frozen = Замразена
pass-frozen-text = Докато картата не бъде размразена, по нея не се трупа и не се харчи. Всичко в нея остава ваше до обичайния си срок; попитайте в обекта.
pass-ended = Вече не важи
pass-ended-text = Тази карта е изтрита по желание на притежателя ѝ заедно с всичко по нея. Премахнете я от Wallet.

# Приблизително така айфонът надписва бутоните под картата.
featured-membershipbenefits = Предимства за членове
featured-order = Поръчка
featured-shop = Онлайн магазин
featured-bookappointment = Запазване на час
featured-viewoffersrewards = Оферти и награди
featured-addtobalance = Зареждане
featured-call = Обаждане

# Картата в Google Wallet. Google показва около 20 знака.
google-programme = Карта за лоялност
google-home = Отвори в Telegram

# Сертификатът на Apple изтича.
notice-certificate =
    🔐 Сертификатът на Apple за вашите карти изтича на { $date }, { $days ->
        [one] след { $days } ден
       *[other] след { $days } дни
    }.

    Направете преди това нов за <code>{ $name }</code>: developer.apple.com → Certificates → Pass Type ID Certificate. Сложете новите файлове на мястото на старите и рестартирайте програмата. Картите на клиентите остават, каквито са. След тази дата картите спират да се обновяват и нови не могат да се запазват.

# Сървърът за известия на Apple не приема нищо от нас.
notice-pushes-refused =
    🔐 Apple вече не ни позволява да съобщаваме на айфоните, че картата е променена, и отговаря <code>{ $answer }</code>. Картите остават стари, докато не бъдат отворени и дръпнати надолу.

    Най-вероятно някоя настройка е грешна: сертификатът, видът на картата или адресът на сървъра на Apple. Помолете този, който поддържа бота, да погледне <code>tessera check</code> и дневника. Няма загубени карти: щом се оправи, всеки айфон ще научи какво е пропуснал.
