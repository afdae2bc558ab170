"""The portal's pages about people: joining by invitation, delegates, a label's roster, taking part in programmes."""
