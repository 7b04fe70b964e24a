"""`python -P -m agent` is the same as `stet`."""

from agent.cli import main

raise SystemExit(main())
