# A customer's page, for managers and owners, and what they do by hand.
refusal-adjustment-too-large = { $available ->
    [0] This customer has no points that could be taken off.
    [one] This customer has only { $available } point. Take off that much at most.
   *[other] This customer has only { $available } points. Take off that many at most.
}
refusal-adjustment-limit-reached = { $limit ->
    [one] By hand you can move { $limit } point a day, and today’s are gone. The owner can change this in the rules.
   *[other] By hand you can move { $limit } points a day; this would be more. The owner can change this in the rules.
}
