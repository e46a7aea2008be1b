"""The mechanics: one module each, with its phase, its frozen Config and one function from event to proposals."""
