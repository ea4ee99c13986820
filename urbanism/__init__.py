"""The application-portfolio urbanisation mapper of a métropole and its communes."""
