"""What a project says about itself: where it is, which files it reads and how, and its targets."""
