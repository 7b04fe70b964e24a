"""On what terms a request is made: by whom, for how much, how soon, in private, and what holds from now on."""
