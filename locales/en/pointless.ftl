# What is said instead where a programme gives no points: `pointless-` and the key of the usual words.
pointless-help-member = I keep your card. Tap <b>💳 My card</b> and show the code at the till.
pointless-join-contact =
    📱 May we have your phone number? With it your card survives a lost phone.

    You can go on without one.
pointless-join-moved = 🎉 Welcome back, { $name }! We know this number: your card, with all that is on it, has moved here.
pointless-rewards-none = Nothing here yet. Your rewards will appear here.
