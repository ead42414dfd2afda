"""XML from the network, read without trust: no document type and so no entity, bounded in size and depth."""

from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from pipelines.reading.readers import ReadError

LARGEST = 50_000_000  # bytes; an answer with a hundred agreements has half a million
DEEPEST = 40  # elements within each other; the schemas need ten
SEPARATOR = "}"


class _RefusedError(Exception):
    """Raised within a handler: what is in the file that may not."""


def parse(path: Path) -> Element:
    """The root of an XML file; elements go by their local names, in any version of their namespace.

    Raises ReadError.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror}).") from error
    if len(data) > LARGEST:
        raise ReadError(f"{path}: is larger than {LARGEST // 1_000_000} MB. Fetch fewer agreements at a time.")
    try:
        return _tree(data)
    except _RefusedError as refused:
        raise ReadError(f"{path}: {refused}, which no answer of the EWP network has. It is not read.") from refused
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise ReadError(f"{path}: is not whole XML ({error}). Fetch it from the network again.") from error


def _tree(data: bytes) -> Element:
    builder = TreeBuilder()
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _RefusedError(f"nests elements more than {DEEPEST} deep")
        builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    def document_type(*_declared: object) -> None:
        raise _RefusedError("declares a document type or entities")

    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = document_type
    parser.Parse(data, True)
    return builder.close()


def _local(name: str) -> str:
    return name.rpartition(SEPARATOR)[2]
