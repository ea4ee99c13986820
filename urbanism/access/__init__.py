"""Who may sign in, and with which rights: accounts, passwords, sessions, and how long they are kept."""
