"""What the rules refuse."""

__all__ = ["CannotIssue"]


class CannotIssue(Exception):
    """The rule forbids it now; the message is a sentence for people."""
