"""Store the drawings of the content files as Wagtail pictures."""

import io
from pathlib import Path

import typst
from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.models import Collection

from .sync import ContentSync, derived_key

__all__ = ["PictureShelf"]

COLLECTION = "Nội dung khởi đầu"
COVER_PAGE = """#set page(width: 1200pt, height: 675pt, margin: 0pt)
#image("{name}", width: 100%, height: 100%, fit: "cover")
"""


class PictureShelf:
    """Hand out pictures by file name, each stored once.

    Drawings in lessons stay SVG, which weigh least; covers become PNG, for
    link previews in messengers show no SVG.
    """

    def __init__(self, folder: Path, sync: ContentSync):
        self.folder = folder
        self.sync = sync
        self.known = {}

    def get(self, file_name: str, *, is_cover: bool = False):
        if not file_name:
            return None
        key = (file_name, is_cover)
        if key not in self.known:
            self.known[key] = self._store(file_name, is_cover=is_cover)
        return self.known[key]

    def _store(self, file_name: str, *, is_cover: bool):
        path = self.folder / file_name
        if not path.is_file():
            raise FileNotFoundError(f"The picture {path} is missing.")
        drawing = path.read_bytes()
        title = f"{path.stem}.png" if is_cover else file_name
        image_model = get_image_model()

        def find():
            return image_model.objects.filter(
                title=title, collection__name=COLLECTION
            ).first()

        def write(image):
            image = image or image_model(title=title, collection=_collection())
            content = _as_png(path) if is_cover else drawing
            image.file = ImageFile(io.BytesIO(content), name=title)
            image.file_hash = ""
            image.save()
            return image

        data = {"id": str(derived_key("picture", title)), "drawing": drawing.hex()}
        return self.sync.sync(data, find=find, write=write, name=title)


def _collection() -> Collection:
    collection = Collection.objects.filter(name=COLLECTION).first()
    return collection or Collection.get_first_root_node().add_child(name=COLLECTION)


def _as_png(path: Path) -> bytes:
    source = COVER_PAGE.format(name=path.name).encode()
    compiler = typst.Compiler(input=source, root=str(path.parent))
    return compiler.compile(format="png", ppi=72.0)
