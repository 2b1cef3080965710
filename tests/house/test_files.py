"""What holds for every file of the project."""

import json
import re

from .files import PROJECT, SITE, project_files, text_of

#: A path that only exists on the machine of whoever wrote it.
MACHINE_PATH = re.compile(
    r"(?:^|[\s\"'=(:`<])/(?:work|root|home|Users)/\w", re.MULTILINE
)
INDEX = re.compile(r"https?://|--(?:extra-)?index-url|--find-links", re.IGNORECASE)


def test_the_site_folder_is_no_package():
    assert not (SITE / "__init__.py").exists(), "it would hide Python's own `site`"


def test_no_file_names_a_path_of_one_machine():
    found = [
        f"{path.relative_to(PROJECT)}: {match.group().strip()}"
        for path in project_files()
        if (text := text_of(path)) is not None
        for match in MACHINE_PATH.finditer(text)
    ]
    assert found == []


def test_the_python_lock_holds_hashes_and_no_address():
    text = (PROJECT / "requirements.txt").read_text()
    assert not INDEX.search(text)
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert len(requirements) > 50
    for requirement in requirements:
        name = requirement.split()[0]
        assert "==" in name, f"{name} is not pinned"
        assert "--hash=sha256:" in requirement, f"{name} has no hash"


def test_the_npm_lock_holds_hashes_and_no_address():
    text = (PROJECT / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert '"resolved"' not in text
    assert not INDEX.search(text)
    for name, package in packages.items():
        assert not name or package["integrity"].startswith("sha512-"), name


def test_the_node_package_list_is_small_and_pinned():
    wanted = json.loads((PROJECT / "package.json").read_text())["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


def test_modules_stay_readable():
    """A module stays under about 300 lines (docs/guides/developer.md)."""
    long = {
        str(path.relative_to(PROJECT)): lines
        for path in project_files()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and "tests" not in path.parts
        and (lines := len(path.read_text().splitlines())) > 330
    }
    assert long == {}
