"""The rules of certificates; every change of a record goes through here."""

from .errors import CannotIssue
from .issuing import decline, entitle, issue, obstacle, record_review
from .owed import Owed, issue_owed
from .papers import VerifiedCertificate, pdf, revoke, verify

__all__ = [
    "CannotIssue",
    "Owed",
    "VerifiedCertificate",
    "decline",
    "entitle",
    "issue",
    "issue_owed",
    "obstacle",
    "pdf",
    "record_review",
    "revoke",
    "verify",
]
