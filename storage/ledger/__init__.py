"""Operations, postings, lots and balances, and the recount of them."""
