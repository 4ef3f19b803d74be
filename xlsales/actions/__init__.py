"""One function for each button and command."""
