"""Load everything below ``site/content`` in the order in which it hangs together."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from awareness.models import ArticleIndexPage, ArticlePage
from awareness.services import ensure_labels, upsert_article, upsert_index
from courses.models import CourseIndexPage

from ..models import HomePage, StandardPage
from ..services import place_page, upsert_home, upsert_standard_page
from .courses import CourseLoader, ensure_audiences, read
from .groups import ensure_groups
from .pictures import PictureShelf
from .streams import prepare_stream
from .sync import ContentSync

__all__ = ["load_content"]


def load_content(
    folder: Path, *, force: bool = False, say: Callable[[str], None] = print
) -> ContentSync:
    """Bring the site up to the files; may be run again and again."""
    sync = ContentSync(force=force, say=say)
    pictures = PictureShelf(folder / "images", sync)
    site_file = read(folder / "site.toml")
    with transaction.atomic():
        ensure_audiences()
        ensure_labels()
        home = _home(site_file, sync)
        ensure_groups(home)
        courses = _index(
            CourseIndexPage, site_file["course_index"], parent=home, sync=sync
        )
        articles = _index(
            ArticleIndexPage, site_file["article_index"], parent=home, sync=sync
        )
        for data in (site_file["about"], site_file["privacy"]):
            _standard_page(data, parent=home, sync=sync, pictures=pictures)
    course_keys = {}
    loader = CourseLoader(index=courses, sync=sync, pictures=pictures)
    for course_folder in sorted((folder / "courses").iterdir()):
        with transaction.atomic():
            course = loader.load(course_folder)
        if course is not None:
            course_keys[course.code] = course.course_key
    with transaction.atomic():
        for path in sorted((folder / "articles").glob("*.toml")):
            _article(
                read(path),
                parent=articles,
                sync=sync,
                pictures=pictures,
                course_keys=course_keys,
            )
    return sync


def _home(site_file, sync) -> HomePage:
    data = site_file["home"]

    def find():
        return HomePage.objects.filter(translation_key=data["id"]).first()

    def write(_page):
        return upsert_home(data, parent=Page.get_first_root_node())

    home = sync.sync(data, find=find, write=write, name=data["title"])
    _make_root(home)
    return home


def _make_root(home: HomePage) -> None:
    """Serve the home page, and drop Wagtail's welcome page."""
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True
    )
    if site.root_page_id != home.pk:
        host = settings.LEARN_PUBLIC_URL.split("/")[2].split(":")
        site.hostname = host[0]
        site.port = int(host[1]) if len(host) > 1 else 443
        if settings.LEARN_PUBLIC_URL.startswith("http://") and len(host) == 1:
            site.port = 80
        site.site_name = settings.WAGTAIL_SITE_NAME
        welcome = site.root_page if site.pk else None
        site.root_page = home
        site.save()
        if welcome and type(welcome.specific) is Page and not welcome.get_children():
            welcome.delete()


def _index(page_class, data, *, parent, sync):
    def find():
        return page_class.objects.filter(translation_key=data["id"]).first()

    def write(_page):
        parent.refresh_from_db()
        if page_class is ArticleIndexPage:
            return upsert_index(data, parent=parent)
        fields = {name: data[name] for name in ("title", "slug", "intro")}
        return place_page(
            page_class, parent=parent, key=UUID(data["id"]), fields=fields
        )

    return sync.sync(data, find=find, write=write, name=data["title"])


def _standard_page(data, *, parent, sync, pictures):
    def find():
        return StandardPage.objects.filter(translation_key=data["id"]).first()

    def write(_page):
        parent.refresh_from_db()
        body = prepare_stream(data["body"], pictures=pictures)
        return upsert_standard_page(data, parent=parent, body=body)

    return sync.sync(data, find=find, write=write, name=data["title"])


def _article(data, *, parent, sync, pictures, course_keys):
    def find():
        return ArticlePage.objects.filter(translation_key=data["id"]).first()

    def write(_page):
        parent.refresh_from_db()
        return upsert_article(
            data,
            parent=parent,
            body=prepare_stream(data["body"], pictures=pictures),
            cover=pictures.get(data["cover"], is_cover=True),
            course_key=course_keys.get(data.get("related_course", "")),
        )

    return sync.sync(data, find=find, write=write, name=data["title"])
