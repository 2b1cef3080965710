"""Numbers have no gap and no double, however many are issued at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from certificates import services
from certificates.models import Certificate, SerialCounter

from .factories import AwardFactory, entitlement_for


def in_threads(work, arguments):
    """Run the work in eight threads, each with a connection of its own."""

    def run(argument):
        try:
            return work(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(run, arguments))


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_fifty_numbers_in_a_row():
    award = AwardFactory()
    entitlements = [entitlement_for(None, award) for _number in range(50)]
    in_threads(lambda item: services.issue(entitlement=item).number, entitlements)
    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 51))
    assert SerialCounter.objects.get().last == 50


@pytest.mark.django_db(transaction=True)
def test_one_entitlement_asked_at_once_gives_one_certificate(learner):
    entitlement = entitlement_for(learner)
    keys = in_threads(
        lambda _number: services.issue(entitlement=entitlement).key, range(8)
    )
    assert len(set(keys)) == 1
    assert Certificate.objects.count() == 1
    assert SerialCounter.objects.get().last == 1


@pytest.mark.django_db(transaction=True)
def test_an_issue_that_fails_gives_its_number_back(learner, other):
    award = AwardFactory()
    with transaction.atomic():
        services.issue(entitlement=entitlement_for(learner, award))
        transaction.set_rollback(True)
    assert not Certificate.objects.exists()
    assert services.issue(entitlement=entitlement_for(other, award)).number == 1
