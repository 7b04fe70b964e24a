"""Which kind of edit a clause asks for: frames speak for kinds, and the kind that leads is taken."""
