"""What the pages share: the session's state, the canvas, work in the background, routes; all that knows Streamlit."""
