"""What each command does; `cli` reads what was typed, and starts one of them."""
