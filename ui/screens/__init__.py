"""What the pages draw with Streamlit."""
