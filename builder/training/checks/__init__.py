"""What is wrong with a recipe for a network and its data; `check.py` asks all that is here."""
