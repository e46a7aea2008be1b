"""The till: whose code it is, the sale, holds and spending, returns, receipts."""
