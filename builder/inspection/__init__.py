"""What happens inside a network while a sample runs through it: `report.py` says what is found, `run.py` finds it.

Nothing is imported here, so that a process without torch can read a report.
"""
