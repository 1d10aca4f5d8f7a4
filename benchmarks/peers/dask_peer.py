"""Dask distributed as a peer: python3 dask_peer.py WORK COUNT prints the seconds it took."""

import sys
import time

from distributed import Client, LocalCluster


def square(x):
    return x * x


def spin(micros, number):
    end = time.thread_time() + micros / 1e6
    while time.thread_time() < end:
        pass
    return micros


def tail(count):
    return [50_000 if i % 100 == 50 else 1_000 for i in range(count)]


def check(right):
    if not right:
        sys.exit("a result is wrong")


def work(client, name, count):
    if name in ("lone", "start"):
        check(all(client.submit(square, i, pure=False).result() == i * i for i in range(count)))
    elif name == "apply":
        results = client.gather(client.map(square, range(count), pure=False))
        check(all(r == i * i for i, r in enumerate(results)))
    elif name in ("cpu1", "cpu10", "tail"):
        micros = tail(count) if name == "tail" else [1_000 if name == "cpu1" else 10_000] * count
        check(client.gather(client.map(spin, micros, range(count))) == micros)
    else:
        sys.exit("no such work: " + name)


if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with Client(cluster) as dask:
            if sys.argv[1] != "start":
                work(dask, "apply", 100)
            begin = time.perf_counter()
            work(dask, sys.argv[1], int(sys.argv[2]))
            seconds = time.perf_counter() - begin
            print(seconds, flush=True)
