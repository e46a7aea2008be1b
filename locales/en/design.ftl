# The card's look: the owner's designer, and words that drawings of cards need.

wallet-state-expired = Expired
wallet-state-used = Used
wallet-state-inactive = No longer valid
wallet-valid-until = Valid until
