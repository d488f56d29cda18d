"""The pages by their names in addresses, with their titles; the first stands at the app's own address."""

from builder.sentences import say

PAGES = {
    "build": say("header.page.build"),
    "diagram": say("header.page.diagram"),
    "parameters": say("header.page.parameters"),
    "initialise": say("header.page.initialise"),
    "shared_weights": say("header.page.shared-weights"),
    "console": say("header.page.console"),
    "files": say("header.page.files"),
}
