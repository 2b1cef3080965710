"""Serve the third-party browser files that set-up installed (fonts)."""

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage


class VendorFinder(BaseFinder):
    """Find files of ``VENDOR_DIR`` under ``vendor/``; the folder may be absent."""

    def __init__(self, *args, **kwargs):
        self.storage = FileSystemStorage(location=settings.VENDOR_DIR)
        self.storage.prefix = "vendor"

    def find(self, path, find_all=False, **kwargs):
        name = path.removeprefix("vendor/")
        found = (
            [self.storage.path(name)]
            if name != path and name and self.storage.exists(name)
            else []
        )
        if find_all:
            return found
        return found[0] if found else []

    def list(self, ignore_patterns):
        if not settings.VENDOR_DIR.is_dir():
            return
        for file in sorted(settings.VENDOR_DIR.rglob("*")):
            name = file.relative_to(settings.VENDOR_DIR).as_posix()
            hidden = file.name.startswith(".")
            ignored = matches_patterns(name, ignore_patterns or [])
            if file.is_file() and not hidden and not ignored:
                yield name, self.storage
