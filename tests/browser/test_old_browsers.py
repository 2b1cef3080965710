"""The floor is Chrome 90 and Safari 14: what is newer may only be a bonus."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from . import MARKS, world
from .steps import LEARNER, finish_lesson, pass_quiz, sign_in

pytestmark = MARKS

ROOT = settings.PROJECT_DIR
OURS = [
    folder
    for app in ("courses", "quizzes", "certificates", "people", "site", "site/*")
    for folder in (*ROOT.glob(f"{app}/static"), *ROOT.glob(f"{app}/templates"))
]


def _files(ending: str) -> list[Path]:
    return sorted(path for folder in OURS for path in folder.rglob(f"*.{ending}"))


#: An unknown at-rule loses all that stands in it.
AT_RULES = {"media", "supports", "font-face", "page", "keyframes", "import", "charset"}
#: An unknown selector loses its whole rule, with the selectors beside it.
NEW_SELECTORS = re.compile(
    r":has\(|:focus-visible|:modal|:user-(in)?valid|:popover-open|:dir\(|:open\b|:state\("
)
#: An unknown value loses the declaration: it must follow one that all know.
NEW_VALUES = re.compile(
    r"color-mix\(|light-dark\(|oklch\(|oklab\(|\blab\(|\blch\(|\d[sld]v[hw]\b"
    r"|\d(cqw|cqi|lh|rlh|cap|ic)\b|\bround\(|anchor\("
)
NEW_MEDIA = re.compile(r"[<>]=?")
NEW_SCRIPT = {
    "await at the top": r"(?m)^(const .*= )?await ",
    "at()": r"\.at\(",
    "findLast": r"\.findLast",
    "toSorted and its like": r"\.(toSorted|toReversed|toSpliced|with)\(",
    "groupBy": r"\.groupBy\(",
    "hasOwn": r"Object\.hasOwn\(",
    "structuredClone": r"structuredClone\(",
    "randomUUID": r"randomUUID\(",
    "private names": r"(?<![\w\"'`/#&])#[a-z]\w*\s*[(=;]",
    "static blocks": r"\bstatic\s*\{",
    "look-behind": r"\(\?<[=!]",
    "dialogs": r"\.showModal\(|createElement\(.dialog.\)",
    "inert and popover": r"\.inert\b|\.(show|hide|toggle)Popover\(",
    "view transitions": r"startViewTransition",
    "error causes": r"\{\s*cause",
    "idle callbacks": r"requestIdleCallback",
    "import attributes": r"from\s+[\"'][^\"']+[\"']\s+(with|assert)\b",
    "iterator helpers": r"Promise\.(withResolvers|try)|Array\.fromAsync|Set\.prototype",
}
NEW_HTML = re.compile(r"<dialog\b|\spopover[\s=>]|\sinert[\s>]|<search\b|commandfor=")


@pytest.mark.parametrize("path", _files("css"), ids=lambda path: path.name)
def test_styles_keep_the_floor(path):
    problems = []
    for outer, selector, body in _rules(path.read_text()):
        if "supports" in outer:
            continue
        if "nested" in outer:
            problems.append(f"nested: {selector}")
        parts = _split(selector)
        if len(parts) > 1 and any(map(NEW_SELECTORS.search, parts)):
            problems.append(f"takes others along: {selector}")
        seen = set()
        for name, _colon, value in (line.partition(":") for line in body.split(";")):
            name = name.strip()
            if NEW_VALUES.search(value) and name not in seen:
                problems.append(f"no older value before it: {name}:{value}")
            seen.add(name)
    for rule in re.findall(r"@([a-z-]+)([^{;]*)", _bare(path.read_text())):
        if rule[0].removeprefix("-webkit-") not in AT_RULES:
            problems.append(f"@{rule[0]}")
        if rule[0] == "media" and NEW_MEDIA.search(rule[1]):
            problems.append(f"range in @media{rule[1]}")
    assert problems == []


@pytest.mark.parametrize("path", _files("js"), ids=lambda path: path.name)
def test_scripts_keep_the_floor(path):
    text = re.sub(r"//[^\n]*|/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    found = [name for name, sign in NEW_SCRIPT.items() if re.search(sign, text)]
    assert found == []


def test_templates_keep_the_floor():
    found = {
        str(path.relative_to(ROOT)): signs
        for path in _files("html")
        if (signs := NEW_HTML.findall(path.read_text()))
    }
    assert found == {}


def test_focus_is_shown_without_the_newer_selector():
    """Safari 14 knows `:focus` only; hiding it needs what it does not know."""
    rules = list(_rules((ROOT / "site/static/site/css/site.css").read_text()))
    shown = [body for _outer, selector, body in rules if selector.strip() == ":focus"]
    assert "outline:" in shown[0]
    hiding = [
        part
        for _outer, selector, body in rules
        if re.search(r"outline:\s*(none|0)", body)
        for part in _split(selector)
    ]
    # Strings are left out: this is what scripts alone give the focus to.
    scripted = {"main:focus", '[tabindex=""]:focus'}
    assert all(":focus-visible" in part or part in scripted for part in hiding)


def test_pages_are_of_use_without_styles(open_page):
    page = open_page(viewport={"width": 360, "height": 740})
    page.route("**/*.css", lambda route: route.abort())
    lessons = world.lessons("NEN-01")
    page.goto(lessons[0]["url"])
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "8px"
    page.get_by_role("link", name="Đăng nhập để học").click()
    sign_in(page, LEARNER)
    page.get_by_role("button", name="Ghi danh").click()
    order = page.evaluate(
        """() => [
          ".skip-link", ".hotline", ".site-nav", ".person", "h1", ".prose",
          ".lesson__end", ".lesson-nav", ".site-footer",
        ].map((selector) => document.querySelector(selector))
        .every((element, index, all) => !index
          || all[index - 1].compareDocumentPosition(element)
            & Node.DOCUMENT_POSITION_FOLLOWING)"""
    )
    assert order, "the parts do not follow each other as they are read"
    finish_lesson(page)
    page.goto(next(each["url"] for each in lessons if each["activities"]))
    pass_quiz(page)
    unlabelled = "input:not([type=hidden]):not([id])"
    assert page.locator(unlabelled).count() == 0
    expect(page.locator("main")).to_contain_text("Đạt")


# --- a small reader of styles ----------------------------------------------------


def _bare(text: str) -> str:
    """Return the styles without comments and strings."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\"[^\"\n]*\"|'[^'\n]*'", '""', text)


def _rules(text: str):
    """Yield what surrounds each rule, its selector and its declarations."""
    outer: list[str] = []
    rest = _bare(text)
    while found := re.search(r"[{}]", rest):
        before, mark, rest = rest[: found.start()], found[0], rest[found.end() :]
        if mark == "}":
            outer.pop()
            continue
        prelude = re.split(r"[;}]", before)[-1].strip()
        if prelude.startswith(("@media", "@supports", "@keyframes")):
            outer.append(prelude.split()[0].lstrip("@"))
            continue
        is_nested = any(each == "rule" for each in outer)
        body = rest[: re.search(r"[{}]", rest).start()]
        if not prelude.startswith("@"):
            yield [*outer, *(["nested"] if is_nested else [])], prelude, body
        outer.append("rule")


def _split(selector: str) -> list[str]:
    """Split a list of selectors at its outer commas."""
    parts, depth = [""], 0
    for letter in selector:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]
