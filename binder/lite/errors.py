"""What can go wrong outside of us while the site is built."""


class BuildError(RuntimeError):
    """The site cannot be built; the text says why and what to do, for whoever ran the command."""
