"""The screens, one a file; each draws the open document and asks `ui` for everything else."""
