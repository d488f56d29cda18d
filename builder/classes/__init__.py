"""A class as text: its statements checked, its arguments, and what an instance of it is made of."""
