"""What Excel calls: worksheet functions and buttons, and the add-in that is built from them."""
