"""Google Wallet: objects, links, callbacks, what phones are told."""
