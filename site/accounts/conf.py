"""Settings of the app, read when they are needed."""

from datetime import timedelta

from django.conf import settings as django_settings

__all__ = ["settings"]


class AccountsSettings:
    """Each property is a setting ``ACCOUNTS_<NAME>`` of the project."""

    @property
    def shared_session_seconds(self) -> int:
        """How long a shared machine may stand idle before the person is out."""
        return getattr(django_settings, "ACCOUNTS_SHARED_SESSION_SECONDS", 20 * 60)

    @property
    def slip_days(self) -> int:
        """How many days a slip with a one-time code can be used."""
        return getattr(django_settings, "ACCOUNTS_SLIP_DAYS", 60)

    @property
    def trusted_proxies(self) -> int:
        """How many proxies of our own stand in front of the server.

        So many addresses at the right end of ``X-Forwarded-For`` were written
        by machines that we trust; without proxies the header is not read.
        """
        return getattr(django_settings, "ACCOUNTS_TRUSTED_PROXIES", 0)

    @property
    def tries_per_subject_and_address(self) -> tuple[int, timedelta]:
        """Wrong tries for one account from one address, and the time they count."""
        default = (10, timedelta(minutes=15))
        return getattr(
            django_settings, "ACCOUNTS_TRIES_PER_SUBJECT_AND_ADDRESS", default
        )

    @property
    def tries_per_subject(self) -> tuple[int, timedelta]:
        """Wrong tries for one account from anywhere.

        Fifty a day against a PIN of six digits: one chance in 20,000. Machines on
        which the account signed in before are exempt, so that nobody can lock
        out a person whose number they know.
        """
        default = (50, timedelta(days=1))
        return getattr(django_settings, "ACCOUNTS_TRIES_PER_SUBJECT", default)

    @property
    def tries_per_address(self) -> tuple[int, timedelta]:
        """Wrong tries from one address for any account.

        Generous: behind one address may sit a hall of five hundred people.
        """
        default = (600, timedelta(hours=1))
        return getattr(django_settings, "ACCOUNTS_TRIES_PER_ADDRESS", default)


settings = AccountsSettings()
