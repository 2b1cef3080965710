"""People who sign in, and how they are found."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.vietnamese import fold, nfc, sort_key

from ..codes import new_login_code
from ..phones import national_form, read_phone
from ..validators import normalise_secret


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def with_secret(self):
        """Accounts whose owner has set a PIN or passphrase."""
        return self.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def with_email(self, email: str):
        """Accounts with this e-mail address, whatever its case."""
        return self.exclude(email="").filter(
            Exact(Lower("email"), nfc(email).strip().lower())
        )

    def search(self, text: str):
        """Accounts that hold every word, in name, phone, e-mail or sign-in code."""
        if phone := read_phone(text):
            return self.filter(search_key__contains=phone)
        found = self
        for word in fold(text).split():
            found = found.filter(search_key__contains=word)
        return found


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False

    def create_user(self, *, full_name: str, password: str | None = None, **fields):
        """Create an account with a free sign-in code; no password: not opened yet."""
        if "login_code" not in fields:
            fields["login_code"] = self._free_login_code()
        user = self.model(full_name=full_name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, *, full_name: str, password: str | None = None, **fields
    ):
        fields |= {"is_staff": True, "is_superuser": True}
        return self.create_user(full_name=full_name, password=password, **fields)

    def get_by_natural_key(self, login_code: str):
        return self.get(login_code=nfc(login_code))

    def _free_login_code(self) -> str:
        while True:
            code = new_login_code()
            if not self.filter(login_code=code).exists():
                return code


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by phone number, e-mail or issued code."""

    full_name = models.CharField(_("full name"), max_length=120)
    phone = models.CharField(
        _("phone number"),
        max_length=16,
        blank=True,
        db_index=True,
        help_text=_("Several people may share one telephone."),
    )
    phone_is_confirmed = models.BooleanField(
        _("phone number confirmed"),
        default=False,
        help_text=_("Only a confirmed number can be used to sign in."),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    login_code = models.CharField(
        _("sign-in code"), max_length=32, unique=True, default=new_login_code
    )
    learner_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Who is not active is signed out at the next click."),
    )
    is_staff = models.BooleanField(_("staff"), default=False)
    date_joined = models.DateTimeField(_("created"), default=timezone.now)
    activated_at = models.DateTimeField(_("first opened"), null=True, editable=False)
    search_key = models.TextField(editable=False, default="")
    sort_key = models.CharField(
        max_length=400, editable=False, default="", db_index=True
    )

    objects = UserManager()

    USERNAME_FIELD = "login_code"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="accounts_user_email_unique",
                violation_error_message=_(
                    "This e-mail address belongs to another account."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(phone="")
                | models.Q(phone__regex=r"^\+?[0-9]{8,15}$"),
                name="accounts_user_phone_shape",
                violation_error_message=_(
                    "This is not a phone number. Write it like 0912 345 678."
                ),
            ),
        ]

    def __str__(self):
        return self.full_name

    def save(self, *args, update_fields=None, **kwargs):
        """Keep what is derived from the name, and no secret rather than an empty one.

        With ``update_fields`` the derived columns follow the fields named.
        """
        self.full_name = " ".join(nfc(self.full_name).split())
        self.email = nfc(self.email).strip().lower()
        self.login_code = nfc(self.login_code).strip()
        if not self.password:
            self.set_unusable_password()
        self.search_key = self._search_key()
        self.sort_key = sort_key(self.full_name)
        if update_fields is not None and set(update_fields) & {
            "full_name",
            "phone",
            "email",
            "login_code",
        }:
            update_fields = {*update_fields, "search_key", "sort_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        """Return the given name, which stands last in a Vietnamese name."""
        return self.full_name.split()[-1] if self.full_name else ""

    @property
    def first_name(self) -> str:
        """Tell Wagtail's side bar how to greet the person."""
        return self.get_short_name()

    @property
    def national_phone(self) -> str:
        return national_form(self.phone)

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(
            None if raw_password is None else normalise_secret(raw_password)
        )

    def check_password(self, raw_password: str) -> bool:
        return super().check_password(normalise_secret(raw_password))

    def _search_key(self) -> str:
        code = self.login_code.lower()
        return " ".join(
            part
            for part in (
                fold(self.full_name),
                self.phone,
                self.national_phone,
                code,
                code.replace("-", ""),
                self.email,
            )
            if part
        )
