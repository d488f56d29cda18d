"""The pages by their names in addresses, with their titles; the first stands at the app's own address."""

from builder.sentences import later

PAGES = {
    "build": later("header.page.build"),
    "diagram": later("header.page.diagram"),
    "parameters": later("header.page.parameters"),
    "initialise": later("header.page.initialise"),
    "shared_weights": later("header.page.shared-weights"),
    "console": later("header.page.console"),
    "files": later("header.page.files"),
}
