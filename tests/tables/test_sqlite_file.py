"""The SQLite database: other documents and the user's own stay, and other programs are not disturbed."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing

import pytest

from referat_nlp.errors import ReferatError
from referat_nlp.tables import sqlite_file, write


def dump(place):
    """Return the database as SQL, without what full-text search keeps of its own."""
    with closing(sqlite3.connect(place)) as database:
        return [line for line in database.iterdump() if not re.match(r'INSERT INTO "?\w+_fts_', line)]


def ask(place, query, *values):
    with closing(sqlite3.connect(place)) as database:
        rows = database.execute(query, values).fetchall()
        database.commit()
    return rows


def search(place, table, words):
    with closing(sqlite3.connect(place)) as database:
        database.execute(f"insert into {table}_fts ({table}_fts, rank) values ('integrity-check', 1)")
        return [
            row[0]
            for row in database.execute(
                f"select {table}.meeting_id from {table}_fts join {table} on {table}.rowid = {table}_fts.rowid "
                f"where {table}_fts match ? order by 1",
                (words,),
            )
        ]


@pytest.fixture
def place(tmp_path):
    return tmp_path / "møder.sqlite"


def test_same_run_twice_leaves_the_same_database(place, results):
    write(results, "sqlite", place)
    before = dump(place)
    write(results, "sqlite", place)
    assert dump(place) == before


def test_documents_read_again_replace_their_own_rows_alone(place, make):
    write([make("a", "gammel", items=3), make("b", "anden")], "sqlite", place)
    write([make("a", "ny", items=1), make("c", "tredje")], "sqlite", place)
    assert ask(place, "select meeting_id, text from decisions order by 1") == [
        ("a", "ny"),
        ("b", "anden"),
        ("c", "tredje"),
    ]
    assert ask(place, "select count(*) from amounts where meeting_id = 'a'") == [(2,)]
    assert search(place, "decisions", "gammel") == []
    assert search(place, "proposals", "anden") == ["b"]
    assert search(place, "items", "ny OR tredje") == ["a", "c"]


def test_order_of_runs_does_not_matter(tmp_path, make):
    one, two = tmp_path / "one.sqlite", tmp_path / "two.sqlite"
    write([make("a"), make("b")], "sqlite", one)
    write([make("b")], "sqlite", two)
    write([make("a")], "sqlite", two)
    assert sorted(dump(one)) == sorted(dump(two))


def test_search_tells_danish_letters_apart_and_survives_vacuum(place, make):
    write([make("lån", "Lån til havnen"), make("lan", "Lan-party")], "sqlite", place)
    ask(place, "delete from items where meeting_id = 'x'")
    ask(place, "vacuum")
    assert search(place, "decisions", "lån") == search(place, "decisions", "LÅN") == ["lån"]
    assert search(place, "decisions", "lan") == ["lan"]
    assert search(place, "items", "havn*") == ["lån"]


def test_tables_and_views_of_the_user_stay(place, make):
    write([make("a")], "sqlite", place)
    with closing(sqlite3.connect(place)) as database:
        database.executescript(
            "create table notes (id integer primary key, decision_id references decisions, note text);"
            "insert into notes (decision_id, note) values ('a#1-d1', 'se her');"
            "create view own as select note, text from notes join decisions using (decision_id);"
            "create index own_index on decisions (date);"
            "alter table meetings add column seen integer;"
        )
    write([make("a", "ny")], "sqlite", place)
    assert ask(place, "select * from own") == [("se her", "ny")]
    assert ask(place, "select count(*) from sqlite_master where name = 'own_index'") == [(1,)]


def test_views_put_tables_together(place, make):
    write([make("a", "at vejen lukkes")], "sqlite", place)
    row = ask(place, "select date, number, decision, outcomes, decided_on, own from decisions_with_context")
    assert row == [("2021-03-03", "at vejen lukkes", "at vejen lukkes", "godkendt, ændret", "2021-03-03", 1)]
    assert ask(place, "select count(*), count(title) from absences_with_context") == [(2, 1)]
    assert ask(place, "select count(*) from amounts_with_context where low = -5") == [(1,)]


def test_keys_are_declared(place, make):
    write([make("a")], "sqlite", place)
    assert ask(place, "select name from pragma_table_info('outcomes') where pk order by pk") == [
        ("decision_id",),
        ("label",),
    ]
    assert set(ask(place, 'select "table", "from" from pragma_foreign_key_list(\'votes\')')) == {
        ("decisions", "decision_id"),
        ("items", "item_id"),
        ("meetings", "meeting_id"),
    }
    with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
        ask(place, "update decisions set own = null")


# -- files that are not ours -------------------------------------------------------------------------------------------


def test_other_database_is_left_alone(place, make):
    ask(place, "create table decisions (x)")
    before = place.read_bytes()
    with pytest.raises(ReferatError, match="was not made by referat-nlp"):
        write([make("a")], "sqlite", place)
    assert place.read_bytes() == before
    assert [path.name for path in place.parent.iterdir()] == [place.name]


@pytest.mark.parametrize("damage", ["text", "cut"])
def test_file_that_is_no_database_is_left_alone(place, make, damage):
    if damage == "text":
        place.write_text("det er ingen database " * 100)
    else:
        write([make("a", items=50)], "sqlite", place)
        place.write_bytes(place.read_bytes()[:20_000])
    before = place.read_bytes()
    with pytest.raises(ReferatError, match=r"no SQLite database, or a damaged one"):
        write([make("a")], "sqlite", place)
    assert place.read_bytes() == before


def test_empty_file_becomes_a_database(place, make):
    place.touch()
    write([make("a")], "sqlite", place)
    assert ask(place, "select meeting_id from meetings") == [("a",)]


def test_table_of_another_version_is_told(place, make):
    write([make("a")], "sqlite", place)
    ask(place, "alter table votes rename column side to stemme")
    before = place.read_bytes()
    with pytest.raises(ReferatError, match="its table votes has no column side"):
        write([make("a")], "sqlite", place)
    assert place.read_bytes() == before


# -- with other programs -----------------------------------------------------------------------------------------------


def test_database_that_another_program_writes_into_is_left_alone(place, make, monkeypatch):
    monkeypatch.setattr(sqlite_file, "PATIENCE", 0.05)
    write([make("a")], "sqlite", place)
    with closing(sqlite3.connect(place)) as other:
        other.execute("begin immediate")
        with pytest.raises(ReferatError, match="another program has this database open"):
            write([make("b")], "sqlite", place)
    assert ask(place, "select meeting_id from meetings") == [("a",)]


def test_nobody_else_writes_while_rows_are_written(place, make):
    write([make("a")], "sqlite", place)

    def stream():
        with closing(sqlite3.connect(place, timeout=0)) as other:
            assert other.execute("select meeting_id from meetings").fetchall() == [("a",)]
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("delete from meetings")
        yield make("b")

    write(stream(), "sqlite", place)
    assert ask(place, "select meeting_id from meetings order by 1") == [("a",), ("b",)]


def test_reader_keeps_what_it_had_and_is_not_harmed(place, make):
    write([make("a")], "sqlite", place)
    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as reader:
        assert reader.execute("select meeting_id from meetings").fetchall() == [("a",)]
        write([make("b")], "sqlite", place)
        assert reader.execute("select meeting_id from meetings").fetchall() == [("a",)]
        assert reader.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert ask(place, "select meeting_id from meetings order by 1") == [("a",), ("b",)]


def test_write_ahead_log_goes_into_the_database(place, make):
    """A log that lies beside a new database would be taken for that one's."""
    write([make("a")], "sqlite", place)
    with closing(sqlite3.connect(place)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("update decisions set text = 'rettet'")
        database.commit()
        copies = {name: place.with_name(place.name + name) for name in ("", "-wal")}
        for name, path in copies.items():
            shutil.copy(path, place.parent / f"killed.sqlite{name}")
    # as a program that was killed leaves it
    killed = place.parent / "killed.sqlite"
    assert killed.with_name("killed.sqlite-wal").stat().st_size
    write([make("b")], "sqlite", killed)
    assert ask(killed, "select meeting_id, text from decisions order by 1") == [
        ("a", "rettet"),
        ("b", "at vejen lukkes"),
    ]
    assert ask(killed, "PRAGMA journal_mode") == [("delete",)]
    assert not [path for path in place.parent.iterdir() if path.name.startswith("killed.sqlite-")]


def test_database_that_is_open_with_a_write_ahead_log_is_left_alone(place, make, monkeypatch):
    monkeypatch.setattr(sqlite_file, "PATIENCE", 0.05)
    write([make("a")], "sqlite", place)
    ask(place, "PRAGMA journal_mode = WAL")
    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as reader:
        assert reader.execute("select meeting_id from meetings").fetchall() == [("a",)]
        with pytest.raises(ReferatError, match="close it"):
            write([make("b")], "sqlite", place)
        assert reader.execute("select meeting_id from meetings").fetchall() == [("a",)]
    write([make("b")], "sqlite", place)
    assert ask(place, "select meeting_id from meetings order by 1") == [("a",), ("b",)]


def test_journal_of_a_killed_program_is_played_back(place, make):
    write([make(str(number)) for number in range(50)], "sqlite", place)
    with closing(sqlite3.connect(place, isolation_level=None)) as database:
        database.execute("PRAGMA cache_size = 1")
        database.execute("begin")
        database.execute("update decisions set text = 'halvt'")
        database.execute("update amounts set text = 'halvt'")
        killed = place.with_name("killed.sqlite")
        shutil.copy(place, killed)
        shutil.copy(f"{place}-journal", f"{killed}-journal")
        database.execute("rollback")
    write([make("ny")], "sqlite", killed)
    assert ask(killed, "select distinct text from amounts") == [("at vejen lukkes",)]
    assert ask(killed, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_stray_log_beside_a_new_database_is_told(place, make, ending):
    place.with_name(place.name + ending).write_bytes(b"x" * 5_000)
    with pytest.raises(ReferatError, match="lies beside it"):
        write([make("a")], "sqlite", place)
    assert not place.exists()


def test_link_to_a_database_stays_one(tmp_path, make):
    real = tmp_path / "deep" / "m.sqlite"
    real.parent.mkdir()
    write([make("a")], "sqlite", real)
    link = tmp_path / "m.sqlite"
    link.symlink_to(real)
    write([make("b")], "sqlite", link)
    assert link.is_symlink()
    assert ask(real, "select count(*) from meetings") == [(2,)]


def test_rights_of_the_file_stay(place, make):
    write([make("a")], "sqlite", place)
    place.chmod(0o640)
    write([make("b")], "sqlite", place)
    assert place.stat().st_mode & 0o777 == 0o640
