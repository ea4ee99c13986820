"""What the pages are made of: one look, one behaviour."""
