"""Run the shell commands as `python -m nnblocks`.

The file has a second reason: Streamlit looks for a distribution's `pyproject.toml`, which declares the canvas, beside
the module of the distribution's own name, and takes `asset_dir` from there.
"""

from builder.cli import main

if __name__ == "__main__":
    main()
