"""How the organisation's app makes accounts without knowing this one."""

from . import services
from .models import User


class AccountAdapter:
    """What ``people`` may do with accounts (LEARN_PEOPLE_ACCOUNT_ADAPTER).

    ``by`` is the manager who acts; None is the system itself. Accounts with
    rights on the site, such as an administrator's, are out of a manager's
    reach: a slip for one would be a way to become one. Each method raises
    ``ValidationError`` with a sentence.
    """

    def create(self, full_name: str, phone: str = "", email: str = "", by=None) -> User:
        return services.create_account(
            full_name=full_name, phone=phone, email=email, by=by
        )

    def rename(self, user: User, full_name: str) -> User:
        return services.rename_account(user=user, full_name=full_name)

    def issue_code(self, user: User, by=None) -> str:
        return services.issue_activation_code(user=user, by=by)

    def login_code(self, user: User) -> str:
        return user.login_code

    def phone(self, user: User) -> str:
        return user.phone

    def set_phone(self, user: User, phone: str) -> User:
        """Set a number that a manager vouches for, so that it signs in."""
        return services.set_phone(user=user, phone=phone, confirmed=True)

    def deactivate(self, user: User, by=None) -> User:
        return services.deactivate_account(user=user, by=by)
