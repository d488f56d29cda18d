"""The server's state and answers: documents and their views, threads and workers. It does not use Streamlit."""
