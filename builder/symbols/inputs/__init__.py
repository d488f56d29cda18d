"""What flows into a network: as the text shows it, as a person names it, or as its layers tell it."""
