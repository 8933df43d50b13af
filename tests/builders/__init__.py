"""Small makers of inputs that several test folders share."""
