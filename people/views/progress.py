"""How far the learners of my units are, on a page and as a spreadsheet."""

from urllib.parse import urlencode

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.models import Audience

from ..exports import write_workbook
from ..picker import UnitPicker
from ..reports import Progress, Selection, Standing, State, course_choices
from .access import asked_text, manager_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNPLACED = "none"


@require_safe
@manager_page
def manage(request, scope):
    """Show one sentence to pass on, the counts, and the people behind them."""
    chosen = _Chosen(request, scope)
    progress = Progress(chosen.selection)
    page, rows = progress.page(request.GET.get("page"))
    query = chosen.query
    context = {
        "progress": progress,
        "sentence": progress.sentence,
        "counts": [
            (State(state), number, urlencode({**query, "state": state}, True))
            for state, number in progress.counts.items()
            if number or state != State.EXPIRED
        ],
        "left_out": [
            (standing, number, standing.value in chosen.selection.also)
            for standing, number in progress.left_out.items()
        ],
        "side_counts": progress.side_counts,
        "page": page,
        "rows": rows,
        "chosen": chosen,
        "states": State,
        "unit_query": urlencode({"unit": chosen.unit.key}) if chosen.unit else "",
        "query": urlencode(query, doseq=True),
        "all_query": urlencode({k: v for k, v in query.items() if k != "state"}, True),
        "filtered": bool(chosen.selection.state or chosen.selection.text),
        "UNPLACED": UNPLACED,
    }
    return render(request, "learn_people/manage.html", context)


@require_safe
@manager_page
def export(request, scope):
    """Send the same list, with the same filters, as a spreadsheet."""
    chosen = _Chosen(request, scope)
    progress = Progress(chosen.selection)
    file = write_workbook(progress, unit_name=chosen.unit_name)
    course = chosen.selection.course
    name = "-".join(
        part
        for part in ("tien-do", course and course.code, scope.day.isoformat())
        if part
    )
    return FileResponse(
        file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX
    )


class _Chosen:
    """What the address asks for, as far as the scope allows it."""

    def __init__(self, request, scope):
        asked = request.GET
        self.picker = UnitPicker(scope)
        self.unplaced = scope.everything and asked.get("unit") == UNPLACED
        self.unit = self._unit(asked.get("unit"))
        self.courses = course_choices()
        self.audiences = list(Audience.objects.all())
        self.selection = Selection(
            scope=scope,
            course=self._course(asked.get("course")),
            unit_id=self.unit.pk if self.unit else None,
            unplaced=self.unplaced,
            audience=next(
                (each for each in self.audiences if each.code == asked.get("audience")),
                None,
            ),
            state=asked.get("state") if asked.get("state") in State.values else "",
            text=asked_text(asked, "q"),
            also=frozenset(asked.getlist("also")) & (set(Standing.values) - {"active"}),
        )

    @property
    def unit_name(self) -> str:
        if self.unplaced:
            return _("People without a unit")
        if self.unit:
            return self.unit.name
        if self.selection.scope.everything:
            return _("The whole organisation")
        names = [root.name for root in self.picker.roots]
        return ", ".join(names) if len(names) <= 3 else _("All my units")

    @property
    def options(self):
        return self.picker.options(self.unit)

    @property
    def query(self) -> dict:
        """Return the choices as an address says them, the empty ones left out."""
        chosen = self.selection
        words = {
            "unit": UNPLACED if self.unplaced else self.unit and self.unit.key,
            "course": chosen.course and chosen.course.key,
            "audience": chosen.audience and chosen.audience.code,
            "state": chosen.state,
            "q": chosen.text,
            "also": sorted(chosen.also),
        }
        return {name: value for name, value in words.items() if value}

    def _unit(self, key):
        if not key or self.unplaced:
            return None
        if unit := self.picker.get(key):
            return unit
        raise Http404

    def _course(self, key):
        for course in self.courses:
            if str(course.key) == key:
                return course
        if key:
            raise Http404
        return self.courses[0] if self.courses else None
