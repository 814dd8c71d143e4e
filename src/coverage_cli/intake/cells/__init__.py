"""What the text of a cell says, or why it says nothing."""
