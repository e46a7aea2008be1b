# Видът на картата: конструкторът за собственика и думите, нужни на рисунките на карти.

wallet-state-expired = Изтекъл
wallet-state-used = Използван
wallet-state-inactive = Вече не важи
wallet-valid-until = Важи до

# --- конструкторът за собственика -------------------------------------------------------------------------------------

design-title = 🎨 <b>Вид на картата</b>: на айфон с iOS 27, на по-стар айфон и на телефон с Android.
design-shown = Така изглеждат картите ви сега.
design-draft = ✏️ Това е чернова, виждате я само вие. Променено: { $parts }.
design-part-logo = лого
design-part-colours = цветове
design-part-strip = картинка
design-part-stamps = печати
design-part-look = стил
design-part-texts = текстове
design-part-links = линкове
design-part-tiers = нива
design-button-logo = 🏷 Лого
design-button-colours = 🎨 Цветове
design-button-strip = 🖼 Картинка
design-button-stamps = 🔖 Печати
design-button-look = ✨ Стил
design-button-texts = 📝 Текстове
design-button-links = 🔗 Линкове
design-button-tiers = 🏅 Нива
design-button-versions = 🕘 Предишни
design-button-undo = ↩ Отмени
design-button-discard = 🗑 Изчисти
design-button-publish = ✅ Публикувай
design-sample-name = Мария Иванова

design-ask-logo = 🏷 Изпратете логото си: PNG, JPEG или WebP. Изпратено като файл, то запазва качеството и прозрачния си фон.
design-button-no-logo = Без лого
design-button-spells = 🔤 Името е в логото
design-button-names-apart = 🔤 Изписвай името до него
design-ask-strip = 🖼 Изпратете картинка за средата на картата, поне 375×144 пиксела. Тя остава чиста: вашият цвят покрива само ъгъла под { POINTS(the: 1) }, а на най-новите айфони и краищата, за да се чете текстът. Или изберете:
design-strip-stamps = ℹ️ Картите ви имат печати: те са върху картинката.
design-button-pattern = Рисувана шарка
design-button-plain = Един цвят
design-ask-stamps = 🔖 <b>Какви печати?</b> Натиснете един; на последното място на картата винаги е подаръкът. Или използвайте свои картинки.
design-stamp-tick = Отметка
design-stamp-star = Звезда
design-stamp-heart = Сърце
design-stamp-cup = Чаша
design-stamp-pizza = Пица
design-stamp-cake = Кексче
design-stamp-cone = Сладолед
design-stamp-scissors = Ножица
design-stamp-flower = Цвете
design-stamp-leaf = Листо
design-stamp-paw = Лапа
design-stamp-wheel = Колело
design-stamp-drop = Капка
design-stamp-bag = Чанта
design-stamp-dumbbell = Гира
design-button-own-stamp = 🖼 Мои картинки
design-ask-stamp-full = 🔖 Изпратете картинката на получен печат: PNG, JPEG или WebP, поне 64 пиксела. Изпратена като файл, тя запазва прозрачния си фон; снимка изрязвам в кръг.
design-ask-stamp-empty = 🔖 Сега изпратете картинката на празно място – или нека бъде първата, но бледа.
design-button-faded = Бледа
design-ask-look = ✨ <b>Кой стил ви подхожда?</b> Той сменя шарката, а ако не сте избирали цветове – и тях.
design-look-coffee = ☕ Кафене
design-look-salon = 💇 Салон
design-look-shop = 🛍 Магазин
design-look-restaurant = 🍽 Ресторант

design-ask-colours =
    🎨 <b>Кои цветове?</b> Натиснете номер или напишете цвят: #3b2418 или „син“.
    До три: фон, текст, надписи. Каквото пропуснете, избирам аз, така че да се чете.
design-colours-logo =
    { $count ->
        [one] Последната палитра е от цветовете на логото ви.
       *[other] Последните { $count } палитри са от цветовете на логото ви.
    }
design-colour-names =
    черен 111111 бял ffffff сив 757575 червен c62828 оранжев ef6c00 жълт fdd835 зелен 2e7d32 маслинен 6b7a2c
    тюркоазен 26a69a светлосин 4fa8dd син 1565c0 тъмносин 12285a лилав 6a1b9a виолетов 7e57c2 розов ec407a
    кафяв 5d4037 бежов f5ead7 кремав fff8e7 златен c9a227 сребърен c0c4c9 бордо 6d1b2f
design-unreadable = Текст в { $colour } се чете трудно върху { $background }. Най-близкият цвят, който се чете, е <b>{ $suggestion }</b>.
design-button-suggested = Вземи { $colour }
design-tiers = 🏅 Горните нива по ред са сребърно, златно и така нататък, докато не изберете друго. Показват го айфоните; на Android цветът е един за всички. Кое ниво?
design-tier = 🏅 Картата на ниво <b>{ $tier }</b>.
design-button-no-colours = Като всички
design-button-by-place = 🏅 Цветове според реда на нивата

design-texts =
    📝 <b>На гърба на картата</b>

    <b>За вас:</b> { $about }

    <b>Контакти:</b> { $contacts }
design-nothing = —
design-button-about = ✏️ За вас
design-button-no-about = ✖ Махни
design-button-contacts = ✏️ Контакти
design-button-no-contacts = ✖ Махни
design-ask-about = 📝 Напишете няколко думи за бизнеса си, до 500 знака.
design-ask-contacts = ☎️ Напишете как да ви намерят: телефон, адрес, имейл – всяко на отделен ред. До 300 знака.
design-links = 🔗 <b>Линкове на гърба на картата.</b> Натиснете някой, за да го махнете.
design-link = • { $title }: { $url }
design-button-link = ➕ Добави линк
design-button-no-link = ✖ { $title }
design-link-button = • 📲 { $title }: { $url }
design-button-action = 📲 Бутон под картата
design-button-no-action = Без този бутон
design-ask-action = 📲 Айфоните с iOS 27 показват два бутона под картата. Първият отваря страницата на картата, вторият избирате вие; той е и под купоните. Кой линк да отваря?
design-ask-action-type = 📲 За какво е линкът <b>{ $title }</b>? Думите айфонът пише сам, на своя език.
design-ask-link =
    🔗 Напишете два реда: как се казва линкът и накъде води. Сайт, телефон или имейл.

    <i>Меню
    beans.example/menu</i>

design-button-discard-yes = 🗑 Да, изчисти
design-ask-discard = 🗑 Да забравя ли черновата? Картите остават както са.
design-button-publish-yes = ✅ Да, публикувай
design-ask-publish =
    ✅ <b>Да публикувам ли този вид?</b>
    { $count ->
        [0] Още няма карти; първата ще изглежда така.
        [one] Ще се промени { $count } карта; продажбите не чакат.
       *[other] Ще се променят { $count } карти, една след друга; продажбите не чакат.
    }
design-progress =
    🎨 <b>Новият вид е на път.</b>
    { $bar } Известени карти: { $told } от { $total }
design-published =
    ✅ <b>Новият вид е публикуван.</b>
    { $count ->
        [0] Следващата карта ще е такава.
        [one] Известена е { $count } карта.
       *[other] Известени са всички { $count } карти.
    }
design-button-after = 🎨 Към картата
design-versions = 🕘 <b>Публикувани видове.</b> Натиснете някой, за да го видите.
design-version = { $moment }
design-version-held = { $moment } · сега
design-former = 🕘 Така изглеждаше картата тогава. Върната, тя става ваша чернова; публикувате я вие.
design-button-bring-back = ↩ Върни като чернова

refusal-design-changed = Видът на картата се промени междувременно. Отворете го пак и погледнете отново.
refusal-design-unchanged = Няма какво да се публикува: картите вече изглеждат така.
refusal-artwork-unfit =
    { $problem ->
        [large] Картинката е твърде голяма. Изпратете до 20 MB и 20 мегапиксела.
        [animated] Тази картинка се движи, а картата не може. Изпратете неподвижна.
        [small] Картинката е твърде малка и няма да е ясна. Логото и печатът искат 64 пиксела, картинката за картата – 375×144.
        [narrow] Картинката е твърде тясна: на картата ще е тънка черта. Изпратете по-близка до квадрат.
        [empty] На тази картинка не се вижда нищо: тя е прозрачна или цялата в един цвят.
        [none] Изпратете картинка, моля: PNG, JPEG или WebP.
       *[broken] Не мога да отворя тази картинка. Изпратете PNG, JPEG или WebP.
    }
refusal-colour-unknown = Не познавам този цвят. Напишете го като #3b2418 или „син“; до три, с интервал между тях.
refusal-colour-unreadable = Текст в { $colour } се чете трудно върху { $background }. Вземете { $suggestion }.
refusal-too-many-links = Картата побира най-много { $limit } линка. Първо махнете някой.
