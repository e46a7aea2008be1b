# Готовые программы: для чего каждая, и слова из их правил.
preset-classic = 🎯 Классика
preset-stars = ⭐ Звёзды
preset-perfumery = 🌸 Парфюмерия
preset-grocery = 🥕 Продукты
preset-electronics = 🔌 Электроника
preset-bank = 💳 Кешбэк

preset-coffee-shop-what = 10 % баллами, каждый 6-й кофе в подарок
preset-salon-what = 5 % баллами, за крупный чек больше, скидка в день рождения
preset-shop-what = 1 балл за каждые сто, подарки за вступление и день рождения
preset-restaurant-what = 5 % баллами, в обед больше, десерт ко дню рождения
preset-classic-what = баллы за покупки, вступление, день рождения и друзей
preset-stars-what = звёзды на напитки и еду, золотой уровень, штампы
preset-perfumery-what = скидка, которая растёт с покупками
preset-grocery-what = баллы, предложения недели, три по цене двух
preset-electronics-what = баллами оплачивают часть следующей покупки
preset-bank-what = кешбэк деньгами, больше в любимых категориях, уровни

preset-word-accessories = Аксессуары
preset-word-birthday-dessert = Десерт ко дню рождения
preset-word-bread = Хлеб
preset-word-coffee = Кофе
preset-word-dessert = Десерты
preset-word-drinks = Напитки
preset-word-food = Еда
preset-word-for-the-beginning = Для начала
preset-word-free-coffee = Кофе в подарок
preset-word-free-drink = Напиток в подарок
preset-word-fruit = Фрукты
preset-word-gold = Золотой
preset-word-green = Зелёный
preset-word-groceries = Продукты
preset-word-offer-of-the-week = Предложение недели
preset-word-pharmacy = Аптека
preset-word-platinum = Платиновый
preset-word-something-sweet = Что-нибудь сладкое
preset-word-standard = Стандартный
preset-word-sweets = Сладости
preset-word-tobacco = Табак
preset-word-vegetables = Овощи

preset-offered = { $name } · { $what }

# What a ready programme calls its points, in the order of `locales.FORMS`.
preset-points-stars = звезда, звезды, звёзд, звёзды
