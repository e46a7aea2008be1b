demo-shop = Bean & Co
demo-guests = Emma Jack Olivia Harry Amelia George Isla Oscar Ava Leo Grace Freddie Lily Arthur Sophie Noah Ella Theo Ruby Tom Alice Max Rosie Ben
demo-letters = ABCDFGHJKLMNPRSTW
demo-cashier = Nina
