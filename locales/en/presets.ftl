# The ready programmes: what each is for, and the names that their rules use.
preset-classic = 🎯 Classic points
preset-stars = ⭐ Stars
preset-perfumery = 🌸 Perfumery
preset-grocery = 🥕 Grocery
preset-electronics = 🔌 Electronics
preset-bank = 💳 Cashback

preset-coffee-shop-what = a tenth back in points, every 6th coffee free
preset-salon-what = 5% back, more for a large bill, a birthday discount
preset-shop-what = 1 point per hundred, gifts for joining and birthdays
preset-restaurant-what = 5% back, more at lunch, a birthday dessert
preset-classic-what = points for purchases, joining, birthdays and friends
preset-stars-what = stars for drinks and food, a gold level, a stamp card
preset-perfumery-what = a discount that grows with what was spent
preset-grocery-what = points, offers of the week, three for two
preset-electronics-what = part of a purchase pays for the next one
preset-bank-what = money back, more in some categories, levels

preset-word-accessories = Accessories
preset-word-birthday-dessert = Birthday dessert
preset-word-bread = Bread
preset-word-coffee = Coffee
preset-word-dessert = Dessert
preset-word-drinks = Drinks
preset-word-food = Food
preset-word-for-the-beginning = A warm welcome
preset-word-free-coffee = Free coffee
preset-word-free-drink = Free drink
preset-word-fruit = Fruit
preset-word-gold = Gold
preset-word-green = Green
preset-word-groceries = Groceries
preset-word-offer-of-the-week = Offer of the week
preset-word-pharmacy = Pharmacy
preset-word-platinum = Platinum
preset-word-something-sweet = Something sweet
preset-word-standard = Standard
preset-word-sweets = Sweets
preset-word-tobacco = Tobacco
preset-word-vegetables = Vegetables

preset-offered = { $name } · { $what }

# What a ready programme calls its points, in the order of `locales.FORMS`.
preset-points-stars = star, stars
