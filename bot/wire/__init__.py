"""How updates come in and messages go out: polling, the workers, the one sender, what is kept between taps."""
