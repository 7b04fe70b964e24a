"""The picture on the clipboard, for those who copied one instead of saving it. Terminals paste text only."""

from __future__ import annotations

from pathlib import Path

from backends.errors import BadImage


def picture(folder: Path) -> Path:
    """The picture that was copied, as a file in `folder`, or the file that was copied; call it in a thread.

    Raises BadImage with what to do instead. On Linux it needs wl-paste or xclip, and over SSH there is no clipboard.
    """
    from PIL import Image, ImageGrab

    try:
        found = ImageGrab.grabclipboard()
        if isinstance(found, Image.Image):
            path = folder / "clipboard.png"
            found.save(path, compress_level=1)
            return path
    except NotImplementedError as fault:
        raise BadImage(
            "The clipboard cannot be read here", "Install wl-clipboard or xclip, or drop a file here."
        ) from fault
    except Exception as fault:  # an unreadable picture, or a clipboard tool that fails in its own way
        raise BadImage(f"The clipboard cannot be read ({fault})", "Save the picture and drop it here.") from fault
    if not found:
        raise BadImage("There is no picture on the clipboard", "Copy one, or drop a file here.")
    return Path(found[0])
