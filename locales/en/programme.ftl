# The programme's rules in plain words, and the owner's forms for them.

# --- one line per rule; conditions follow in brackets ---
rule-earn = <b>{ $points }</b> for every { $per }
rule-points-tender = { POINTS(start: 1) } pay up to <b>{ $cap }</b> of a purchase, { $points } = { $value }
rule-grant = { $participants-count ->
    [0] <b>{ $points }</b> for joining
   *[other] <b>{ $points-count } more { POINTS($points-count, only: "word") }</b> for the first { $participants-count } to join
}
rule-boost = { $when ->
    [hours] <b>Happy hour</b>: { POINTS() } <b>{ $factor }</b>
   *[other] { POINTS(start: 1) } <b>{ $factor }</b>
}{ $categories-count ->
    [0] { "" }
   *[other] { " " }for: { $categories }
}
rule-bonus = <b>{ $points }</b> for a purchase{ $from-count ->
    [0] { "" }
   *[other] { " " }from { $from }
}
rule-discount = <b>{ $percent } off</b> the whole purchase
rule-category-discount = <b>{ $percent } off</b>{ $categories-count ->
    [0] { " " }every item
   *[other] : { $categories }
}
rule-money-off = <b>{ $amount } off</b> the purchase{ $from-count ->
    [0] { "" }
   *[other] { " " }from { $from }
}
rule-nth-free = { $gifts-count ->
    [0] <b>{ $every-count } for the price of { $every-before }</b>: the cheapest is free
   *[other] For { $every } <b>a gift</b>: { $gifts }
}
rule-accumulating-discount = <b>A discount that grows</b>: { $steps }; { rule-window }
rule-coupon = Coupon <b>{ $title }</b>: { $kind ->
    [percent] { $percent } off
    [amount] { $amount } off
    [points] { $points }
   *[item] a free item
}
rule-gift-coupon = { $coupon-gives ->
    [none] A coupon
   *[other] Coupon <b>{ $coupon }</b>
} { $on ->
    [registration] for joining
    [birthday] for the birthday
   *[purchase] with every purchase
}{ $from-count ->
    [0] { "" }
   *[other] { " " }from { $from }
}
rule-stamp-card = { $reward-gives ->
    [same] { $what-form ->
        [none] Every { $nth } { $categories-count ->
            [0] item is <b>free</b>
           *[other] is <b>free</b>: { $categories }
        }
       *[one] Every { $nth } { $what } is <b>free</b>
    }
   *[other] { $reward-gives ->
        [none] <b>A gift</b>
       *[other] <b>{ $reward }</b>
    } for { $goal }, one for every { $per ->
        [item] item
        [purchase] purchase
       *[amount] { $amount }
    }
}
rule-tiers = <b>Levels</b>: { $base }, { $levels }; { rule-window }
rule-birthday = <b>{ $points }</b> for the birthday, { $days-before-count ->
    [0] on the day itself
   *[other] { $days-before } before
}
rule-referral = <b>{ $inviter }</b> for bringing a friend, { $friend } for the friend, after the friend’s first purchase
rule-window = { $window ->
    [lifetime] counted forever
    [rolling] counted over { $days }
    [month] counted from the 1st of each month
   *[year] counted from 1 January each year
}
name-earn = { $back-count ->
    [0] { POINTS(start: 1) } for purchases
   *[other] Cashback { $back }
}{ $categories-count ->
    [0] { "" }
   *[other] : { $categories }
}
name-points-tender = { POINTS(start: 1) } pay up to { $cap }
name-grant = { $participants-count ->
    [0] For joining
   *[other] First { $participants-count }
}: { $points }
name-boost = { $when ->
    [hours] Happy hour: { POINTS() } { $factor }
    [birthday] Birthday: { POINTS() } { $factor }
    [always] { POINTS(start: 1) } { $factor }
   *[other] { $when-text }: { POINTS() } { $factor }
}{ $categories-count ->
    [0] { "" }
   *[other] : { $categories }
}
name-bonus = +{ $points }{ $from-count ->
    [0] { " " }for a purchase
   *[other] { " " }from { $from }
}
name-discount = { $when ->
    [hours] Happy hour: { $percent } off
    [birthday] Birthday: { $percent } off
    [always] { $percent } off
   *[other] { $when-text }: { $percent } off
}
name-category-discount = { $percent } off{ $categories-count ->
    [0] { " " }every item
   *[other] : { $categories }
}
name-money-off = { $amount } off{ $from-count ->
    [0] { "" }
   *[other] { " " }from { $from }
}
name-nth-free = { $gifts-count ->
    [0] { $every-count } for the price of { $every-before }{ $categories-count ->
        [0] { "" }
       *[other] : { $categories }
    }
   *[other] For { $every }: { $gifts }
}
name-accumulating-discount = { $steps-count ->
    [0] Discount that grows
   *[other] Discount up to { $steps-last-percent }
}
name-coupon = 🎟 { $title }
name-gift-coupon = { $on ->
    [registration] For joining:
    [birthday] 🎂
   *[purchase] With a purchase:
} { $coupon }
name-stamp-card = { $reward-gives ->
    [same] { $what-form ->
        [none] Every { $nth } { $categories-count ->
            [0] item free
           *[other] free: { $categories }
        }
       *[one] Every { $nth } { $what } free
    }
   *[other] { $goal }: { $reward }
}
name-tiers = Levels: { $base }{ $levels-count ->
    [0] { "" }
   *[other] { " – " }{ $levels-last-key }
}
name-birthday = Birthday: { $points }
name-referral = Bring a friend: { $inviter }

# what else a rule sets, after its line: words of the mechanic's own first, then what many have in common
also-points-tender-minimum = on purchases from { $minimum }
also-referral-minimum = from { $minimum }
also-coupon-valid-days = good for { $valid-days }
also-most = at most { $most } per purchase
also-ladder = { $ladder }
also-categories = only for: { $categories }
also-excluded = except for: { $excluded }
also-activation-days = can be spent after { $activation-days }
also-expiry-days = good for { $expiry-days }
also-milestones = on the way { $milestones }

# said in the line itself
also-boost-categories = { "" }
also-category-discount-categories = { "" }
rule-participants-grant = { "" }
also-stamp-card-categories = { $reward-gives ->
    [same] { "" }
   *[other] only for: { $categories }
}
rule-from-bonus = { "" }
rule-from-money-off = { "" }
rule-from-gift-coupon = { "" }

# conditions
rule-no-coupon = not chosen yet
rule-since = from { $date }
rule-until = until { $date }
rule-from = purchases from { $minimum }
rule-first = first purchase
rule-not-first = not the first purchase
rule-participants = the first { $participants } members
rule-tiers-only = levels: { $tiers }
rule-outlets-only = at: { $outlets }
rule-birthday-near = { $days ->
    [0] on the birthday
    [one] within { $days } day of the birthday
   *[other] within { $days } days of the birthday
}

# --- the mechanics: what they are called, and what they are for ---
mechanic-earn = { POINTS(start: 1) } for purchases
mechanic-earn-help = { POINTS(start: 1) } for money paid, at a rate that you set; larger purchases may earn at a better rate.
mechanic-points-tender = Paying with { POINTS() }
mechanic-points-tender-help = { POINTS(start: 1) } pay a part of a later purchase. Without this rule { POINTS() } cannot be spent.
mechanic-grant = { POINTS(start: 1) } for joining
mechanic-grant-help = A welcome gift. With the condition “first members only” it is a launch offer.
mechanic-boost = More { POINTS() }
mechanic-boost-help = Multiplies what a purchase earns: on Mondays, in the quiet hours, for some categories, for gold members.
mechanic-bonus = { POINTS(start: 1) } on top
mechanic-bonus-help = A fixed number of { POINTS() } for a purchase that meets the conditions, for example from a certain sum.
mechanic-discount = Discount
mechanic-discount-help = Per cent off the whole purchase: always, on some days, for some members, around the birthday.
mechanic-category-discount = Discount by category
mechanic-category-discount-help = Per cent off the items of some categories. The cashier picks the category.
mechanic-money-off = Amount off
mechanic-money-off-help = A fixed amount off the purchase, usually with the condition “purchases from …”.
mechanic-nth-free = Every N-th free
mechanic-nth-free-help = Within one purchase: of several items the cheapest is free, or a gift comes with them.
mechanic-accumulating-discount = Discount that grows
mechanic-accumulating-discount-help = The more a member has bought, the larger the discount: by number of purchases or by money spent.
mechanic-coupon = Coupon
mechanic-coupon-help = What a coupon is worth. Members get it as a gift, for stamps, in a broadcast or by a public code.
mechanic-gift-coupon = Coupon as a gift
mechanic-gift-coupon-help = Gives members a coupon for joining, with a purchase (a discount next time) or for the birthday.
mechanic-stamp-card = Stamp card
mechanic-stamp-card-help = Stamps for items, purchases or money; a full card gives a coupon. Spare stamps carry over to the next card.
mechanic-tiers = Levels
mechanic-tiers-help = Silver, gold …: members rise by what they spend. What a level gives is set by other rules with the condition “levels”.
mechanic-birthday = Birthday { POINTS() }
mechanic-birthday-help = { POINTS(start: 1) } as a birthday gift, in time to spend them.
mechanic-referral = Bring a friend
mechanic-referral-help = { POINTS(start: 1) } for the member who invites and for the friend, after the friend’s first purchase.

# --- fields: short enough for a button with their value ---
field-points = { POINTS(start: 1) }
field-points-tender-points = { POINTS(start: 1) } for it
field-per = For every
field-ladder = Larger purchases
field-minimum = Purchases from
field-categories = Categories
field-excluded = Not for
field-excluded-skus = Not for articles
field-activation-days = Can be spent after
field-expiry-days = Good for
field-factor = Multiplied by
field-value = A { POINTS(1, only: "word") } pays
field-cap = Largest share
field-most = At most
field-percent = Discount
field-amount = Sum
field-every = Items
field-gifts = Gift from
field-metric = What counts
field-window = Counted over
field-days = Days counted
field-steps = Steps
field-threshold = From
field-title = Name
field-kind = Gives
field-beside = Other coupons
field-valid-days = Good for
field-uses = Uses per coupon
field-total = Uses in all
field-per-member = Uses per member
field-period-days = Per member within
field-coupon = Coupon
field-on = When
field-goal = Stamps to fill
field-stamp-card-per = A stamp for
field-stamp-card-amount = Sum per stamp
field-reward = Full card gives
field-milestones = Gifts on the way
field-at = At stamp
field-base = First level
field-levels = Levels
field-key = Name of the level
field-warn-days = Warn before
field-days-before = Before the birthday
field-inviter = For the inviter
field-friend = For the friend
field-referral-minimum = First purchase from
field-monthly-cap = Friends a month
field-when-since = First day
field-when-until = Last day
field-when-weekdays = Days of the week
field-when-hours = Hours
field-when-outlets = Outlets
field-when-tiers = Levels
field-when-first-purchase = First purchase
field-when-participants = First members only
field-when-birthday = Around the birthday
field-rule-priority = Priority
field-rule-exclusive = Stands alone
field-rule-stackable = Adds to others
field-settings-confirm-seconds = Time to confirm
field-settings-hold-minutes = { POINTS(start: 1) } set aside for
field-settings-grace-days = Grace after a return
field-settings-undo-minutes = Undo at the till
field-settings-max-cheque = Largest purchase
field-settings-adjust-per-day = { POINTS(start: 1) } by hand a day
field-settings-in-money = { POINTS(start: 1) } shown as money
field-settings-receipts-per-day = Purchases a day
field-settings-static-points-per-day = Without asking, a day

# --- hints: what a field does, where its name does not say it all ---
hint-excluded-skus = Articles as the till knows them. They earn nothing.
hint-activation-days = How long { POINTS() } wait before they can be spent.
hint-cap = How large a share of a purchase { POINTS() } may pay.
hint-per-member = How often one member may use coupons of this kind.
hint-total = Once this many have been used, no more are accepted.
hint-beside = Whether a purchase may have other coupons beside this one.
hint-warn-days = How long before losing a level a member hears of it.
hint-monthly-cap = Further friends wait for your word.
hint-nth-free-every = For how many items one is free.
hint-when-participants = For joining only: the offer ends once this many have joined.
hint-when-birthday = This many days before and after it. Only for members who have told their birthday.
hint-rule-priority = If two rules are worth the same, or one stands alone, the larger number wins.
hint-rule-exclusive = When this rule applies, others of its kind do not, unless their priority is larger.
hint-rule-stackable = Of several discounts the best counts; one that adds to others always counts too.
hint-settings-confirm-seconds = How long a member has to confirm that their { POINTS() } pay.
hint-settings-hold-minutes = After this, { POINTS() } that wait for an answer are free again.
hint-settings-grace-days = How long { POINTS() } that expired meanwhile are good for after a return.
hint-settings-undo-minutes = How long a cashier can undo a sale; after that it takes a return.
hint-settings-max-cheque = Anything larger is refused, as a slip of the finger.
hint-settings-adjust-per-day = How many { POINTS() } one colleague may give and take by hand in a day.
hint-settings-in-money = Members and cashiers read what { POINTS() } pay for, such as a cashback of 17, instead of their number. It needs one rule by which { POINTS() } pay, all at one value.
hint-settings-receipts-per-day = More purchases of one member on one day are refused.
hint-settings-static-points-per-day = How many { POINTS() } one member may spend in a day by a code that does not change (the static QR, the ten digits) without confirming in the chat. 0: always ask.

# --- what an empty setting says ---
none-expiry-days = forever
none-ladder = same rate
none-categories = all
none-excluded = no exceptions
none-excluded-skus = no exceptions
none-most = no limit
none-gifts = the cheapest item
none-milestones = none
none-steps = none
none-levels = none
none-valid-days = forever
none-uses = no limit
none-total = no limit
none-per-member = no limit
none-period-days = ever
none-when-since = at once
none-when-until = no end
none-when-weekdays = every day
none-when-hours = all day
none-when-outlets = all
none-when-tiers = all
none-when-first-purchase = does not matter
none-when-participants = everybody
none-when-birthday = does not matter
none-title = no name yet
none-coupon = not chosen
none-reward = not chosen

# --- what a zero says ---
zero-activation-days = at once
zero-minimum = any sum
zero-days-before = on the day itself

# --- examples that are words ---
example-activation-days = 14 days
example-title = Free coffee
example-categories = coffee, tea
example-excluded = tobacco
example-excluded-skus = 4601234567890
example-gifts = cookies
example-key = gold
example-base = bronze

# --- choices ---
choice-metric-visits = purchases
choice-metric-spend = money spent
choice-metric-points = { POINTS() } earned
choice-metric-friends = friends invited
choice-window-lifetime = forever
choice-window-rolling = over the last days
choice-window-month = calendar month
choice-window-year = calendar year
choice-kind-percent = per cent off
choice-kind-amount = an amount off
choice-kind-item = a free item
choice-kind-points = { POINTS() }
choice-beside-exclusive = none beside it
choice-beside-stackable = those that allow it
choice-beside-always = always
choice-on-registration = joining
choice-on-purchase = every purchase
choice-on-birthday = birthday
choice-per-item = every item
choice-per-purchase = every purchase
choice-per-amount = a sum

# --- levels to begin with ---
level-bronze = Bronze
level-silver = Silver
level-gold = Gold

# --- steps of a ladder ---
rung-earn-ladder = from { $minimum }: { $points } for every { $per }
rung-accumulating-discount-steps = { $percent } from { $threshold }
rung-stamp-card-milestones = { $at }: { $coupon }
rung-tiers-levels = { $key } from { $threshold }

# --- units ---
unit-points = { POINTS($count) }
unit-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
unit-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
unit-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
unit-items = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
unit-stamps = { $count ->
    [one] { $count } stamp
   *[other] { $count } stamps
}
unit-times = { $count ->
    [one] once
   *[other] { $count } times
}
unit-friends = { $count ->
    [one] { $count } friend
   *[other] { $count } friends
}
unit-visits = { $count ->
    [one] { $count } purchase
   *[other] { $count } purchases
}

# --- forms ---
form-title = ✏️ <b>{ $rule }</b> → { $field }
form-now = Now: <b>{ $value }</b>
form-example = For example: { $example }.
form-least = At least { $least }.
form-most = At most { $most }.
form-between = From { $least } to { $most }.
form-nonsense = 🤔 I can’t take { QUOTE($typed) }.
form-stale = This screen is out of date. Nothing was changed.
form-refused = 🤔 It does not work: { $problem }.
form-expect-money = Type a sum of money.
form-expect-number = Type a whole number.
form-expect-percent = Type a percentage, such as 10 or 2.5.
form-expect-factor = Type how many times, such as 2 or 1.5.
form-expect-text = Type a short text.
form-expect-texts = Type them, separated by commas.
form-expect-date = Type a date: day, month, year.
form-expect-hours = Type the hours, from and to.
form-expect-choice = Tap what fits.
form-expect-rungs = Tap one to change it, or add another.
form-button-yes = Yes
form-button-no = No
form-switched-on = on
form-switched-off = off
form-button-add-rung = ➕ Add one
form-button-remove-rung = 🗑 Remove this one
form-no-choices = There is nothing to choose from yet.
form-no-coupons = Make a coupon first: All rules → Add a rule → Coupon.

problem-too-small = the number is too small
problem-too-large = the number is too large
problem-not-rising = every step must be higher than the one before and give more
problem-empty-hours = the hours must not begin and end at the same time
problem-too-many = there are too many of them
problem-too-long = the text is too long
problem-duplicate = a name appears twice or is missing
problem-missing = at least one is needed
problem-other = it does not fit

# --- screens ---
programme-planned = 🗓 A change is planned. These rules apply from <b>{ $moment }</b>.
programme-planned-button-withdraw = 🗓 Withdraw the planned change
programme-hint = Tap a rule to change it, or to switch it on or off.
programme-none = There are no rules yet.
programme-more = … and { $count ->
    [one] { $count } more rule
   *[other] { $count } more rules
} below.
programme-draft = ✏️ <b>Not in force yet:</b>
programme-button-check = 🗓 From a later day
programme-button-drop = 🗑 Discard my changes
programme-button-add = ➕ Add a rule
programme-button-settings = ⚙️ Settings for all
programme-button-history = 🕓 Versions
programme-settings-title = ⚙️ <b>Settings for all</b>
programme-settings = Settings for all
programme-rule-button-when = 🕐 Conditions
programme-rule-button-rank = ⚖️ With other rules
programme-rule-button-more = ⚙️ More settings
programme-rule-button-pause = ⚪ Switch off
programme-rule-button-resume = 🟢 Switch on
programme-rule-button-remove = 🗑 Remove
programme-when-title = 🕐 <b>{ $rule }</b>: when it applies
programme-rank-title = ⚖️ <b>{ $rule }</b>: beside other rules
programme-rest-title = ⚙️ <b>{ $rule }</b>: what is rarely set
programme-add-title = ➕ <b>What shall we add?</b>
programme-add-button-mechanic = ➕ Add it
programme-add-button-presets = 📚 From a ready programme
programme-presets-title = 📚 <b>Which programme shall we borrow from?</b>
programme-preset-title = 📚 <b>{ $name }</b>: tap the rule you want
programme-check-title = 🔎 <b>Please check</b>
programme-unfinished = ⚠️ { $rule }: { QUOTE($field) } is still empty.
programme-check-when = When should this take effect?
programme-check-joins = A change is planned already; this one takes effect together with it at the earliest. To be quicker, withdraw that one first.
programme-check-button-now = ✅ From now on
programme-check-button-tomorrow = 🗓 From tomorrow
programme-check-button-planned = ✅ With the planned change
programme-check-button-date = 🗓 From another day
programme-check-since = 🗓 Applies <b>from { $date }</b>
programme-check-now = 🗓 Applies <b>from now on</b>
programme-check-button-confirm = ✅ Put in force
programme-ask-date = 🗓 From which day? Type the date, for example { $example }.
programme-date-past = That day is over. Type one that is still to come, for example { $example }.
programme-date-early = A change is planned already. Type { $planned } or a later day.
programme-done-now = ✅ Done. The new rules apply <b>from now on</b>.
programme-done-since = ✅ Done. These rules apply <b>from { $date }</b>
programme-button-undo = ↩️ Undo
programme-undone = ↩️ Undone. The rules are as they were.
programme-withdraw-ask = 🗓 Withdraw the change planned for <b>{ $moment }</b>? The rules stay as they are today.
programme-withdrawn = 🗓 Withdrawn. The rules stay as they are today.
programme-button-withdraw-yes = Yes, withdraw
programme-dropped = Discarded. The rules are as they were.
programme-button-rules = 📋 All rules
programme-conflict = ⚠️ <b>{ $name }</b> has changed the rules meanwhile, so yours were not put in force. This is what you wanted:
programme-button-anew = 👀 Look at the rules as they are now
programme-versions-title = 🕓 <b>Versions of the programme</b>
programme-versions-holds = ✅ { $number } · { $day } · { $name }
programme-versions-planned = 🗓 { $number } · { $day } · { $name }
programme-versions-past = { $number } · { $day } · { $name }
programme-versions-withdrawn = ✖️ { $number } · { $day } · { $name }
programme-version-title = 🕓 <b>Version { $number }</b>
programme-version-made = Made by { $name }, { $moment }
programme-version-holds = ✅ In force since { $moment }
programme-version-planned = 🗓 In force from { $moment }
programme-version-past = Was in force from { $moment }
programme-version-withdrawn = ✖️ Planned from { $moment }, but was withdrawn
programme-version-changes = What it changed:
programme-version-button-back = ↩️ Go back to this version
programme-version-ask = ↩️ Go back to version { $number }? This will change:
programme-version-button-yes = ✅ Yes, from now on
programme-no-difference = Nothing.

diff-field = • { $field }: { $before } → <b>{ $after }</b>
diff-changed = ✏️ { $rule }
diff-off = • on → <b>off</b>
diff-on = • off → <b>on</b>

refusal-programme-changed = { $who } has changed the rules meanwhile. Nothing was done; please have another look.
refusal-plan-waiting = A change is planned for { $planned_from }. Let this one take effect then, or withdraw that one first.
refusal-nothing-changed = The rules are like that already. Nothing was changed.
