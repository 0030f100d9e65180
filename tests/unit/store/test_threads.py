"""One workspace serves many threads, as the dashboard's sessions are."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.staged import ANA, load, loads_in, open_item, opened, real_time

THREADS = 6


def test_threads_that_load_and_publish_at_once_lose_nothing(tmp_path):
    workspace = opened(tmp_path, clock=real_time)
    barrier = Barrier(THREADS)

    def session(number: int) -> tuple[str, bool]:
        barrier.wait()
        load_id = load(workspace, open_item(f"F{number}")).load_id
        mart = workspace.publish(actor=ANA)
        return load_id, load_id in loads_in(mart.path)

    with ThreadPoolExecutor(THREADS) as pool:
        results = list(pool.map(session, range(THREADS)))

    assert all(is_published for _, is_published in results)
    assert sorted(load_id for load_id, _ in results) == sorted(
        record.load_id for record in workspace.active_loads()
    )


def test_readers_keep_their_mart_while_others_publish_and_check(tmp_path):
    workspace = opened(tmp_path, clock=real_time)
    load(workspace, open_item("F0"))
    reader = workspace.warehouse(workspace.current(actor=ANA))

    for number in range(1, 6):
        load(workspace, open_item(f"F{number}"))
        workspace.publish(actor=ANA)
        results = workspace.check()

    with reader.cursor() as cursor:
        rows = cursor.sql("select count(*) from loads").fetchall()
    assert rows == [(1,)]
    assert not [c for c in results if c.rows]


def test_many_sessions_may_open_the_same_new_folder_at_once(tmp_path):
    barrier = Barrier(THREADS)

    def session(number: int) -> str:
        barrier.wait()
        return opened(tmp_path, clock=real_time).current_user(f"p{number}").name

    with ThreadPoolExecutor(THREADS) as pool:
        names = list(pool.map(session, range(THREADS)))

    assert names == [f"p{number}" for number in range(THREADS)]
