poster-hint = Point your phone’s camera at the code
