"""Accounts for tests."""

import factory

from accounts.models import User

PIN = "284615"


class UserFactory(factory.django.DjangoModelFactory):
    """An account that its owner has opened."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    full_name = factory.Sequence(lambda n: f"Nguyễn Thị Ánh {'abcdefghij'[n % 10]}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        kwargs.setdefault("password", PIN)
        if kwargs.get("phone"):
            kwargs.setdefault("phone_is_confirmed", True)
        return model_class.objects.create_user(*args, **kwargs)
