"""Ask for a manager's page and read it."""

from urllib.parse import urlencode

from django.urls import reverse


def url(name, *args, **query) -> str:
    address = reverse(f"learn_people:{name}", args=args)
    return f"{address}?{urlencode(query, doseq=True)}" if query else address


def text_of(response) -> str:
    return response.content.decode()
