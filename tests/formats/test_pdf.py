from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from referat_nlp.errors import InputError
from referat_nlp.formats import pdf as reader
from referat_nlp.formats.body import Body
from referat_nlp.limits import Limits
from referat_nlp.loading import load_bytes, load_file

FILES = Path(__file__).parent / "pdfs"
Made = Callable[..., bytes]


def body(data: bytes, **limits: int) -> Body:
    return reader.read(data, "referat.pdf", Limits(**limits))


def lines(top: float, *texts: str, left: float = 70, step: float = 14) -> list[tuple[float, float, str]]:
    return [(left, top + step * k, text) for k, text in enumerate(texts)]


# a paragraph of four lines, each too long for the first word of the next one
PARAGRAPH = (
    "Forvaltningen har gennemgået de kommunale stier og vurderer, at belysningen langs fjorden er",
    "utilstrækkelig om vinteren, hvor mange skoleelever færdes på stien i mørke, og at den derfor må",
    "udvides, inden asfalteringen begynder, hvis ikke arbejdet skal blive dyrere end forudsat i det",
    "oprindelige budget.",
)


def test_a_paragraph_is_one_line_and_white_makes_an_empty_one(printed: Made) -> None:
    data = printed([*lines(100, *PARAGRAPH), *lines(180, "Beslutning"), *lines(194, "Godkendt.")])
    assert body(data).text == " ".join(PARAGRAPH) + "\n\nBeslutning\nGodkendt.\n"


def test_short_lines_stay_lines(printed: Made) -> None:
    data = printed(lines(100, "Mødested: Rådhuset", "Deltagere:", "Agnete Brunhøj (A)", "Bo Lindskov (V)"))
    assert body(data).text == "Mødested: Rådhuset\nDeltagere:\nAgnete Brunhøj (A)\nBo Lindskov (V)\n"


def test_a_label_begins_a_line_below_a_full_one(printed: Made) -> None:
    data = printed(lines(100, *PARAGRAPH[:3], "Fraværende Bo Lindskov (V) og Agnete Brunhøj (A)"))
    assert body(data).text.split("\n")[1] == "Fraværende Bo Lindskov (V) og Agnete Brunhøj (A)"


@pytest.mark.parametrize("number", ["22/5906", "00.01.00-G01-73-23", "Journal nr.: 00.22.02", "Sagsnr. 22/5906"])
def test_a_file_number_begins_a_line_below_a_full_one(printed: Made, number: str) -> None:
    data = printed(lines(100, *PARAGRAPH[:3], number))
    assert body(data).text.split("\n")[1] == number


def test_a_list_of_names_goes_on_behind_a_comma_and_an_initial(printed: Made) -> None:
    data = printed(lines(100, "Deltagere: Agnete Brunhøj, Bo Lindskov,", "Kaj T.", "Storm, Ida Holm"))
    assert body(data).text == "Deltagere: Agnete Brunhøj, Bo Lindskov, Kaj T. Storm, Ida Holm\n"


def test_a_line_of_each_item_is_no_page_head(printed: Made) -> None:
    words = ("Mødedato: 2. juni 2021", "Lokale 3", "Beslutning", "Godkendt.")
    page = [*lines(60, *words), *lines(300, *words), *lines(500, *words)]
    read = body(printed(page, page, page))
    kept = "".join(c for k, c in enumerate(read.text) if not any(a <= k < b for a, b in read.furniture))
    assert kept.count("Mødedato: 2. juni 2021") == 9


def test_clauses_stay_apart(printed: Made) -> None:
    one = "at belysningen langs fjorden udvides, inden asfalteringen begynder, og med solceller, hvor det"
    data = printed(lines(100, *PARAGRAPH, one, "at arbejdet udbydes."))
    assert "\nat arbejdet udbydes.\n" in body(data).text


def test_broken_words_are_whole_and_real_hyphens_stay(printed: Made) -> None:
    data = printed(
        lines(
            100,
            "Forvaltningen har gennemgået de kommunale stier og vurderer, at belysningen om vinteren i kom-",
            "munen er dårlig, at den social- og sundhedsfaglige indsats i perioden fra 2021 til vinteren 2023-",
            "2024 er betalt af EU-midler, at sagen har nummer 00.01.00-G01, og at den behandles i Social-",
            "og Sundhedsudvalget, som har bedt om at se alle de udgifter, der i år er betalt af puljen og af EU-",
            "midler.",
        )
    )
    text = body(data).text
    for part in (
        "i kommunen er",
        "social- og sundhedsfaglige",
        "2023-2024 er",
        "Social- og Sundhedsudvalget",
        "EU-midler.",
    ):
        assert part in text, part


def test_every_word_has_its_box(printed: Made) -> None:
    data = printed([(70, 100, "Referat fra"), (70, 114, "Byrådet")], [(200, 400, "Slut")])
    read = body(data)
    assert read.pages is not None
    assert len(read.pages.starts) == 2
    page, box = read.pages.place(read.text.index("Byrådet"), read.text.index("Byrådet") + 7)
    assert page == 1
    assert box is not None
    assert 69 < box.left < 71
    assert box.top < 110 < box.bottom
    page, box = read.pages.place(read.text.index("Slut"), len(read.text))
    assert page == 2
    assert box is not None
    assert box.top < 396 < box.bottom < 410


def test_a_ruled_table_is_rows_with_bars(pdf: Made) -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("Helvetica", 10)
        for y in (700, 680, 640, 620):
            canvas.line(70, y, 300, y)
        for x in (70, 180, 240, 300):
            canvas.line(x, 620, x, 700)
        for x, y, text in (
            (75, 686, "Post"), (185, 686, "2024"), (245, 686, "2025"),
            (75, 666, "Asfalt og"), (75, 652, "belægning"), (185, 666, "850"),
            (75, 626, "I alt"), (185, 626, "850"), (245, 626, "0"),
        ):  # fmt: skip
            canvas.drawString(x, y, text)

    assert body(pdf(draw)).text == "| Post | 2024 | 2025 |\n| Asfalt og belægning | 850 | |\n| I alt | 850 | 0 |\n"


def test_a_frame_and_an_underline_are_no_table(pdf: Made) -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.rect(60, 600, 400, 100)
        canvas.line(70, 684, 200, 684)
        canvas.drawString(70, 686, "Beslutning i Byrådet")
        canvas.drawString(70, 660, "Godkendt.")

    assert body(pdf(draw)).text == "Beslutning i Byrådet\n\nGodkendt.\n"


def test_framed_text_of_many_lines_is_text(pdf: Made) -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("Helvetica", 10)
        for x in (60, 160, 540):
            canvas.line(x, 560, x, 700)
        for y in (560, 700):
            canvas.line(60, y, 540, y)
        canvas.drawString(65, 686, "Beslutning")
        for k in range(8):
            canvas.drawString(165, 686 - 14 * k, f"Punkt {k} i aftalen er godkendt.")

    text = body(pdf(draw)).text
    assert "|" not in text
    assert text.startswith("Beslutning\n")
    assert "\nPunkt 1 i aftalen er godkendt.\n" in text


def test_cells_without_rules_are_parted_by_gaps(printed: Made) -> None:
    rows = [("Anlæg", "1.250", "150"), ("Drift", "900", "0"), ("I alt", "2.150", "150")]
    data = printed(
        [(left, 100 + 14 * k, row[c]) for k, row in enumerate(rows) for c, left in enumerate((70, 180, 230))]
    )
    assert body(data).text == "Anlæg   1.250   150\nDrift   900   0\nI alt   2.150   150\n"


def test_persons_side_by_side_are_a_list(printed: Made) -> None:
    data = printed(
        [
            (70, 100, "Agnete Brunhøj (A)"),
            (300, 100, "Bo Lindskov (V)"),
            (70, 114, "Cæcilie Holm (C)"),
            (300, 114, "Eva Tang (F)"),
        ]
    )
    assert body(data).text.split("\n")[:4] == [
        "Agnete Brunhøj (A)",
        "Bo Lindskov (V)",
        "Cæcilie Holm (C)",
        "Eva Tang (F)",
    ]


def test_columns_of_text_are_read_one_after_the_other(printed: Made) -> None:
    one = [
        "Forvaltningen har gennemgået de",
        "kommunale stier og vurderer, at",
        "lyset ved fjorden er for svagt om",
        "vinteren, hvor børn går i skole i",
        "mørke.",
    ]
    two = [
        "Arbejdet kan betales af puljen til",
        "trafiksikkerhed, som rådet satte af",
        "ved budgettet, og udføres sammen",
        "med asfalteringen, så der spares",
        "penge.",
    ]
    text = body(printed([*lines(100, *one), *lines(100, *two, left=320)])).text
    assert " ".join(text.split()) == " ".join([*one, *two])


def test_heads_and_feet_are_furniture_and_paragraphs_run_over_them(printed: Made) -> None:
    pages = []
    for number in range(3):
        page = lines(100, *PARAGRAPH[number : number + 2 + (number == 2)])
        pages.append([(70, 40, "Nørrevang Kommune, Byrådet"), *page, (70, 810, f"Side {number + 1} af 3")])
    read = body(printed(*pages))
    stretches = [read.text[a:b].strip() for a, b in read.furniture]
    assert [s for s in stretches if s] == [
        "Side 1 af 3", "Nørrevang Kommune, Byrådet", "Side 2 af 3", "Nørrevang Kommune, Byrådet", "Side 3 af 3",
    ]  # fmt: skip
    rest = list(read.text)
    for a, b in read.furniture:
        rest[a:b] = " " * (b - a)
    # the head of the first page is text: it may name the meeting
    printed_lines = [*PARAGRAPH[:2], *PARAGRAPH[1:3], *PARAGRAPH[2:]]
    assert " ".join("".join(rest).split()) == "Nørrevang Kommune, Byrådet " + " ".join(printed_lines)
    assert "\n" not in "".join(rest).split("Byrådet")[1].strip()


def test_items_that_begin_a_page_are_no_heads(printed: Made) -> None:
    pages = [
        [(70, 60, f"Punkt {n}"), (70, 90, "Beslutning"), (70, 120, f"Udvalget tog sag {n}a til efterretning.")]
        for n in (1, 2, 3)
    ]
    read = body(printed(*pages))
    assert [read.text[a:b] for a, b in read.furniture] == ["\f", "\f"]


def test_text_printed_twice_is_read_once(printed: Made) -> None:
    assert body(printed([(70, 100, "Beslutning"), (70.4, 100, "Beslutning")])).text == "Beslutning\n"


def test_text_outside_the_page_is_left_out(printed: Made) -> None:
    assert body(printed([(70, 100, "Beslutning"), (-400, 100, "Skjult"), (70, 2000, "Under")])).text == "Beslutning\n"


def test_print_that_is_turned_is_read_in_its_own_direction(pdf: Made) -> None:
    def draw(canvas: Any) -> None:
        canvas.translate(300, 100)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Godkendelse af dagsorden")
        canvas.drawString(0, -14, "Godkendt.")

    read = body(pdf(draw))
    assert read.text == "Godkendelse af dagsorden\nGodkendt.\n"
    assert read.pages is not None
    _, box = read.pages.place(0, 11)
    assert box is not None
    assert box.right - box.left < 15 < box.bottom - box.top  # it stands upright on the page


def test_a_mark_across_the_page_is_furniture(pdf: Made) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(70, 700, "Godkendelse af dagsorden")
        canvas.translate(100, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "UDKAST")

    read = body(pdf(draw))
    assert read.text.startswith("Godkendelse af dagsorden\n")
    assert [read.text[a:b].strip() for a, b in read.furniture] == ["UDKAST"]


def picture(canvas: Any) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "red")), 100, 100)


def test_pictures_of_pages_are_told_what_to_do_with(pdf: Made) -> None:
    with pytest.raises(InputError, match=r"referat\.pdf: .* only pictures of pages; .* ocrmypdf -l dan in.pdf out.pdf"):
        body(pdf(picture))


def test_a_page_that_is_a_picture_is_named(pdf: Made) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(70, 700, "Godkendelse af dagsorden")
        canvas.showPage()
        picture(canvas)

    (warning,) = body(pdf(draw)).warnings
    assert warning.startswith("Page 2 without text")


def test_a_locked_file_is_told_and_a_protected_one_read(printed: Made) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    page = [(70, 100, "Beslutning")]
    with pytest.raises(InputError, match="locked with a password"):
        body(printed(page, encrypt=StandardEncryption("hemmelig", "ejer")))
    assert body(printed(page, encrypt=StandardEncryption("", "ejer", canPrint=0))).text == "Beslutning\n"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 20])
def test_a_damaged_file_is_told(data: bytes) -> None:
    with pytest.raises(InputError, match="damaged or not whole"):
        body(data)


def test_half_a_file_is_told_or_warned_of(printed: Made) -> None:
    data = printed(*[[(70, 100, "Beslutning")]] * 5)
    for part in (0.3, 0.6, 0.9, 0.97):
        try:
            read = body(data[: int(part * len(data))])
        except InputError:
            continue
        assert any("cut off" in warning for warning in read.warnings)


def test_limits_are_kept(printed: Made) -> None:
    data = printed(*[[(70, 100, "Beslutning i Byrådet")]] * 3)
    with pytest.raises(InputError, match="has 3 pages, more than 2"):
        body(data, pages=2)
    with pytest.raises(InputError, match="page 2 has more text than is read"):
        body(data, text_characters=30)


def test_a_pdf_is_known_by_its_content(printed: Made) -> None:
    loaded = load_bytes(b"fra printeren\n" + printed([(70, 100, "Beslutning")]), "referat.txt")
    assert loaded.media_type == "application/pdf"
    assert loaded.text == "Beslutning\n"


@pytest.mark.parametrize("name", ["libreoffice", "chromium", "chromium-columns", "reportlab"])
def test_one_meeting_printed_by_several_programs_is_read_alike(name: str, nlp: Any) -> None:
    from referat_nlp.extraction import from_doc
    from referat_nlp.output import to_dict
    from referat_nlp.pipeline import doc_of

    loaded = load_file(FILES / f"{name}.pdf")
    found = to_dict(from_doc(doc_of(nlp, loaded), loaded))
    expected = json.loads((FILES / "expected.json").read_text(encoding="utf-8"))
    meeting = found["meeting"]
    assert {key: meeting[key] for key in expected["meeting"]} == expected["meeting"]
    assert [person["name"] for person in meeting["participants"]] == expected["participants"]
    assert [person["name"] for person in meeting["absent_members"]] == expected["absent_members"]
    items = [
        {
            "number": item["number"],
            "title": item["title"],
            "case_numbers": [one["text"] for one in item["case_numbers"]],
            "proposals": [one["text"] for one in item["proposals"]],
            "decisions": [one["text"] for one in item["decisions"]],
            "amounts": [one["value"] for one in item["amounts"]],
        }
        for item in found["items"]
    ]
    assert items == expected["items"]
    assert found["source"]["pages"] == expected["pages"][name]
    for item in found["items"]:
        for one in (item, *item["decisions"], *item["amounts"]):
            assert 1 <= one["page"] <= expected["pages"][name]
            left, top, right, bottom = one["box"]
            assert 0 < left < right < 600
            assert 0 < top < bottom < 845


def test_a_decision_over_a_page_break_is_whole(printed: Made, nlp: Any) -> None:
    from referat_nlp.extraction import from_doc
    from referat_nlp.output import schema_text, to_dict
    from referat_nlp.pipeline import doc_of

    decision = [
        "Byrådet godkendte indstillingen med den ændring, at belysningen af stien etableres samtidig",
        "med asfalteringen, og at borgerne på vejen indkaldes til et møde, før arbejdet går i gang, og",
        "inden vinteren. Imod stemte O.",
    ]
    head = (70.0, 40.0, "Nørrevang Kommune - Byrådet 12. marts 2024")
    data = printed(
        [
            head,
            *lines(100, "1. Belysning af stien"),
            *lines(130, "Beslutning"),
            *lines(760, *decision[:2]),
            (70, 810, "Side 1"),
        ],
        [head, *lines(80, *decision[2:]), (70, 810, "Side 2")],
    )
    loaded = load_bytes(data, "referat.pdf")
    found = to_dict(from_doc(doc_of(nlp, loaded), loaded))
    (item,) = found["items"]
    (one,) = item["decisions"]
    assert one["text"] == " ".join(decision)
    assert one["page"] == 1
    assert one["box"][1] > 740  # what stands on the first page alone
    assert one["box"][3] < 800  # without the page's foot
    assert found["meeting"]["municipality"] == "Nørrevang Kommune"
    assert (found["meeting"]["body"], found["meeting"]["date"]) == ("Byrådet", "2024-03-12")
    assert sum(found["source"]["coverage"].values()) == found["source"]["characters"]
    assert found["source"]["coverage"]["furniture"] > 50

    import jsonschema

    found["items"][0]["decisions"][0]["outcomes"] = [{"label": "godkendt", "score": 0.9}]
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(found)


def test_letters_that_fonts_do_not_tell_are_told(pdf: Made) -> None:
    data = pdf(lambda canvas: canvas.drawString(70, 700, "Godkendelse af dagsorden"), pageCompression=0)
    # the same file with codes that stand for no letter in its font
    content = data.index(b"Godkendelse")
    garbled = data[:content] + bytes(1 + k % 8 for k in range(24)) + data[content + 24 :]
    with pytest.raises(InputError, match=r"do not say which letters|has no text"):
        body(garbled)


def test_lists_keep_their_marks(printed: Made) -> None:
    data = printed(
        [(70, 100, "1."), (100, 100, "at stien belyses,"), (70, 114, "2."), (100, 114, "at den asfalteres.")]
    )
    assert body(data).text == "1. at stien belyses,\n2. at den asfalteres.\n"
