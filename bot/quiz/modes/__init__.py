"""What is special about each mode, as functions of rounds and members; the game asks them."""
