"""The methods that carry files, both ways."""

from tests.bot.botapi.call import Call
from tests.bot.botapi.methods import send_file
from tests.bot.botapi.model import Json, StoredFile, Upload
from tests.bot.botapi.refusals import Refusal, bad_request
from tests.bot.botapi.world import World

GET_LIMIT = 20 * 1024 * 1024
PHOTO_LIMIT, DOCUMENT_LIMIT = 10 * 1024 * 1024, 50 * 1024 * 1024
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"GIF8")


def keep(world: World, upload: Upload, size: int | None = None) -> StoredFile:
    """Stores a file; `size` claims more bytes than are kept, so that a test need not send them."""
    number = world.number()
    file = StoredFile(
        file_id=f"AgACAgUAAxk{number:08d}",
        unique_id=f"AQAD{number:08d}",
        name=upload.name,
        mime=upload.mime,
        content=upload.content,
        size=len(upload.content) if size is None else size,
    )
    world.files[file.file_id] = file
    return file


def photo(world: World, upload: Upload, size: int | None = None) -> Json:
    """The content of a message with this picture: a small and a full size, as Telegram makes."""
    full = keep(world, upload, size)
    small = keep(world, Upload(upload.name, upload.mime, upload.content[:4096]))
    return {
        "photo": [
            small.as_api() | {"width": 90, "height": 67},
            full.as_api() | {"width": 1280, "height": 960},
        ]
    }


def document(world: World, upload: Upload, size: int | None = None) -> Json:
    file = keep(world, upload, size)
    about = {"file_name": upload.name, "mime_type": upload.mime or "application/octet-stream"}
    return {"document": file.as_api() | about}


def _given(world: World, call: Call, name: str) -> Upload:
    """The file of a call: uploaded under its own name, as attach://, or known by its file_id."""
    if name in call.files:
        return call.files[name]
    wanted = call.text(name)
    if wanted.startswith("attach://") and wanted[9:] in call.files:
        return call.files[wanted[9:]]
    if wanted in world.files:
        file = world.files[wanted]
        return Upload(file.name, file.mime, file.content)
    if not wanted:
        raise bad_request(f"there is no {name} in the request")
    raise bad_request("wrong remote file identifier specified: Wrong string length")


def send_photo(world: World, call: Call) -> Json:
    world.writable(call.params.get("chat_id"))
    upload = _given(world, call, "photo")
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > PHOTO_LIMIT:
        raise bad_request("file is too big")
    if not upload.content.startswith(PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return send_file(world, call, "photo", photo(world, upload))


def send_document(world: World, call: Call) -> Json:
    world.writable(call.params.get("chat_id"))
    upload = _given(world, call, "document")
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > DOCUMENT_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    return send_file(world, call, "document", document(world, upload))


def get_file(world: World, call: Call) -> Json:
    file = world.files.get(call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if file.gone:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > GET_LIMIT:
        raise bad_request("file is too big")
    file.expired = False
    return file.as_api() | {"file_path": file.path}


def download(world: World, path: str) -> bytes:
    """The bytes behind a file_path; 404 once the link has expired or was never given."""
    for file in world.files.values():
        if file.path == path and not (file.expired or file.gone or file.size > GET_LIMIT):
            return file.content
    raise Refusal(404, "Not Found")
