"""The application that `streamlit run app.py` serves: its script, routes, headers and life; nothing else."""

import streamlit as st

from ui.life import lifespan
from ui.middleware import MIDDLEWARE
from ui.routes import ROUTES
from ui.screens.errors import on_script_error
from ui.server.permissions import require_permissions

routes = require_permissions(ROUTES)
app = st.App("ui/main.py", routes=routes, middleware=MIDDLEWARE, lifespan=lifespan, on_script_error=on_script_error)
