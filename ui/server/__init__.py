"""What the server keeps and answers: documents and their views, threads and workers. It knows no Streamlit."""
