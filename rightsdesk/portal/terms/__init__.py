"""The portal's terms editor: the sheet, its form, what it would change, and the deeds that follow."""
