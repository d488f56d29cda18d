"""A page with an empty component: a click sends a trigger, the script runs, and the number it returns is shown.

Nothing of Streamlit's round trip is left out and nothing is added: the floor under every edit on the canvas.
"""

import streamlit as st

JS = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const button = parentElement.querySelector("button");
  button.textContent = String(data.number);
  button.onclick = () => setTriggerValue("click", data.number + 1);
}
"""
component = st.components.v2.component("empty", js=JS, html='<button data-testid="floor"></button>')


def clicked() -> None:
    """Count."""
    sent = st.session_state["floor"]["click"]
    st.session_state["number"] = sent


component(key="floor", data={"number": st.session_state.get("number", 0)}, on_click_change=clicked)
