"""The pages by their names in addresses, with their titles; the first stands at the app's own address."""

from builder.sentences import later

HOME = "home"
BUILD = "build"
TRAIN = "train"
PAGES = {
    HOME: later("header.page.home"),
    BUILD: later("header.page.build"),
    "run": later("header.page.run"),
    TRAIN: later("header.page.train"),
    "diagram": later("header.page.diagram"),
    "parameters": later("header.page.parameters"),
    "initialise": later("header.page.initialise"),
    "shared_weights": later("header.page.shared-weights"),
    "console": later("header.page.console"),
    "devices": later("header.page.devices"),
    "files": later("header.page.files"),
}
ADDRESS = "d"
"""What names a document in an address. At the app's own it opens Build, as it did before there was a Home page."""
