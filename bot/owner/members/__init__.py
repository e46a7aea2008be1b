"""One customer on the owner's screen, and what is given or taken by hand."""
