# What the shop has named itself, in other languages; and its own word for points.
names-button-open = 🌐 Names in other languages
names-title =
    🌐 <b>Names in other languages</b>
    Rewards, levels and goods can be called by a name in each language of your customers. Tap one and type it. Where you say nothing, everybody reads it as you typed it in the rules.
names-button-points = ⭐ Points are called: { $points }
names-name = 🌐 <b>{ $name }</b>
names-line = { $language }: <b>{ $name }</b>
names-ask = What is it called in this language: <b>{ $language }</b>? Type it.
names-points =
    ⭐ <b>What do you call points?</b>
    Stars, beans, whatever fits your shop. Tap a language and type your word: cards, receipts and messages then count by it.
names-button-usual = ↩ Call them points again
names-ask-points =
    ⭐ <b>{ $language }</b>: type the forms of your word, separated by commas, for
    <b>{ $asked }</b>

    For example: <code>{ $example }</code>
names-points-several = I need { $count ->
    [one] { $count } form
   *[other] { $count } forms
} of the word, separated by commas.
points-asked = 1 …, 5 …
diff-names = Names in other languages
