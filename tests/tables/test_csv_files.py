"""CSV as text, in both variants."""

from __future__ import annotations

import pytest

from referat_nlp.tables import write
from referat_nlp.tables.csv_files import protected


def test_plain_file_has_commas_points_and_iso_dates(make, tmp_path):
    write([make("a", 'Vejen "A", og mere')], "csv", tmp_path)
    lines = (tmp_path / "amounts.csv").read_bytes().decode("utf-8").split("\n")
    assert lines[0] == "amount_id,item_id,meeting_id,text,value,low,high,currency,is_table,start,end,page"
    assert lines[1] == 'a#1-a1,a#1,a,"Vejen ""A"", og mere",2500.5,,,DKK,false,3,9,'
    assert lines[2] == 'a#1-a2,a#1,a,"Vejen ""A"", og mere",,-5,1200000,DKK,true,3,9,'
    assert ",2021-03-03,true," in (tmp_path / "decisions.csv").read_text("utf-8")


def test_danish_file_has_semicolons_commas_and_a_byte_order_mark(make, tmp_path):
    write([make("a", "Åvej; B, C")], "csv", tmp_path, excel=True)
    data = (tmp_path / "amounts.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfamount_id;item_id;")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[1] == 'a#1-a1;a#1;a;"Åvej; B, C";2500,5;;;DKK;FALSK;3;9;'
    assert lines[2] == 'a#1-a2;a#1;a;"Åvej; B, C";;-5;1200000;DKK;SAND;3;9;'
    assert ";2021-03-03;SAND;" in (tmp_path / "decisions.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    "text", ["=1", "+45 12 34", "-", "-3,8 mio. kr.", "@A1", "\tx", "＝1", "'=1", "''-a", "-1.2.x"]
)
def test_text_that_is_taken_for_a_formula_gets_an_apostrophe(text):
    assert protected(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "-3,8", "+5", "-1.632.785", "'t Hof", " =1", "1-2", "’=1"])
def test_other_text_stays_as_it_is(text):
    assert protected(text) == text


MISREAD = (
    "10/2615|1-2|12.5.20|00.01.00|007|1e5|2E10|1.632.785|25.000 kr.|kr. 5,7|-3 kr.|50 %|3. maj 2021|1-okt|Maj 2020"
    "|1234567890123456"
)


@pytest.mark.parametrize("text", MISREAD.split("|"))
def test_text_that_excel_would_change_is_written_as_a_text_formula(text, make, tmp_path):
    write([make("a", text)], "csv", tmp_path, excel=True)
    assert f';"=""{text}""";' in (tmp_path / "proposals.csv").read_text("utf-8-sig")
    write([make("a", text)], "csv", tmp_path)
    assert f",{text}," in (tmp_path / "proposals.csv").read_text("utf-8").replace('"', "").replace("'", "")


@pytest.mark.parametrize(
    "text", ["1", "299835", "12a", "Maj måned", "3 maj 2021 kl. 10", "marked 5", "5,7 mio. kr.", "3,4"]
)
def test_text_that_excel_leaves_alone_is_written_plainly(text, make, tmp_path):
    write([make("a", text)], "csv", tmp_path, excel=True)
    assert f";{text};" in (tmp_path / "proposals.csv").read_text("utf-8-sig")


def test_time_of_day_may_be_taken_for_one(make, tmp_path):
    write([make("a")], "csv", tmp_path, excel=True)
    assert ";16:00;" in (tmp_path / "meetings.csv").read_text("utf-8-sig")
