"""Celery as a peer: python3 celery_peer.py WORK COUNT prints the seconds it took."""

import os
import subprocess
import sys
import time

from celery import Celery

app = Celery("celery_peer", broker=os.environ["BENCH_BROKER"], backend="rpc://")
app.conf.update(
    task_serializer="json",
    result_serializer="json",
    accept_content=["json"],
    worker_prefetch_multiplier=100,
    task_default_queue=os.environ.get("BENCH_QUEUE", "bench-celery"),
    broker_connection_retry_on_startup=True,
)


@app.task
def square(x):
    return x * x


@app.task
def spin(micros):
    end = time.thread_time() + micros / 1e6
    while time.thread_time() < end:
        pass
    return micros


def tail(count):
    return [50_000 if i % 100 == 50 else 1_000 for i in range(count)]


def check(right):
    if not right:
        sys.exit("a result is wrong")


def work(name, count):
    if name in ("lone", "start"):
        check(all(square.delay(i).get() == i * i for i in range(count)))
    elif name == "apply":
        handles = [square.delay(i) for i in range(count)]
        check(all(handle.get() == i * i for i, handle in enumerate(handles)))
    elif name in ("cpu1", "cpu10", "tail"):
        micros = tail(count) if name == "tail" else [1_000 if name == "cpu1" else 10_000] * count
        handles = [spin.delay(each) for each in micros]
        check([handle.get() for handle in handles] == micros)
    else:
        sys.exit("no such work: " + name)


if __name__ == "__main__":
    os.environ["BENCH_QUEUE"] = "bench-celery-%d" % os.getpid()
    app.conf.task_default_queue = os.environ["BENCH_QUEUE"]
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "celery_peer", "worker", "--concurrency=2",
         "--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel=ERROR"],
        cwd=os.path.dirname(os.path.abspath(__file__)), stdout=sys.stderr,
        env=dict(os.environ, C_FORCE_ROOT="1", PYTHONDONTWRITEBYTECODE="1"))
    try:
        if sys.argv[1] != "start":
            work("apply", 100)
        begin = time.perf_counter()
        work(sys.argv[1], int(sys.argv[2]))
        print(time.perf_counter() - begin)
    finally:
        worker.terminate()
        worker.wait()
