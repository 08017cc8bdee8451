"""Documents shared into partitions, and partitions into pieces."""

from __future__ import annotations

from dataclasses import replace

from referat_nlp.distributed.documents import Document
from referat_nlp.distributed.partitions import above, share


def documents(*sizes: int) -> list[Document]:
    return [Document("", f"/a/{number}", f"a/{number}", str(number), size) for number, size in enumerate(sizes)]


def test_partitions_are_bounded_by_number_and_by_size():
    shared = list(share(documents(1, 1, 1, 1, 50, 1, 60, 200, 1), most=3, most_bytes=100))
    assert [[document.size for document in partition.documents] for partition in shared] == [
        [1, 1, 1],
        [1, 50, 1],
        [60],
        [200],
        [1],
    ]


def test_a_small_archive_has_a_partition_for_each_of_many_workers_and_a_large_one_large_ones():
    sizes = [[len(partition.documents) for partition in share(documents(*[1] * count))] for count in (60, 640, 20_000)]
    assert sizes[0] == [10] * 6
    assert sizes[1] == [10] * 64
    assert sizes[2] == sorted(sizes[2][:-1]) + sizes[2][-1:]
    assert sizes[2][-2] == 100
    assert max(sizes[2]) == 100


def test_documents_that_come_later_leave_the_partitions_before_them():
    few, many = (list(share(documents(*[1] * count))) for count in (1000, 20_000))
    assert [partition.name for partition in many][: len(few) - 1] == [partition.name for partition in few][:-1]


def test_the_same_documents_have_the_same_names_and_others_others():
    one, two = share(documents(1, 2, 3, 4), most=2)
    assert [partition.name for partition in share(documents(1, 2, 3, 4), most=2)] == [one.name, two.name]
    other = documents(1, 2, 3, 4)
    other[3] = replace(other[3], version="later")
    three, four = share(other, most=2)
    assert (three.name, four.name != two.name) == (one.name, True)


def test_a_name_does_not_hang_on_where_the_user_stands():
    moved = [replace(document, shown=f"../{document.shown}") for document in documents(1)]
    assert [p.name for p in share(moved)] == [p.name for p in share(documents(1))]


def test_pieces_hold_all_documents_in_order_and_come_to_single_ones():
    (whole,) = share(documents(*range(57)), most=100)
    left, found = [whole], []
    while left:
        partition = left.pop(0)
        if len(partition.documents) == 1:
            found.append(partition)
        else:
            pieces = partition.split()
            assert 1 < len(pieces) <= 10
            assert all(whole.number in above(piece.name) for piece in pieces)
            left[:0] = pieces
    assert [partition.documents[0].name for partition in found] == [str(number) for number in range(57)]
    assert sorted(found, key=lambda partition: partition.number) == found
