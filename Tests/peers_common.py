"""What the scripts that time the program beside others share."""
import argparse, statistics, time


def parser(description, runs):
    """The options that all of them have; `runs` pictures or steps in a round unless told otherwise."""
    result = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    result.add_argument("--size", type=int, default=256)
    result.add_argument("--rounds", type=int, default=6)
    result.add_argument("--runs", type=int, default=runs, help="pictures or steps in a round")
    result.add_argument("--threads", type=int, default=2)
    result.add_argument("--program", default=".build/release/aicanvas")
    return result


def median(body, runs):
    """The median time of a call in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        body()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)
