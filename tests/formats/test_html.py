"""Web pages become the lines that a reader of the page sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat_nlp.errors import InputError
from referat_nlp.formats.html import read
from referat_nlp.limits import Limits


def text_of(page: str | bytes) -> str:
    data = page.encode() if isinstance(page, str) else page
    return read(data, "a.html", Limits()).text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>En  lang\n linje <b>fed</b>t&aelig;kst<p>næste", "En lang linje fedtækst\n\nnæste\n"),
        ("<div>a</div><div>b<br>c<br><br>d</div>", "a\nb\nc\n\nd\n"),
        ("<p>a</p><p>&nbsp;</p><p>b&nbsp;c</p>", "a\n\nb c\n"),
        ("<h1>Referat</h1><h3>Punkt 1</h3>Godkendt", "# Referat\n\n### Punkt 1\n\nGodkendt\n"),
        ("<p>foreslår,</p><ul><li>at a<li>at b</ul><p>c", "foreslår,\n• at a\n• at b\n\nc\n"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b\n"),
        ("<ol start=3 type=a><li>a<li value=7>b<li>c</ol>", "c. a\ng. b\nh. c\n"),
        ("<ol start=9 reversed type=I><li>a<li>b</ol>", "IX. a\nVIII. b\n"),
        ("<ul><li>a<ol><li>b</ol><li>c</ul>", "• a\n1. b\n• c\n"),
        ("<ul><li><h2>Punkt 1: Budget</h2><p>Godkendt</ul>", "## Punkt 1: Budget\n\nGodkendt\n"),
        ("<ol><li><h2>Budget</h2></ol>", "## 1. Budget\n"),
        ("<dl><dt>Dato<dd>12. maj<dt>Sted:<dd>Salen</dl>", "Dato: 12. maj\nSted: Salen\n"),
        ("<dl><dt>3. Budget<dd>Godkendt</dl>", "3. Budget\nGodkendt\n"),
        ("<pre>Post   1\n  Vej  2</pre>", "Post   1\n  Vej  2\n"),
        ("<details><summary>Bilag</summary>a.pdf</details>", "Bilag\na.pdf\n"),
        ("<table><tr><th>Post<th>Kr.<tr><td>Vej<td>1.200<tr><td>Bro<td>30</table>x", "| Post | Kr. |\n| Vej | 1.200 |\n| Bro | 30 |\n\nx\n"),
        ("<table><tr><td>Sagsnr.<td>24/1<tr><td>Deltagere<td>Ida Holm<br>Bo Dam</table>", "Sagsnr.: 24/1\nDeltagere:\nIda Holm\nBo Dam\n"),
        ("<table><tr><td>a<table><tr><td>1<td>2<tr><td>3<td>4</table>b<td>c</table>", "a\n\n| 1 | 2 |\n| 3 | 4 |\n\nb\nc\n"),
        ("<table><tr><td colspan=2>1<td>2<tr><td>a<td>3<td>4</table>", "| 1 |  | 2 |\n| a | 3 | 4 |\n"),
        ("a<!-- b --><script>c</script><style>d</style><noscript>e</noscript><template>f</template><svg><text>g</text></svg>h", "ah\n"),
        ("<title>t</title><p>a", "a\n"),
        ("<p>lang tekst</p><p hidden>b</p><p style='display: none'>c</p><i aria-hidden=true>d</i>", "lang tekst\n\nd\n"),
        ("<p>3 &lt; 5 &amp; 7 &#8211; &unknown; <", "3 < 5 & 7 – &unknown; <\n"),
        ("", ""),
        ("<!-- nothing -->", ""),
    ],
)  # fmt: skip
def test_elements_become_lines(page, text):
    assert text_of(f"<html><body>{page}" if page else page) == text


MENU = "<nav><ul><li><a>Forside</a><li><a>Politik</a></ul></nav><div class='cookie-banner'>Vi bruger cookies</div>"
MINUTES = "<h2>1. Budget</h2><p>Beslutning</p><p>Godkendt, idet udvalget ønsker en opfølgning til næste møde.</p>"


def test_menus_and_banners_are_left_out():
    assert text_of(f"<html>{MENU}{MINUTES}<footer>Torvet 1</footer>") == text_of(f"<html>{MINUTES}")


def test_menus_stay_where_they_are_the_greater_part():
    assert "Godkendt, idet" in text_of(f"<html><nav>{MINUTES}</nav><p>kort</p>")
    assert "Godkendt, idet" in text_of(f"<html class=cookie-accepted><body class=cookie-accepted>{MINUTES}")


def test_main_part_is_read_where_it_holds_most_with_the_title_above_it():
    page = f"<html><h1>Byrådet</h1><div>Del på Facebook</div><main>{MINUTES}</main>"
    assert text_of(page) == "# Byrådet\n\n" + text_of(f"<html>{MINUTES}")
    assert "Godkendt, idet" in text_of(f"<html><main>kort</main>{MINUTES}")


def test_folded_parts_are_read():
    page = f"<html><p>{'Referat. ' * 40}</p><div hidden>Menu</div><div class=panel style='display:none'>{MINUTES}</div>"
    assert "Godkendt, idet" in text_of(page)
    assert "Menu" not in text_of(page)


@pytest.mark.parametrize("tag", ["div", "p", "ul", "ol", "table", "blockquote", "dl", "pre"])
@pytest.mark.parametrize("above", ["<p>a</p>", "<p>a</p><p>&nbsp;</p>", "<ul><li>a</ul>", "<table><tr><td>a</table>"])
def test_folded_parts_of_all_kinds_are_read(tag, above):
    begin, end = {
        "ul": ("<li>", ""), "ol": ("<li>", ""), "table": ("<tr><td>", ""), "dl": ("<dt>Udvalget<dd>", ""),
    }.get(tag, ("", ""))  # fmt: skip
    page = f"<html>{above}<{tag} hidden>{begin}Beslutning: Godkendt{end}</{tag}><p>{'Referat. ' * 40}"
    assert "Beslutning: Godkendt" in text_of(page)
    assert "Menu" not in text_of(page.replace("Beslutning: Godkendt", "Menu"))


def test_hidden_rows_and_cells_of_tables_are_left_out():
    rows = "<tr><td>Vej<td>1.200<tr hidden><td>Skjult<td>300<tr><td>Bro<td>30<td style='display:none'>Mere"
    shown = "| Vej | 1.200 |\n| Bro | 30 |\n"
    assert text_of(f"<html><table>{rows}</table>") == shown
    assert "300" in text_of(f"<html><p>a<table>{rows.replace('<tr>', '<tr hidden>')}</table>")
    # also where the table places things on the page
    assert text_of(f"<html><table><tr><td>a<tr><td><table>{rows}</table></table>") == f"a\n\n{shown}"
    outer = f"<html><table><tr hidden><td>Skjult<tr><td>{'Referat. ' * 9}<table>{rows}</table></table>"
    assert "Skjult" not in text_of(outer)


def test_rows_of_tables_that_unfold_are_read():
    row = "<tr hidden><td>Beslutning<td>Godkendt<tr><td>Veje<td>Referat"
    assert text_of(f"<html><table>{row}</table>") == "Beslutning: Godkendt\nVeje: Referat\n"
    outer = f"<html><table>{row}<tr><td><table><tr><td>a</table></table>"
    assert text_of(outer).split() == ["Beslutning", "Godkendt", "Veje", "Referat", "a"]
    hidden = f"<html><p>{'Referat. ' * 9}<div hidden><table>{row}</table></div>"
    assert "Beslutning: Godkendt" in text_of(hidden)


def test_municipality_that_the_head_of_the_page_alone_names_is_kept():
    page = f"<html><title>Referat - Lillevang Kommune</title><main>{MINUTES}</main>"
    assert text_of(page).startswith("Lillevang Kommune\n\n## 1. Budget")


@pytest.mark.parametrize(
    ("data", "warned"),
    [
        ("<html><p>æøå".encode(), False),
        (b"\xef\xbb\xbf" + "<html><p>æøå".encode(), False),
        ("<html><meta charset=iso-8859-1><p>æøå".encode("latin-1"), False),
        (
            "<html><meta http-equiv=Content-Type content='text/html; charset=windows-1252'><p>æøå".encode("cp1252"),
            False,
        ),
        ("<html><meta charset=iso-8859-1><p>æøå".encode(), False),
        ("<html><meta charset=utf-8><p>æøå".encode("cp1252"), True),
        ("<html><p>æøå".encode("cp1252"), True),
        ("<html><p>æøå".encode("utf-16"), True),
        ('<?xml version="1.0" encoding="utf-8"?><html xmlns="x"><p>æøå</p></html>'.encode(), False),
        ("<html><meta charset=unicode_escape><p>æøå".encode(), False),
    ],
)
def test_letters_are_right_in_every_encoding(data, warned):
    body = read(data, "a.html", Limits())
    assert body.text == "æøå\n"
    assert bool(body.warnings) is warned


def test_entities_of_a_page_s_own_are_not_expanded():
    page = '<!DOCTYPE html [<!ENTITY a "xx"><!ENTITY b SYSTEM "file:///etc/passwd">]><html><p>&a;&b;'
    assert text_of(page).endswith("&a;&b;\n")


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul><li", "span"])
def test_depth_beyond_all_pages_is_refused(tag):
    with pytest.raises(InputError, match=r"^a\.html: the page's elements stand more than 500 deep"):
        text_of(f"<html>{f'<{tag}>' * 100_000}x")


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "blockquote", "ul><li"])
def test_depth_of_some_hundreds_is_read_whole(tag):
    ends = "".join(f"</{part}>" for part in reversed(tag.split("><")))
    assert (
        text_of(f"<html>{f'<{tag}>' * 100}dybt{ends * 100}<p>efter").split()
        == ["•", "dybt", "efter"][tag != "ul><li" :]
    )


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p " + " ".join(f"a{i}=1" for i in range(20_000)) + ">x", ["x"]),
        ("<td colspan=999999>x" * 500, ["x"] * 500),
        ("<table><tr>" + "<td colspan=999999>x" * 500 + "</table>", ["x"]),
        ("<p>" * 20_000 + "x", ["x"]),
        ("</p>" * 20_000 + "x", ["x"]),
        ("<a href='" * 2_000, []),
        ("&" * 10_000 + "x", ["&" * 10_000 + "x"]),
    ],
)  # fmt: skip
def test_hostile_pages_are_read_or_empty(page, words):
    assert text_of(f"<html><body>{page}").split() == words


pieces = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<ul>",
        "<ol start=2>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "<td colspan=3>",
        "</table>",
        "<h2>",
        "</h2>",
        "<dl>",
        "<dt>",
        "<dd>",
        "<br>",
        "<pre>",
        "</pre>",
        "<div hidden>",
        "</div>",
        "<main>",
        "<nav>",
        "a",
        "ord ",
        "&nbsp;",
        "&lt;",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "Punkt 1",
        "\n",
        "<",
        ">",
        "'",
    ]
)


@given(st.lists(pieces | st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=3), max_size=40))
def test_any_page_is_read(parts):
    text = text_of("<html>" + "".join(parts))
    assert text == "" or (text.endswith("\n") and not text.startswith("\n") and "\n\n\n" not in text)


@given(st.lists(st.sampled_from(["<p>", "<div>", "<ul>", "<li>", "<table>", "<tr>", "<td>", "<h2>", "</table>", "<dl>", "<dt>", "<dd>"]), max_size=30))  # fmt: skip
def test_no_word_is_lost(parts):
    words = [f"ord{at}x" for at in range(len(parts))]
    text = text_of("<html>" + "".join(f"{part}{word}" for part, word in zip(parts, words, strict=True)))
    assert sorted(word for word in words if word in text) == sorted(words)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        read(data, "a.html", Limits())
    except InputError as error:
        told = str(error)
        assert told.startswith("a.html: ")
