"""What tells programs about the tables, tried with these programs: frictionless and Datasette."""

from __future__ import annotations

import asyncio
import json
import re

import pytest

from referat_nlp.tables.columns import TABLES
from referat_nlp.tables.page import page
from referat_nlp.tables.views import VIEWS


@pytest.mark.parametrize("form", ["csv", "excel", "xlsx"])
@pytest.mark.parametrize("which", ["read", "hostile", "none"])
def test_data_package_is_valid_and_so_are_the_tables(form, which, results, make, tmp_path, write_as):
    import frictionless

    documents = {"read": results, "hostile": [make("=a;\n#1", '"\n;=,\t'), make("å")], "none": []}[which]
    place = write_as(documents, form, tmp_path)
    path = place / "datapackage.json" if place.is_dir() else place.with_name(f"{place.stem}.datapackage.json")
    report = frictionless.validate(str(path))
    assert report.valid, report.flatten(["title", "fieldName", "note", "message"])[:5]
    assert {task.name for task in report.tasks} == {table.name for table in TABLES}


@pytest.mark.parametrize("form", ["csv", "excel"])
def test_data_package_knows_a_broken_table(form, make, tmp_path, write_as):
    """So that the test before is one."""
    import frictionless

    place = write_as([make("a")], form, tmp_path)
    for name, old, new, error in [
        ("decisions", "a#1-d1", "a#1-d2", "foreign-key"),
        ("amounts", "2500", "x2500", "type-error"),
    ]:
        path = place / f"{name}.csv"
        whole = path.read_bytes()
        path.write_bytes(whole.replace(old.encode(), new.encode()))
        report = frictionless.validate(str(place / "datapackage.json"))
        assert error in {row[0] for row in report.flatten(["type"])}
        path.write_bytes(whole)


@pytest.mark.parametrize("form", ["parquet", "sqlite"])
def test_data_package_of_other_forms_is_a_descriptor(form, make, tmp_path, write_as):
    import frictionless

    place = write_as([make("a")], form, tmp_path)
    path = place / "datapackage.json" if place.is_dir() else place.with_name(f"{place.stem}.datapackage.json")
    package = frictionless.Package.from_descriptor(str(path))
    assert [resource.name for resource in package.resources] == [table.name for table in TABLES]
    for resource in package.resources:
        assert (path.parent / resource.path).is_file()


# -- Datasette ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def get(results, tmp_path, write_as):
    """Return what asks a Datasette of the results, and gives the answers of all pages at once."""
    from datasette.app import Datasette

    place = write_as(results, "sqlite", tmp_path).rename(tmp_path / "m.sqlite")
    metadata = json.loads((tmp_path / "møder.metadata.json").read_text("utf-8"))
    metadata["databases"]["m"] = metadata["databases"].pop("møder")

    async def answers(paths):
        served = Datasette([str(place)], metadata=metadata)
        found = [await served.client.get(path) for path in paths]
        served.get_database("m").close()
        for database in served.databases.values():
            database.close()
        return found

    return lambda *paths: asyncio.run(answers(paths))


def test_datasette_shows_every_table_with_its_columns_meanings(get):
    from html import unescape

    pages = get("/m", *(f"/m/{table.name}" for table in TABLES))
    assert all(answer.status_code == 200 for answer in pages)
    for table, answer in zip(TABLES, pages[1:], strict=True):
        text = unescape(answer.text)
        assert f"{table.meaning}." in text
        for column in table.columns:
            assert f"<dt>{column.name}</dt><dd>{column.meaning}</dd>" in text
    # what full-text search keeps is of no interest to readers
    assert "decisions_fts_data" not in pages[0].text


def test_datasette_shows_every_view(get):
    from html import unescape

    for (name, view), answer in zip(VIEWS.items(), get(*(f"/m/{name}" for name in VIEWS)), strict=True):
        assert answer.status_code == 200, name
        for column, meaning in view.meanings.items():
            assert f"<dt>{column}</dt><dd>{meaning}</dd>" in unescape(answer.text)


def test_datasette_follows_keys_with_labels(get, results):
    meeting = results[1]["meeting"]
    page, data = get("/m/decisions?meeting_id=billund-1.txt", "/m/decisions.json?_labels=on&meeting_id=billund-1.txt")
    row = data.json()["rows"][0]
    assert row["meeting_id"] == {"value": "billund-1.txt", "label": f"{meeting['body']}, {meeting['date']}"}
    title = results[1]["items"][0]["title"]
    assert row["item_id"]["label"].endswith(title)
    assert f'<a href="/m/items/billund-1~2Etxt~231">{row["item_id"]["label"]}</a>' in page.text


def test_datasette_searches(get, results):
    texts = [decision["text"] for result in results for item in result["items"] for decision in item["decisions"]]
    words = [set(re.findall(r"\w+", text.casefold())) for text in texts]
    # as a reader types it, and as one types it who has no Danish keyboard
    word = next(word for found in words for word in sorted(found) if "å" in word and len(word) > 4)
    assert not any(word.replace("å", "a") in found for found in words)
    one, none, titles = get(
        f"/m/decisions.json?_search={word.upper()}&_shape=array",
        f"/m/decisions.json?_search={word.replace('å', 'a')}&_shape=array",
        "/m/items.json?_search=dagsorden*&_searchmode=raw&_shape=array",
    )
    holding = [text for text, found in zip(texts, words, strict=True) if word in found]
    assert sorted(row["text"] for row in one.json()) == sorted(holding)
    assert none.json() == []
    assert titles.json()


def test_datasette_gives_types_and_order(get):
    amounts, meetings, votes = get(
        "/m/amounts.json?_shape=array&_size=1&value__notblank=1",
        "/m/meetings.json?_shape=array",
        "/m/votes.json?_facet=side&_size=0",
    )
    assert isinstance(amounts.json()[0]["value"], float)
    dates = [row["date"] for row in meetings.json()]
    assert dates == sorted(dates, reverse=True)
    assert "name" in votes.json()["facet_results"]


# -- the tables' page --------------------------------------------------------------------------------------------------


def test_page_in_docs_is_current():
    from pathlib import Path

    written = Path(__file__).parents[2] / "docs" / "tables.md"
    assert written.read_text("utf-8") == page(), "run: python -m referat_nlp.tables.page > docs/tables.md"


def test_examples_of_the_page_work(results, tmp_path, write_as, monkeypatch, capsys):
    import sqlite3
    from contextlib import closing

    text = page()
    queries = re.findall(r"```sql\n(.*?)```", text, re.S)
    assert len(queries) == 2
    with closing(sqlite3.connect(write_as(results, "sqlite", tmp_path))) as database:
        put_off, items = (database.execute(query).fetchall() for query in queries)
    assert put_off
    assert all(len(row) == 2 for row in items)
    write_as(results, "parquet", tmp_path).rename(tmp_path / "tables")
    write_as(results, "csv", tmp_path).rename(tmp_path / "tables-csv")
    monkeypatch.chdir(tmp_path)
    scripts = re.findall(r"```python\n(.*?)```", text, re.S)
    assert len(scripts) == 2
    for script in scripts:
        exec(script, {})
        assert results[1]["meeting"]["body"] in capsys.readouterr().out
