"""Says in the file itself how it came about: an XMP packet with the words, the model, the seed and the parent's hash.

The IPTC digital source type is given where a generative model took part (IPTC NewsCodes, read 2026-11).
"""

from __future__ import annotations

from html import escape

from backends.types import Json

NAMESPACE = "urn:stet:provenance:1#"
GENERATIVE = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
_LONGEST = 4000


def packet(provenance: Json, *, signed_source: bool = False) -> bytes:
    """The XMP packet, b"" where nothing is known. `provenance` may hold words, model, seed, parent, source (SHA-256
    of the picture it was made from, and of the photo) and `generative`."""
    if not provenance:
        return b""
    values = {f"stet:{name.capitalize()}": provenance.get(name) for name in ("words", "seed", "look")}
    # Not "Model", which readers would mistake for the camera.
    values["stet:EditModel"] = provenance.get("model")
    values["stet:ParentSHA256"] = provenance.get("parent")
    values["stet:SourceSHA256"] = provenance.get("source")
    if signed_source:
        values["stet:SourceHadContentCredentials"] = "True"
    if provenance.get("generative"):
        values["Iptc4xmpExt:DigitalSourceType"] = GENERATIVE
    attributes = "".join(f"\n   {name}={_quoted(value)}" for name, value in values.items() if value not in (None, ""))
    text = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
   xmlns:xmp="http://ns.adobe.com/xap/1.0/"
   xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
   xmlns:stet="{NAMESPACE}"
   xmp:CreatorTool="Stet"{attributes}/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
    return text.encode()


def _quoted(value: object) -> str:
    """Without what XML 1.0 cannot hold."""
    text = "".join(letter for letter in str(value)[:_LONGEST] if letter in "\t\n" or letter.isprintable())
    # A tab or a line's end as it stands would be read back as a blank (XML 1.0, section 3.3.3).
    safe = escape(text.encode("utf-8", "replace").decode()).replace("\t", "&#9;").replace("\n", "&#10;")
    return f'"{safe}"'
