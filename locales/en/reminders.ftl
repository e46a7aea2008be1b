# What a member is reminded of, and what they choose to be reminded of.
topics-title =
    <b>🔔 Notifications</b>
    Tap what you want to be reminded of; at most one reminder comes a day. Whatever changes your points you are always told.
topics-offers = Offers come because you agree to news and offers; you can withdraw that in the settings.
topics-offers-without = Offers come only if you agree to news and offers in the settings.
topics-on = I will remind you.
topics-off = I will not remind you of this any more.
topic-button-expiry = Points that expire
topic-button-birthday = My birthday
topic-button-tier = My level
topic-button-stamps = Stamps
topic-button-coupons = Coupons that end
topic-button-offers = Offers
