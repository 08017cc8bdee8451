"""Small invented documents, each with one fault in its gold file: the check names file, item and field."""

import copy
import hashlib
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat_nlp.annotations import (
    OUTCOMES,
    PARTS,
    check_folder,
    check_gold,
    find_faults,
    layout_of,
    read_documents,
    read_gold,
    read_sound_documents,
    read_split,
)
from referat_nlp.errors import AnnotationError

ANNOTATIONS = Path(__file__).parents[1] / "annotations"

TEXT = """\
Referat fra mødet i Fyr- og Moleudvalget
Tornvig Kommune, tirsdag den 4. juni 2024 kl. 15.30
Sted: Lodshuset
Til stede: Agda Finnemose (A), Bertil Klitrose (V)
Afbud: Conni Tangdal (Ø) - i stedet mødte Dines Marehalm (Ø)

1. Maling af fyret
Sag 24/118
Teknik indstiller, at fyret males hvidt for 1,2 mio. kr.,
at døren males rød

Tornvig Kommune side 2
for mellem 4.000 og 6.000 kr., og
at lampen slukkes kl. 23.

Udgifter i 1.000 kr.
Maling  2024  1.150
Stillads  2024  50
Afsat  0

Beslutning
Godkendt med den ændring, at døren males grøn. For stemte A. Imod stemte Bertil Klitrose (V).
Agda Finnemose (A) var fraværende.

2. Lukket: Salg af molehovedet
Sag 24/119
Beslutning
Sagen udsættes. Prisen 85.000 kr. undersøges.
"""

GOLD = {
    "document": "tornvig-1.txt",
    "meeting": {
        "municipality": "Tornvig Kommune",
        "body": "Fyr- og Moleudvalget",
        "date": "2024-06-04",
        "start_time": "15:30",
        "place": "Lodshuset",
        "participants": ["Agda Finnemose", "Bertil Klitrose"],
        "absent_members": [{"name": "Conni Tangdal", "party": "Ø", "substitute": "Dines Marehalm"}],
    },
    "items": [
        {
            "number": "1",
            "title": "Maling af fyret",
            "closed": False,
            "case_numbers": ["24/118"],
            "proposals": [
                {"text": "at fyret males hvidt for 1,2 mio. kr.", "proposer": "Teknik", "kind": "recommendation"},
                {
                    "text": "at døren males rød for mellem 4.000 og 6.000 kr.",
                    "proposer": "Teknik",
                    "kind": "recommendation",
                },
                {"text": "at lampen slukkes kl. 23", "proposer": "Teknik", "kind": "recommendation"},
            ],
            "decisions": [
                {
                    "text": "Godkendt med den ændring, at døren males grøn. For stemte A. "
                    "Imod stemte Bertil Klitrose (V).",
                    "body": "Fyr- og Moleudvalget",
                    "date": "2024-06-04",
                    "own": True,
                    "outcomes": ["godkendt", "ændret"],
                    "votes": {"for": ["A"], "against": ["Bertil Klitrose"], "abstain": []},
                }
            ],
            "absent_members": [{"name": "Agda Finnemose", "party": "A", "substitute": None}],
            "amounts": [
                {"text": "1,2 mio. kr.", "value": 1200000},
                {"text": "mellem 4.000 og 6.000 kr.", "low": 4000, "high": 6000},
            ],
            "table_amounts": [
                {"text": "1.150", "value": 1150000},
                {"text": "50", "value": 50000},
                {"text": "0", "value": 0},
            ],
        },
        {
            "number": "2",
            "title": "Salg af molehovedet",
            "closed": True,
            "case_numbers": ["24/119"],
            "proposals": [],
            "decisions": [
                {
                    "text": "Sagen udsættes. Prisen 85.000 kr. undersøges.",
                    "body": "Fyr- og Moleudvalget",
                    "date": "2024-06-04",
                    "own": True,
                    "outcomes": ["udsat"],
                    "votes": None,
                }
            ],
            "absent_members": [],
            "amounts": [{"text": "85.000 kr.", "value": 85000}],
            "table_amounts": [],
        },
    ],
}

MISSING = object()


def with_change(path, value):
    """Return the gold with one value replaced; `path` is written as in a message: 'items 0 title'."""
    gold = copy.deepcopy(GOLD)
    *way, last = (int(step) if step.isdigit() else step for step in path.split())
    at = gold
    for step in way:
        at = at[step]
    if value is MISSING:
        del at[last]
    else:
        at[last] = value
    return gold


def faults_of(path, value, text=TEXT):
    return check_gold(with_change(path, value), text, "tornvig-1")


def test_right_gold_has_no_fault():
    assert check_gold(GOLD, TEXT, "tornvig-1") == []


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("items", MISSING, "the file: the key 'items' is missing"),
        ("meeting place", MISSING, "meeting: the key 'place' is missing"),
        ("items 0 closed", MISSING, "item 1: the key 'closed' is missing"),
        ("items 0 decisions 0 own", MISSING, "item 1, decisions 1: the key 'own' is missing"),
        ("items 0 amounts 1 low", MISSING, "item 1, amounts 2: the key 'low' is missing"),
        ("items 0 titel", "x", "item 1: found the unknown key 'titel', did you mean 'title'?"),
        ("meeting weather", "x", "meeting: found the unknown key 'weather'"),
        ("items 0 amounts 0 low", 1, "item 1, amounts 1: found the unknown key 'value'"),
        ("items 0 decisions 0 votes yes", [], "item 1, decisions 1, votes: found the unknown key 'yes'"),
        ("meeting", [], "meeting: found []"),
        ("items", {}, "items: found {}"),
        ("items 0", "1", "item at place 1: found '1'"),
        ("items 0 number", 1, "item 1, number: found 1"),
        ("items 0 title", "", "item 1, title: found ''"),
        ("items 0 title", " Maling af fyret", "item 1, title: found ' Maling af fyret'"),
        ("items 0 closed", "nej", "item 1, closed: found 'nej'"),
        ("items 0 closed", None, "item 1, closed: found null"),
        ("items 0 case_numbers", "24/118", "item 1, case_numbers: found '24/118'"),
        ("items 0 case_numbers 0", 24, "item 1, case_numbers 1: found 24"),
        ("items 0 proposals 0 kind", "proposal", "item 1, proposals 1, kind: found 'proposal'"),
        ("items 0 amounts 0 value", "1200000", "item 1, amounts 1, value: found '1200000'"),
        ("items 0 amounts 0 value", True, "item 1, amounts 1, value: found true"),
        ("items 0 amounts 0 value", 1200000.123, "item 1, amounts 1, value: found 1200000.123"),
        ("items 0 decisions 0 outcomes", None, "item 1, decisions 1, outcomes: found null"),
        ("meeting date", "2024-02-30", "meeting, date: found '2024-02-30'"),
        ("meeting date", "04-06-2024", "meeting, date: found '04-06-2024'"),
        ("items 0 decisions 0 date", "20240604", "item 1, decisions 1, date: found '20240604'"),
        ("meeting start_time", "15.30", "meeting, start_time: found '15.30'"),
        ("meeting start_time", "24:00", "meeting, start_time: found '24:00'"),
        ("meeting participants 0", {"name": "Agda Finnemose"}, "meeting, participants 1: found {"),
    ],
)
def test_wrong_shape_is_a_fault(path, value, told):
    faults = faults_of(path, value)
    assert any(fault.startswith(f"tornvig-1.gold.json, {told}") for fault in faults), faults


@pytest.mark.parametrize("gold", [None, [], "gold", 3])
def test_gold_that_is_no_object_is_a_fault(gold):
    assert len(check_gold(gold, TEXT, "tornvig-1")) == 1


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("document", "tornvig-2.txt", "document: found 'tornvig-2.txt'"),
        ("meeting municipality", "Ravnnæs Kommune", "meeting, municipality: 'Ravnnæs' is not in the text"),
        ("meeting body", "Byrådet", "meeting, body: 'Byrådet' is not in the text"),
        ("meeting place", "Rådhuset", "meeting, place: 'Rådhuset' is not in the text"),
        ("meeting participants 0", "Agda Finnemos-Friis", "meeting, participants 1: 'Agda Finnemos-Friis' is not"),
        ("meeting participants 0", "Conni Tangdal", "meeting, participants: 'Conni Tangdal' stands under absent"),
        ("meeting participants 0", "Bertil Klitrose", "meeting, participants: 'Bertil Klitrose' stands there twice"),
        ("items 0 number", "7", "item 7, number: '7' is not in the text"),
        ("items 0 title", "Maling af fyr", None),  # part of a word: cannot be told from a glued one
        ("items 0 title", "Maling af molen", "item 1, title: 'Maling af molen' is not in the text"),
        ("items 0 case_numbers 0", "24/11", "item 1, case_numbers 1: '24/11' is not in the text"),
        ("items 0 case_numbers 0", "24/119", "item 1, case_numbers 1: '24/119' stands in the text of another item"),
        ("items 0 proposals 0 text", "at fyret males", "item 1, proposals 1, text: 'at fyret males' breaks off"),
        ("items 0 proposals 0 text", "at fyret hvidt for 1,2 mio. kr.", "item 1, proposals 1, text: 'at fyret hvidt"),
        (
            "items 0 proposals 0 text",
            "at fyret males hvidt for 1,2 mio. kr.,",
            "item 1, proposals 1, text: ends with ','",
        ),
        ("items 0 proposals 2 text", "at lampen slukkes", "item 1, proposals 3, text: 'at lampen slukkes' breaks off"),
        ("items 0 proposals 0 proposer", "Teknikken", "item 1, proposals 1, proposer: 'Teknikken' is not in the text"),
        (
            "items 0 decisions 0 text",
            "Sagen udsættes. Prisen 85.000 kr. undersøges.",
            "item 1, decisions 1, text: 'Sagen",
        ),
        ("items 0 decisions 0 body", "Havneudvalget", "item 1, decisions 1, body: 'Havneudvalget' is not in the text"),
        ("items 0 decisions 0 outcomes", [], "item 1, decisions 1, outcomes: found none"),
        ("items 0 decisions 0 outcomes 1", "godkendt", "item 1, decisions 1, outcomes: 'godkendt' stands there twice"),
        ("items 0 decisions 0 outcomes 0", "udsat", "item 1, decisions 1, outcomes: found udsat, ændret"),
        ("items 0 decisions 0 votes for", ["C"], "item 1, decisions 1, votes, for: 'C' is not in the decision"),
        ("items 0 decisions 0 votes for", ["A", "A"], "item 1, decisions 1, votes, for: 'A' stands there twice"),
        ("items 0 decisions 0 votes against 0", "Bertil Klit", "item 1, decisions 1, votes, against: 'Bertil Klit'"),
        ("items 1 decisions 0 votes", {"for": [], "against": [], "abstain": []}, "item 2, decisions 1, votes: nobody"),
        ("items 0 absent_members 0 name", "Agda Bølgeskov", "item 1, absent_members 1, name: 'Agda Bølgeskov' is not"),
        ("items 0 absent_members 0 party", "F", "item 1, absent_members 1, party: 'F' does not stand after"),
        (
            "items 0 absent_members 0 substitute",
            "Even Lyng",
            "item 1, absent_members 1, substitute: 'Even Lyng' is not",
        ),
        ("items 0 amounts 0 text", "2 mio. kr.", "item 1, amounts 1, text: '2 mio. kr.' is not in the text"),
        ("items 0 amounts 0 text", "85.000 kr.", "item 1, amounts 1, text: '85.000 kr.' stands in the text of another"),
        ("items 0 amounts 0 value", 1200, "item 1, amounts 1: the value 1200 does not follow from '1,2 mio. kr.'"),
        ("items 0 amounts 1 low", 4, "item 1, amounts 2: the range 4 to 6000 does not follow"),
        ("items 0 amounts 1 low", 6000, "item 1, amounts 2, low: found 6000 to 6000"),
        ("items 0 table_amounts 0 value", 1151000, "item 1, table_amounts 1: the value 1151000 does not follow"),
        ("items 0 table_amounts 1 value", 50, "item 1, table_amounts 2: the value 50 is '50' times 10^0"),
        ("items 0 table_amounts 2 value", 1, "item 1, table_amounts 3: the value 1 does not follow from '0'"),
        ("items 0 table_amounts 1 text", "1.150", "item 1, table_amounts 2, text: '1.150' stands there too often"),
    ],
)
def test_wrong_content_is_a_fault(path, value, told):
    faults = faults_of(path, value)
    if told is None:
        assert faults == []
    else:
        assert any(fault.startswith(f"tornvig-1.gold.json, {told}") for fault in faults), faults


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        ("items 0 title", "Maling af molen", ("items", 0, "title")),
        ("items 0 decisions 0 text", "Forkastet.", ("items", 0, "decisions", 0, "text")),
        ("items 0 case_numbers 0", "24/777", ("items", 0, "case_numbers", 0)),
        ("items 0 amounts 1 text", "mellem 5.000 og 6.000 kr.", ("items", 0, "amounts", 1, "text")),
        ("items 1 decisions 0 body", "Byrådet", ("items", 1, "decisions", 0, "body")),
        ("meeting participants 1", "Even Lyng", ("meeting", "participants", 1)),
        ("meeting date", "2024-02-30", ("meeting", "date")),
        ("items 0 weather", "x", ("items", 0)),
    ],
)
def test_wrong_shape_and_what_the_text_lacks_is_certain_and_has_its_path(path, value, at):
    faults = [fault for fault in find_faults(with_change(path, value), TEXT, "tornvig-1") if not fault.doubtful]
    assert [fault.path for fault in faults] == [at]


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        ("items 1 decisions 0 outcomes", [], ("items", 1, "decisions", 0, "outcomes")),
        ("items 1 decisions 0 outcomes", ["udsatt"], ("items", 1, "decisions", 0, "outcomes")),
        ("items 0 proposals 0 text", "at fyret males", ("items", 0, "proposals", 0, "text")),
        ("items 0 amounts 0 value", 1200, ("items", 0, "amounts", 0)),
        ("meeting municipality", "Ravnnæs Kommune", ("meeting", "municipality")),
        ("items 0 decisions 0 votes for", ["C"], ("items", 0, "decisions", 0, "votes", "for")),
    ],
)
def test_what_a_right_file_may_have_in_a_rare_text_is_doubtful(path, value, at):
    faults = find_faults(with_change(path, value), TEXT, "tornvig-1")
    assert [(fault.path, fault.doubtful) for fault in faults] == [(at, True)]


def test_every_fault_is_one_sentence_that_says_what_is_allowed():
    faults = faults_of("items 0 decisions 0 outcomes", ["avist"])
    assert len(faults) == 1
    assert faults[0].startswith("tornvig-1.gold.json, item 1, decisions 1, outcomes: 'avist' is nearly a known label")
    assert "did you mean 'afvist'?" in faults[0]
    assert "taget til efterretning" in faults[0]
    assert faults[0].endswith(".")


@pytest.mark.parametrize(
    ("label", "meant"),
    [("godkent", "godkendt"), ("Udsat", "udsat"), ("taget til efteretning", "taget til efterretning")],
)
def test_near_miss_of_a_label_is_a_fault(label, meant):
    assert f"did you mean {meant!r}?" in faults_of("items 1 decisions 0 outcomes", [label])[0]


@pytest.mark.parametrize("label", [*OUTCOMES, "hemmeligholdt", "bragt til afslutning"])
def test_new_and_known_labels_are_right(label):
    labels = [label, "anbefalet"] if label == "ændret" else [label]
    assert faults_of("items 1 decisions 0 outcomes", labels) == []


def test_amounts_must_stand_in_the_order_of_the_text():
    first, second = GOLD["items"][0]["amounts"]
    faults = faults_of("items 0 amounts", [second, first])
    assert [fault.split(":")[0] for fault in faults] == ["tornvig-1.gold.json, item 1, amounts 2, text"]


def test_amount_listed_more_often_than_printed_is_a_fault():
    assert len(faults_of("items 1 amounts", GOLD["items"][1]["amounts"] * 2)) == 1


def test_number_that_shares_the_unit_of_the_sum_beside_it_is_right():
    text = TEXT.replace("Prisen 85.000 kr. undersøges.", "Prisen er henholdsvis 1,5 og 2,25 mio. kr.")
    gold = copy.deepcopy(GOLD)
    gold["items"][1]["decisions"][0]["text"] = "Sagen udsættes. Prisen er henholdsvis 1,5 og 2,25 mio. kr."
    gold["items"][1]["amounts"] = [{"text": "1,5", "value": 1500000}, {"text": "2,25 mio. kr.", "value": 2250000}]
    assert check_gold(gold, text, "tornvig-1") == []
    gold["items"][1]["amounts"][0]["value"] = 1500
    assert len(check_gold(gold, text, "tornvig-1")) == 1


def test_cells_may_change_their_scale_where_the_table_states_another_unit():
    cells = [*GOLD["items"][0]["table_amounts"], {"text": "7-8", "low": 7000000, "high": 8000000}]
    gold = with_change("items 0 table_amounts", cells)
    assert check_gold(gold, TEXT.replace("Afsat  0", "Afsat  0\nPrisskøn i mio. kr.  7-8"), "tornvig-1") == []
    assert len(check_gold(gold, TEXT.replace("Afsat  0", "Afsat  0\nPrisskøn  7-8"), "tornvig-1")) == 1


def test_absent_member_stands_once_in_an_item():
    faults = faults_of("items 0 absent_members", GOLD["items"][0]["absent_members"] * 2)
    assert len(faults) == 1
    assert "item 1, absent_members: 'Agda Finnemose' stands there twice" in faults[0]


def test_votes_of_a_table_that_stands_apart_are_right():
    text = TEXT + "For: Agda Finnemose\nImod: Bertil Klitrose\n"
    votes = {"for": ["Agda Finnemose"], "against": ["Bertil Klitrose"], "abstain": []}
    assert check_gold(with_change("items 1 decisions 0 votes", votes), text, "tornvig-1") == []


def test_quotation_runs_over_the_foot_and_head_of_a_page_only_at_the_borders_of_lines():
    assert "rød\n\nTornvig Kommune side 2\nfor mellem" in TEXT
    assert len(check_gold(GOLD, TEXT.replace("side 2\nfor", "side 2 for"), "tornvig-1")) == 1


def test_markdown_and_white_space_do_not_count():
    marked = TEXT.replace("1. Maling af fyret", "## 1. **Maling af   fyret**").replace(
        "at døren males grøn", "at *døren*\nmales grøn"
    )
    assert check_gold(GOLD, marked, "tornvig-1") == []


def test_title_in_the_contents_does_not_widen_the_stretch_of_an_item():
    contents = "Indhold\n1. Maling af fyret ... 1\n2. Salg af molehovedet ... 2\n" + "Fyret står på molen. " * 40 + "\n"
    assert check_gold(GOLD, contents + TEXT, "tornvig-1") == []
    gold = with_change("items 1 amounts", GOLD["items"][0]["amounts"])
    assert (
        len(check_gold(gold, contents + TEXT.replace("Afsat  0", "Afsat  0\n" + "Fyret er rundt. " * 40), "tornvig-1"))
        == 2
    )


def test_items_without_numbers_and_titles_are_named_by_their_place():
    gold = copy.deepcopy(GOLD)
    for item in gold["items"]:
        item["number"] = item["title"] = None
    assert check_gold(gold, TEXT, "tornvig-1") == []
    gold["items"][1]["case_numbers"] = ["24/120"]
    assert check_gold(gold, TEXT, "tornvig-1")[0].startswith(
        "tornvig-1.gold.json, item at place 2, case_numbers 1: '24/120'"
    )


@given(
    st.sampled_from(
        ["meeting", "items 0", "items 0 title", "items 0 decisions 0", "items 0 amounts 0 text", "items 1 amounts"]
    ),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["text", "value", "low", "name"]), inner)
        ),
        max_leaves=4,
    ),
)
def test_check_never_crashes(path, value):
    assert all(isinstance(fault, str) for fault in faults_of(path, value))


# --- Files and folders ---


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, "tornvig-1", GOLD)
    return tmp_path


def write(folder, name, gold, suffix=".txt", text=TEXT):
    (folder / f"{name}{suffix}").write_text(text, encoding="utf-8")
    (folder / f"{name}.gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")


def test_read_gold_returns_what_the_file_says(folder):
    assert read_gold(folder / "tornvig-1.gold.json") == GOLD


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "no readable JSON"),
        ('{"document": "a", "document": "b"}', "the key 'document' stands twice"),
        ('{"document": NaN}', "NaN is no number"),
        ("[]", "the file: found []"),
        ('{"document": "a-1.txt", "meeting": {}}', "the key 'items' is missing"),
    ],
)
def test_unreadable_gold_raises_and_names_the_file(folder, content, told):
    path = folder / "a-1.gold.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(AnnotationError, match=re.escape(told)) as raised:
        read_gold(path)
    assert str(raised.value).startswith("a-1.gold.json")


def test_read_gold_of_a_missing_file_raises(folder):
    with pytest.raises(AnnotationError, match=r"nowhere-1\.gold\.json"):
        read_gold(folder / "nowhere-1.gold.json")


def test_wrong_shape_raises_and_names_file_item_and_field(folder):
    write(folder, "tornvig-1", with_change("items 0 decisions 0 own", "ja"))
    with pytest.raises(AnnotationError, match=r"tornvig-1\.gold\.json, item 1, decisions 1, own: found 'ja'"):
        read_sound_documents(folder)


def test_text_and_markdown_are_read_in_order_of_names(folder):
    gold = with_change("document", "alsnæs-1.md")
    write(folder, "alsnæs-1", gold, suffix=".md")
    (folder / "README.md").write_text("Ingen gold her.", encoding="utf-8")
    documents, faults = read_documents(folder)
    assert [(one.name, one.text == TEXT) for one in documents] == [("alsnæs-1", True), ("tornvig-1", True)]
    assert documents[0].gold == gold
    assert faults == []
    assert check_folder(folder) == []


def test_gold_without_text_is_a_fault(folder):
    (folder / "tornvig-1.txt").unlink()
    with pytest.raises(AnnotationError, match=r"tornvig-1\.gold\.json: no text beside it"):
        read_sound_documents(folder)
    assert len(check_folder(folder)) == 1


def test_gold_that_names_another_text_than_the_one_beside_it_is_a_fault(folder):
    write(folder, "tornvig-1", with_change("document", "tornvig-1.md"))
    assert check_folder(folder) == [
        "tornvig-1.gold.json, document: found 'tornvig-1.md'; allowed is the name of the text beside it, 'tornvig-1.txt'."
    ]


def test_gold_of_a_text_holds_for_the_web_page_that_replaced_it(folder):
    text = (folder / "tornvig-1.txt").read_text(encoding="utf-8")
    (folder / "tornvig-1.txt").unlink()
    lines = "".join(f"<p>{line}</p>\n" for line in text.splitlines() if line.strip())
    (folder / "tornvig-1.html").write_text(f"<!doctype html><body>{lines}", encoding="utf-8")
    assert check_folder(folder) == []


def test_check_folder_goes_on_behind_an_unreadable_file(folder):
    (folder / "aa-1.gold.json").write_text("{", encoding="utf-8")
    (folder / "aa-1.txt").write_text("Referat", encoding="utf-8")
    write(folder, "tornvig-1", with_change("meeting place", "Rådhuset"))
    assert [fault.split(",")[0].split(":")[0] for fault in check_folder(folder)] == [
        "aa-1.gold.json",
        "tornvig-1.gold.json",
    ]


def test_read_documents_gives_what_can_be_read_and_the_faults_of_all(folder):
    write(folder, "aa-1", [])
    write(folder, "bb-1", with_change("meeting place", MISSING))
    write(folder, "cc-1", {**with_change("meeting place", "Rådhuset"), "document": "cc-1.txt"})
    documents, faults = read_documents(folder)
    assert [(document.name, document.layout) for document in documents] == [("cc-1", "cc"), ("tornvig-1", "tornvig")]
    assert [fault.sentence.split(",")[0] for fault in faults] == ["aa-1.gold.json", "bb-1.gold.json", "cc-1.gold.json"]
    assert documents[1].text_sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert documents[1].gold_sha256 == hashlib.sha256((folder / "tornvig-1.gold.json").read_bytes()).hexdigest()


def test_sound_documents_are_those_without_a_certain_fault(folder):
    write(folder, "bb-1", {**with_change("items 1 decisions 0 outcomes", []), "document": "bb-1.txt"})
    documents, doubts = read_sound_documents(folder)
    assert [document.name for document in documents] == ["bb-1", "tornvig-1"]
    assert [doubt.sentence.split(":")[0] for doubt in doubts] == ["bb-1.gold.json, item 2, decisions 1, outcomes"]
    write(folder, "aa-1", [])
    write(folder, "cc-1", with_change("meeting place", MISSING))
    with pytest.raises(AnnotationError, match=r"^aa-1\.gold\.json.* \(2 faults in all; .*annotations check"):
        read_sound_documents(folder)


@pytest.mark.parametrize("read", [read_sound_documents, check_folder, read_documents])
def test_folder_without_gold_raises(tmp_path, read):
    with pytest.raises(AnnotationError, match="holds no gold file"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("soroe-1", "soroe"),
        ("soroe-12", "soroe"),
        ("odense2008-1", "odense2008"),
        ("vejen-2022-10-25", "vejen-2022-10"),
    ],
)
def test_layout_is_the_name_without_its_last_number(name, layout):
    assert layout_of(name) == layout


def test_layout_of_a_name_without_number_is_the_name():
    assert layout_of("soroe") == "soroe"


def test_split_gives_each_layout_its_part(folder):
    (folder / "split.toml").write_text('train = ["a", "b"]\ntest = ["tornvig"]\n', encoding="utf-8")
    assert read_split(folder) == {"a": "train", "b": "train", "tornvig": "test"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('train = ["a"]\ndev = ["a"]', "'a' stands in 'train' too"),
        ('training = ["a"]', "'training' is no part"),
        ('train = "a"', "train: found 'a'"),
        ("train = [1]", "train: found [1]"),
        ("train = [", "no readable TOML"),
        (None, "cannot be read"),
    ],
)
def test_wrong_split_raises(tmp_path, content, told):
    if content is not None:
        (tmp_path / "split.toml").write_text(content, encoding="utf-8")
    with pytest.raises(AnnotationError, match=re.escape(told)):
        read_split(tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("train = []", "the layout 'tornvig' is missing"),
        ('train = ["tornvig", "alsnæs"]', "the layout 'alsnæs' in 'train' has no document"),
        ('trains = ["tornvig"]', "'trains' is no part"),
    ],
)
def test_split_that_does_not_fit_the_documents_is_a_fault(folder, content, told):
    (folder / "split.toml").write_text(content, encoding="utf-8")
    (fault,) = check_folder(folder)
    assert told in fault


# --- The annotations of the project ---


def test_the_annotations_have_no_fault():
    assert check_folder(ANNOTATIONS) == []


def test_there_are_at_least_40_documents_in_12_layouts():
    layouts = Counter(document.layout for document in read_documents(ANNOTATIONS)[0])
    assert layouts.total() >= 40
    assert len(layouts) >= 12


def test_every_part_has_documents_with_every_label():
    split = read_split(ANNOTATIONS)
    labels = {part: set() for part in PARTS}
    for document in read_documents(ANNOTATIONS)[0]:
        labels[split[document.layout]].update(label for d in document.decisions for label in d["outcomes"])
    assert all(labels[part] >= set(OUTCOMES) for part in PARTS)


@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_gold_may_lie_beside_a_document_of_another_format(tmp_path, suffix):
    if suffix == ".html":
        (tmp_path / "tornvig-1.html").write_text(f"<html><body><pre>{TEXT}</pre>", encoding="utf-8")
    else:
        document = docx.Document()
        for line in TEXT.split("\n"):
            document.add_paragraph(line)
        document.save(str(tmp_path / "tornvig-1.docx"))
    gold = {**GOLD, "document": f"tornvig-1{suffix}"}
    (tmp_path / "tornvig-1.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    assert check_folder(tmp_path) == []
    documents, _ = read_documents(tmp_path)
    assert "Teknik indstiller, at fyret males hvidt" in documents[0].text
    # a text that was made from it is preferred
    (tmp_path / "tornvig-1.txt").write_text(TEXT, encoding="utf-8")
    assert [fault for fault in check_folder(tmp_path) if "'tornvig-1.txt'" in fault]


def test_document_of_another_format_that_is_damaged_is_named(tmp_path):
    (tmp_path / "tornvig-1.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "tornvig-1.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    assert [fault for fault in check_folder(tmp_path) if "damaged or incomplete" in fault]


def test_odd_characters_of_the_text_do_not_count():
    text = unicodedata.normalize("NFD", TEXT).replace("Fyr- ", "Fyr\u2011\u00a0").replace("fyret", "fy\u00adret")
    assert check_gold(GOLD, text, "tornvig-1") == []
