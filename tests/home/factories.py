"""The public site for tests: home page, plain pages, articles."""

import uuid

from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site

from awareness.models import ArticleIndexPage, ArticlePage
from awareness.services import ensure_labels, upsert_article, upsert_index
from courses.models import CourseIndexPage
from home.models import HomePage, StandardPage
from home.services import upsert_home, upsert_standard_page

TAGLINE = "Nơi thầy cô học cách bảo vệ trẻ em"


def key() -> str:
    return str(uuid.uuid4())


def home_data(**changes):
    item = {"title": "Học từng bài ngắn", "text": "Đọc vài phút."}
    return {
        "id": key(),
        "title": "Lá Chắn",
        "tagline": TAGLINE,
        "intro": "Bài ngắn, có tình huống để thử.",
        "hero_alt": "Cô giáo dưới tán lá.",
        "mission_html": "<p>Che cho <b>các em</b>.</p>",
        "audiences": [
            {
                "id": key(),
                "title": "Thầy cô giáo",
                "text": "Nhận ra dấu hiệu sớm.",
                "picture": "aud-gv.svg",
                "url": "/khoa-hoc/",
            }
        ],
        "steps": [{"id": key(), **item}],
        "promises": [{"id": key(), **item}],
        **changes,
    }


def make_home() -> HomePage:
    """Return the published home page, served at "/"."""
    home = HomePage.objects.first()
    if home is None:
        home = upsert_home(home_data(), parent=Page.get_first_root_node())
        Site.objects.all().delete()
        Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    return home


def make_catalogue() -> CourseIndexPage:
    """Return the course catalogue below the home page."""
    index = CourseIndexPage(title="Khóa học", slug="khoa-hoc")
    return make_home().add_child(instance=index)


def make_standard_page(title="Giới thiệu", slug="gioi-thieu", body=None):
    data = {"id": key(), "title": title, "slug": slug, "intro": "Chúng tôi là ai."}
    page = upsert_standard_page(
        data, parent=make_home(), body=body or [text_block("<p>Nội dung.</p>")]
    )
    return StandardPage.objects.get(pk=page.pk)


def make_article_index() -> ArticleIndexPage:
    index = ArticleIndexPage.objects.first()
    if index is None:
        ensure_labels()
        data = {"id": key(), "title": "Kiến thức", "slug": "kien-thuc", "intro": "Đọc."}
        index = upsert_index(data, parent=make_home())
    return index


def article_data(title="Bài viết", **changes):
    return {
        "id": key(),
        "title": title,
        "slug": f"bai-{uuid.uuid4().hex[:8]}",
        "summary": "Tóm tắt ngắn.",
        "topic": "nhan-biet",
        "audiences": ["cha-me"],
        "minutes": 4,
        **changes,
    }


def make_article(title="Bài viết", *, course_key=None, cover=None, **changes):
    article = upsert_article(
        article_data(title, **changes),
        parent=make_article_index(),
        body=article_body(),
        cover=cover,
        course_key=course_key,
    )
    return ArticlePage.objects.get(pk=article.pk)


def make_image():
    return get_image_model().objects.create(
        title="Bìa", file=get_test_image_file(size=(640, 360))
    )


def text_block(html):
    return {"type": "text", "id": key(), "value": {"html": html}}


def article_body():
    """Return one block of each kind that needs no picture."""
    return [
        text_block("<h2>Lắng nghe</h2><p>Để trẻ kể bằng lời của mình.</p>"),
        _block("callout", tone="tip", title="Nên nói", html="<p>“Cô đang nghe.”</p>"),
        _block("steps", title="Khi trẻ kể", items=[{"title": "Nghe", "html": ""}]),
        _block(
            "law_quote",
            instrument="Luật Trẻ em",
            number="102/2016/QH13",
            article="Điều 51",
            text="Mọi người có trách nhiệm thông tin.",
            summary=True,
            needs_check=False,
        ),
        _block("link_card", title="Tổng đài 111", url="tel:111", text="Miễn phí."),
        _block("sources", items=[{"title": "Luật Trẻ em, Điều 51", "note": ""}]),
    ]


def _block(kind, **value):
    return {"type": kind, "id": key(), "value": value}
