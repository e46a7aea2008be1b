# Готовите програми: за какво е всяка, и думите в правилата им.
preset-classic = 🎯 Класика
preset-stars = ⭐ Звезди
preset-perfumery = 🌸 Парфюмерия
preset-grocery = 🥕 Хранителни
preset-electronics = 🔌 Електроника
preset-bank = 💳 Кешбек

preset-coffee-shop-what = 10 % обратно в точки, всяко 6-о кафе е подарък
preset-salon-what = 5 % обратно, повече при голяма сметка, отстъпка за рожден ден
preset-shop-what = 1 точка на всеки сто, подаръци за регистрация и рожден ден
preset-restaurant-what = 5 % обратно, на обед повече, десерт за рожден ден
preset-classic-what = точки за покупки, регистрация, рожден ден и приятели
preset-stars-what = звезди за напитки и храна, златно ниво, печати
preset-perfumery-what = отстъпка, която расте с покупките
preset-grocery-what = точки, оферти на седмицата, три на цената на две
preset-electronics-what = част от покупката плаща следващата
preset-bank-what = пари обратно, повече в някои категории, нива

preset-word-accessories = Аксесоари
preset-word-birthday-dessert = Десерт за рожден ден
preset-word-bread = Хляб
preset-word-coffee = Кафе
preset-word-dessert = Десерти
preset-word-drinks = Напитки
preset-word-food = Храна
preset-word-for-the-beginning = За добро начало
preset-word-free-coffee = Безплатно кафе
preset-word-free-drink = Безплатна напитка
preset-word-fruit = Плодове
preset-word-gold = Златно
preset-word-green = Зелено
preset-word-groceries = Хранителни стоки
preset-word-offer-of-the-week = Оферта на седмицата
preset-word-pharmacy = Аптека
preset-word-platinum = Платинено
preset-word-something-sweet = Нещо сладко
preset-word-standard = Стандартно
preset-word-sweets = Сладкиши
preset-word-tobacco = Тютюн
preset-word-vegetables = Зеленчуци

preset-offered = { $name } · { $what }

# What a ready programme calls its points, in the order of `locales.FORMS`.
preset-points-stars = звезда, звезди, звезди, звездите
