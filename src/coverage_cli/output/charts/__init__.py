"""What charts show, in every format alike, and pictures of it."""
