"""Training: a recipe as data (`recipe.py`), the loop (`trainer.py`), runs in folders that outlive any end (`run.py`).

Nothing is imported here, so that a process without torch can say what is to be trained.
"""
