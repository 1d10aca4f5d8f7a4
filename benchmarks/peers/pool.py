"""multiprocessing.Pool as a peer: python3 pool.py WORK COUNT prints the seconds it took."""

import multiprocessing
import sys
import time


def square(x):
    return x * x


def spin(micros):
    end = time.thread_time() + micros / 1e6
    while time.thread_time() < end:
        pass
    return micros


def echo(text):
    return text


def tail(count):
    return [50_000 if i % 100 == 50 else 1_000 for i in range(count)]


def check(right):
    if not right:
        sys.exit("a result is wrong")


def work(pool, name, count):
    if name == "apply":
        handles = [pool.apply_async(square, (i,)) for i in range(count)]
        check(all(handle.get() == i * i for i, handle in enumerate(handles)))
    elif name == "map":
        results = pool.map(square, range(count))
        check(len(results) == count and all(r == i * i for i, r in enumerate(results)))
    elif name == "stream":
        # With chunks, as its documentation recommends for long inputs.
        check(all(r == i * i for i, r in enumerate(pool.imap(square, range(count), 1_000))))
    elif name in ("cpu1", "cpu10", "tail"):
        micros = tail(count) if name == "tail" else [1_000 if name == "cpu1" else 10_000] * count
        check(pool.map(spin, micros, 1 if name == "tail" else None) == micros)
    elif name == "payload":
        text = "x" * 100_000
        check(all(r == text for r in pool.map(echo, [text] * count)))
    elif name in ("lone", "start"):
        check(all(pool.apply(square, (i,)) == i * i for i in range(count)))
    else:
        sys.exit("no such work: " + name)


if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2) as workers:
        if sys.argv[1] != "start":
            workers.map(square, range(1_000))
        begin = time.perf_counter()
        work(workers, sys.argv[1], int(sys.argv[2]))
        print(time.perf_counter() - begin)
