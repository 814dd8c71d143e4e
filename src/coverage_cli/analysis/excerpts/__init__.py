"""Running text: figures in it, what each is about, and a claim proposed from them."""
