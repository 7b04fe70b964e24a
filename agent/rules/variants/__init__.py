"""Words that walk in the tree of variants, tend it and mend it."""
