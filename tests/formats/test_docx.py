"""Word files become the lines that a reader sees in Word."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from types import SimpleNamespace

import docx
import pytest
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st

from referat_nlp.errors import InputError
from referat_nlp.formats.docx import _without_page_number, read
from referat_nlp.formats.packed import Parts
from referat_nlp.limits import Limits

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
</Types>"""
HEADER_TYPE = '<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{LINKS}/officeDocument" Target="word/document.xml"/></Relationships>"""
OF_DOCUMENT = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{LINKS}/styles" Target="styles.xml"/>
<Relationship Id="r2" Type="{LINKS}/numbering" Target="/word/numbering.xml"/>
<Relationship Id="r3" Type="{LINKS}/image" Target="../NULL"/>
<Relationship Id="r4" Type="{LINKS}/hyperlink" Target="https://example.org/" TargetMode="External"/></Relationships>"""


def word_file(body: str, *, numbering: str = "", styles: str = "", **changed: str | bytes | None) -> bytes:
    """Return a Word file of the parts that a reader needs; `changed` replaces parts by name, None leaves one out."""
    parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": PACKAGE,
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": OF_DOCUMENT,
        "word/numbering.xml": f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>",
    }
    parts |= changed
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            if content is not None:
                made.writestr(name, content)
    return data.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*inside: str, properties: str = "") -> str:
    runs = "".join(one if one.startswith("<") else run(one) for one in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def listed(text: str, num: int, level: int = 0) -> str:
    return par(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(at: int, form: str, pattern: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{pattern}"/></w:lvl>'


def lists(**nums: str) -> str:
    """Return a list of its own for each 'num', n1='…levels…'."""
    made = "".join(f'<w:abstractNum w:abstractNumId="{n[1:]}">{levels}</w:abstractNum>' for n, levels in nums.items())
    return made + "".join(f'<w:num w:numId="{n[1:]}"><w:abstractNumId w:val="{n[1:]}"/></w:num>' for n in nums)


def text_of(data: bytes) -> str:
    return read(data, "a.docx", Limits()).text


def lines_of(body: str, **more: str) -> list[str]:
    return text_of(word_file(body, **more)).splitlines()


# -- paragraphs --


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ([run("Byrå"), run("det")], "Byrådet"),
        (["a", "<w:r><w:tab/></w:r>", "b", "<w:r><w:br/></w:r>", "c"], "a\tb\nc"),
        (["pkt. 3", "<w:r><w:noBreakHyphen/></w:r>", "4, kom", "<w:r><w:softHyphen/></w:r>", "mune"], "pkt. 3-4, kommune"),
        (["a\u00a0b\u00ad c e\ufb01 a\u030a"], "a b c efi å"),
        (["a", "<w:ins>" + run(" ny") + "</w:ins>", "<w:del><w:r><w:delText> gammel</w:delText></w:r></w:del>"], "a ny"),
        (["<w:moveFrom>" + run("før") + "</w:moveFrom>", "<w:moveTo>" + run("efter") + "</w:moveTo>"], "efter"),
        (["se ", "<w:hyperlink>" + run("bilag") + "</w:hyperlink>", "<w:smartTag>" + run(" 1") + "</w:smartTag>"], "se bilag 1"),
        (["<w:sdt><w:sdtPr/><w:sdtContent>" + run("felt") + "</w:sdtContent></w:sdt>"], "felt"),
        (['<w:fldSimple w:instr="DATE">' + run("3. maj") + "</w:fldSimple>"], "3. maj"),
        (['<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>', "3. maj"], "3. maj"),
        (["synlig", run(" skjult", "<w:vanish/>"), run(" vist", '<w:vanish w:val="0"/>')], "synlig vist"),
        (['<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', " ja", '<w:r><w:sym w:char="xx"/></w:r>'], "✓ ja"),
        (["<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"], "x=2"),
        (["a", '<w:commentRangeStart w:id="1"/>', "b", '<w:r><w:commentReference w:id="1"/></w:r>'], "ab"),
        (["a", '<w:r><w:br w:type="page"/></w:r>', "b"], "a\nb"),
    ],
)  # fmt: skip
def test_paragraph_reads_as_in_word(inside, text):
    assert text_of(word_file(par(*inside))) == f"{text}\n"


def test_text_box_is_read_once_behind_its_paragraph():
    box = f"<w:txbxContent>{par('i boksen')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines_of(par("før", both) + par("efter")) == ["før", "i boksen", "efter"]


def test_content_controls_hold_whole_paragraphs_and_tables():
    table = f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{par('celle')}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>"
    assert lines_of(f"<w:sdt><w:sdtContent>{par('a')}{table}</w:sdtContent></w:sdt>") == ["a", "", "celle"]


def test_paragraph_whose_end_is_deleted_and_that_is_the_last_is_a_line():
    kept = par("Godkendt.", properties="<w:rPr><w:del/></w:rPr>")
    table = f"<w:tbl><w:tr>{cell('Navn')}<w:tc>{kept}</w:tc></w:tr></w:tbl>"
    assert lines_of(par("a") + kept) == ["a", "Godkendt."]
    assert lines_of(kept + table + par("b")) == ["Godkendt.", "", "Navn: Godkendt.", "", "b"]


def test_paragraph_whose_end_is_deleted_goes_on_in_the_next():
    assert lines_of(par("Godkendt ", properties=DELETED_END) + par("i dag.")) == ["Godkendt i dag."]


DELETED_END = "<w:rPr><w:del/></w:rPr>"


def test_paragraph_whose_end_is_deleted_stays_where_no_other_follows():
    last = par("Godkendt.", properties=DELETED_END)
    held = table(cell(last))
    assert lines_of(par("a") + last) == ["a", "Godkendt."]
    assert lines_of(last + held + par("b")) == ["Godkendt.", "", "Godkendt.", "", "b"]


def test_text_box_of_a_paragraph_whose_end_is_deleted_is_read():
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{par('i boksen')}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert lines_of(par("før ", box, properties=DELETED_END) + par("efter")) == ["før efter", "i boksen"]


def test_headings_by_style_and_by_outline():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Overskrift2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Egen"><w:basedOn w:val="Overskrift2"/><w:name w:val="Egen"/></w:style>'
    )
    body = par("a", properties='<w:pStyle w:val="Egen"/>') + par("b", properties='<w:outlineLvl w:val="0"/>') + par("c")
    assert lines_of(body, styles=styles) == ["## a", "", "# b", "", "c"]


def test_room_stands_where_word_shows_some():
    spaced = '<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults>'
    body = par("a") + par("b") + par() + par("c")
    assert lines_of(body) == ["a", "b", "", "c"]
    assert lines_of(body, styles=spaced) == ["a", "", "b", "", "c"]
    tight = par("a", properties='<w:spacing w:after="0"/>') + par("b")
    assert lines_of(tight, styles=spaced) == ["a", "b"]


def test_footnotes_are_left_out_with_a_warning():
    body = read(word_file(par("Godkendt", '<w:r><w:footnoteReference w:id="2"/></w:r>')), "a.docx", Limits())
    assert body.text == "Godkendt\n"
    assert [warning for warning in body.warnings if "Footnotes" in warning and "(1)" in warning]


# -- lists --


def test_numbers_of_lists_count_restart_and_nest():
    numbering = lists(n1=level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "decimal", "%1.%2.%3"))
    body = "".join(listed(*one) for one in [("a", 1), ("b", 1, 1), ("c", 1, 1), ("d", 1, 2), ("e", 1), ("f", 1, 1)])
    assert lines_of(body, numbering=numbering) == ["1. a", "a) b", "b) c", "1.b.1 d", "2. e", "a) f"]


def test_lists_of_one_definition_go_on_unless_they_say_otherwise():
    numbering = lists(n1=level(0, "upperRoman", "%1.")) + (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = "".join(listed(*one) for one in [("a", 1), ("b", 2), ("c", 3), ("d", 3)])
    assert lines_of(body, numbering=numbering) == ["I. a", "II. b", "V. c", "VI. d"]


def test_numbers_through_styles():
    numbering = lists(n7=level(0, "decimal", "Punkt %1:", '<w:pStyle w:val="Sag"/>'))
    styles = (
        '<w:style w:type="paragraph" w:styleId="Sag"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        par("Budget", properties='<w:pStyle w:val="Sag"/>')
        + par("Godkendt")
        + par("Veje", properties='<w:pStyle w:val="Sag"/>')
    )
    assert lines_of(body, numbering=numbering, styles=styles) == ["Punkt 1: Budget", "Godkendt", "Punkt 2: Veje"]


def test_empty_entries_take_no_number_and_num_0_is_no_list():
    body = listed("a", 1) + listed("", 1) + listed("b", 0) + listed("c", 1)
    assert [line for line in lines_of(body, numbering=lists(n1=level(0, "decimal", "%1."))) if line] == [
        "1. a",
        "b",
        "2. c",
    ]


@pytest.mark.parametrize(("sign", "mark"), [("\uf0b7", "•"), ("o", "•"), ("-", "-"), ("", "•"), ("–", "–")])
def test_bullets(sign, mark):
    assert lines_of(listed("at a", 1), numbering=lists(n1=level(0, "bullet", sign))) == [f"{mark} at a"]


def test_mark_of_a_list_has_no_endless_pattern():
    assert len(lines_of(listed("a", 1), numbering=lists(n1=level(0, "decimal", "%1" * 100_000)))[0]) < 200


# -- tables, headers --


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(*inside: str, properties: str = "") -> str:
    blocks = "".join(one if one.startswith("<") else par(one) for one in inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def test_merged_cells_keep_columns_apart():
    body = table(
        cell("Post", properties='<w:vMerge w:val="restart"/>') + cell("Kr.", properties='<w:gridSpan w:val="2"/>'),
        cell(properties="<w:vMerge/>") + cell("2024") + cell("2025"),
        cell("Veje") + cell("800") + cell("-400"),
        cell("Skoler") + cell("0") + cell("25"),
    )
    assert lines_of(body) == ["| Post | Kr. |  |", "|  | 2024 | 2025 |", "| Veje | 800 | -400 |", "| Skoler | 0 | 25 |"]


def test_nested_tables_and_names_in_two_columns_lose_nothing():
    inner = table(cell("Sagsnr.:") + cell("24/1"))
    body = table(cell("Ida Holm (A)") + cell("Bo Dam (V)"), cell("Lis Vang (F)") + cell("Per Krog (C)")) + table(
        cell(inner, "b") + cell("c")
    )
    assert [line for line in lines_of(body) if line] == [
        "Ida Holm (A)",
        "Bo Dam (V)",
        "Lis Vang (F)",
        "Per Krog (C)",
        "Sagsnr.: 24/1",
        "b",
        "c",
    ]


def test_deleted_rows_are_left_out():
    row = f"<w:trPr><w:del/></w:trPr>{cell('slettet')}"
    assert lines_of(table(cell("a"), row)) == ["a"]


def made_with_word(change: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    change(document)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_header_of_the_first_page_stands_once_at_the_top():
    def change(document):
        document.sections[0].header.paragraphs[0].text = "Lillevang Kommune\tSide 2 af 9"
        document.sections[0].header.add_paragraph("- 2 -")
        document.add_paragraph("Referat")
        document.add_section()

    assert text_of(made_with_word(change)).splitlines() == ["Lillevang Kommune", "", "Referat"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Side", ""),
        ("\tSide  2   af \t 9", ""),
        ("–  2  –", ""),
        ("Lillevang \t Byrådet    s. 2 / 9", "Lillevang\tByrådet"),
        ("Sidebanen 2", "Sidebanen 2"),
    ],
)
def test_headers_lose_their_page_numbers_alone(line, kept):
    assert _without_page_number(line) == kept


def test_page_numbers_are_looked_for_behind_single_blanks(monkeypatch):
    lines = []
    pattern = SimpleNamespace(fullmatch=lines.append, sub=lambda _, line: lines.append(line) or line)
    monkeypatch.setattr("referat_nlp.formats.docx._PAGE_NUMBER", pattern)
    monkeypatch.setattr("referat_nlp.formats.docx._PAGE_TAIL", pattern)
    blanks = " \t\u00a0" * 200
    assert _without_page_number(f"Side{blanks}2{blanks}x{blanks}") == "Side\t2\tx"
    assert lines == ["Side\t2\tx", "Side\t2\tx"]


def test_header_that_many_links_name_is_unpacked_once(monkeypatch):
    read_parts = []
    unpack = Parts.read
    monkeypatch.setattr(Parts, "read", lambda self, part: read_parts.append(part) or unpack(self, part))
    link = f'<Relationship Id="r9" Type="{LINKS}/header" Target="header1.xml"/>'
    links = "".join(link.replace("r9", f"r{n}") for n in range(9, 60)) + "</Relationships>"
    files = {
        "[Content_Types].xml": TYPES.replace("</Types>", HEADER_TYPE + "</Types>"),
        "word/header1.xml": f"<w:hdr {NAMESPACES}>{par('Byrådet')}</w:hdr>",
        "word/_rels/document.xml.rels": OF_DOCUMENT.replace("</Relationships>", links),
    }
    section = f'<w:sectPr><w:headerReference xmlns:r="{LINKS}" w:type="default" r:id="r59"/></w:sectPr>'
    assert text_of(word_file(par("a") + section, **files)) == "Byrådet\n\na\n"
    assert read_parts.count("word/header1.xml") == 1


def test_header_that_the_text_repeats_is_left_out():
    def change(document):
        document.sections[0].header.paragraphs[0].text = "Byrådet"
        document.add_paragraph("Byrådet")

    assert text_of(made_with_word(change)).splitlines() == ["Byrådet"]


def test_styles_and_lists_that_python_docx_writes():
    def change(document):
        document.styles["Normal"].paragraph_format.space_after = Pt(0)
        document.add_heading("Punkt 1: Budget", 2)
        document.add_paragraph("foreslår,")
        document.add_paragraph("at a", style="List Number")
        document.add_paragraph("at b", style="List Number")
        document.add_paragraph("c", style="List Bullet")

    assert text_of(made_with_word(change)).splitlines() == [
        "## Punkt 1: Budget",
        "",
        "foreslår,",
        "1. at a",
        "2. at b",
        "• c",
    ]


@pytest.mark.parametrize("kind", ["vnd.ms-word.document.macroEnabled", "vnd.openxmlformats-officedocument.wordprocessingml.template"])  # fmt: skip
def test_macro_files_and_templates_are_read(kind):
    types = TYPES.replace("vnd.openxmlformats-officedocument.wordprocessingml.document.main", f"{kind}.main")
    assert text_of(word_file(par("a"), **{"[Content_Types].xml": types})) == "a\n"


def test_strict_form_of_the_standard_is_read():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>'
    links = PACKAGE.replace(LINKS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    assert text_of(word_file("", **{"word/document.xml": body, "_rels/.rels": links})) == "a\n"


# -- hostile and damaged files --


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(InputError, match=r"^a\.docx: .*\.$") as caught:
        read(data, "a.docx", limits or Limits())
    return str(caught.value)


BOMB = f'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "{"&a;" * 10}"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels"]
)
def test_entities_are_refused(part):
    assert "entities" in refused(word_file(par("a"), **{part: f"{BOMB}<x>&b;&c;</x>"}))


def test_what_unpacks_to_more_than_the_limit_is_refused():
    assert "raise the limit" in refused(word_file(par("a" * 10_000)), Limits(unpacked_bytes=10_000))


def test_pictures_are_not_unpacked():
    data = bytearray(word_file(par("a"), **{"word/media/image1.png": b"\x89PNG" + random.Random(1).randbytes(5000)}))
    at = data.find(b"\x89PNG")
    data[at + 1000 : at + 1200] = bytes(200)
    assert text_of(bytes(data)) == "a\n"


def test_zip_bomb_is_refused_before_it_unpacks():
    assert "unpacks to" in refused(word_file(par("a" * 20_000_000)))


def test_sizes_that_lie_are_found_out():
    data = word_file(par("abc" * 5000))
    stated = len(f"<w:document {NAMESPACES}><w:body>{par('abc' * 5000)}</w:body></w:document>".encode())
    lie = data.replace(stated.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lie != data
    assert "damaged" in refused(lie)


def test_damaged_part_of_another_packing_is_told():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("[Content_Types].xml", TYPES)
        made.writestr("_rels/.rels", PACKAGE)
        made.writestr("word/document.xml", random.Random(1).randbytes(2000))
    damaged = bytearray(packed.getvalue())
    at = damaged.index(b"word/document.xml") + len("word/document.xml")
    damaged[at + 4 : at + 9] = b"\xff" * 5  # how it is packed
    assert "damaged" in refused(bytes(damaged))


def test_depth_of_thousands_is_refused():
    assert "damaged" in refused(word_file("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000))


@pytest.mark.parametrize(
    "changed",
    [
        {"word/document.xml": None},
        {"_rels/.rels": None},
        {"[Content_Types].xml": None},
        {"word/document.xml": ""},
        {"word/document.xml": "<w:document"},
        {"word/document.xml": f"<w:document {NAMESPACES}/>"},
        {"word/document.xml": "<html/>"},
        {"word/styles.xml": "kaput"},
        {"_rels/.rels": "kaput"},
        {"[Content_Types].xml": "kaput"},
    ],
)
def test_missing_and_damaged_parts_are_told(changed):
    assert "save it again" in refused(word_file(par("a"), **changed))


def test_truncated_file_is_told():
    data = word_file(par("a"))
    for length in range(0, len(data), 97):
        assert "again" in refused(data[:length])


def test_damaged_part_that_is_packed_another_way_is_told():
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(par("a")))) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
    data = bytearray(packed.getvalue())
    assert text_of(bytes(data)) == "a\n"
    at = data.index(b"word/document.xml") + len("word/document.xml") + 9
    data[at : at + 40] = b"\xff" * 40
    assert "damaged" in refused(bytes(data))


def test_locked_parts_are_told():
    data = bytearray(word_file(par("a")))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    assert "password" in refused(bytes(data))


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_any_change_of_bytes_is_read_or_refused(changes):
    data = bytearray(MINUTES)
    for at, byte in changes:
        data[at % len(data)] = byte
    try:
        read(bytes(data), "a.docx", Limits())
    except InputError as error:
        told = str(error)
        assert told.startswith("a.docx: ")


parts_of_xml = st.sampled_from(
    ["<w:p>", "<w:r>", "<w:t>", "<w:tbl>", "<w:tr>", "<w:tc>", "<w:sdt>", "<w:numPr>", "<w:pPr>", '<w:numId w:val="1"/>', '<w:ilvl w:val="-9"/>', '<w:gridSpan w:val="99999999"/>', "<w:vMerge/>", "<w:tcPr>", "<w:sectPr>", "<mc:AlternateContent>", "<!-- x -->", "<?x y?>", "ord"]
)  # fmt: skip


@given(st.lists(parts_of_xml, max_size=25))
def test_any_order_of_elements_is_read(parts):
    ends = [f"</{part[1:]}" for part in reversed(parts) if part.startswith("<") and part[-2] not in "/?-"]
    body = "".join([*parts, *ends])
    text = text_of(word_file(body, numbering=lists(n1=level(0, "decimal", "%1."))))
    # a word is read once where it stands in a text, and nothing stands there but words, marks and tables
    assert text.count("ord") <= parts.count("ord")
    assert set(text) <= set("ord1.|\n\t ")


def numbered(blocks: str) -> str:
    """Return blocks with each '?' replaced by a word of its own."""
    return "".join(f"{part}ord{at}x" for at, part in enumerate(blocks.split("?")[:-1])) + blocks.split("?")[-1]


@given(
    st.lists(
        st.sampled_from(
            [
                par("?"),
                par("?", properties=DELETED_END),
                listed("?", 1),
                par("?", f"<w:r><w:pict><w:txbxContent>{par('?')}</w:txbxContent></w:pict></w:r>", properties=DELETED_END),
                table(cell("?"), cell("?", par("?", properties=DELETED_END))),
                table(cell("?") + cell("1"), cell("?") + cell("2")),
                table(cell("?", table(cell("?") + cell("?")), par("?", properties=DELETED_END)) + cell("?")),
                f"<w:sdt><w:sdtContent>{par('?', properties=DELETED_END)}</w:sdtContent></w:sdt>",
                f"<w:ins>{par('?', '<w:r><w:br/></w:r>', '?')}</w:ins>",
            ]
        ),
        max_size=8,
    )
)  # fmt: skip
def test_no_word_is_lost_and_none_moves(blocks):
    body = numbered("".join(blocks))
    text = text_of(word_file(body, numbering=lists(n1=level(0, "decimal", "%1."))))
    words = re.findall(r"ord\d+x", body)
    assert sorted(re.findall(r"ord\d+x", text)) == sorted(words)
    if "txbxContent" not in body:  # a box stands behind its paragraph
        assert re.findall(r"ord\d+x", text) == words


MINUTES = word_file(
    par("Referat") + listed("at a", 1) + table(cell("a") + cell("1")), numbering=lists(n1=level(0, "decimal", "%1."))
)
