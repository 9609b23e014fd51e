#!/usr/bin/env python3
"""Counts flashes on a virtual screen while somebody, or a script, uses the studio in a terminal window on it.

    Xvfb :9 -screen 0 2000x1200x24 -fbdir /tmp/screen &
    DISPLAY=:9 xterm -ti vt340 -geometry 200x60 -e aicanvas --reduced-motion &
    python3 Tests/flashes.py /tmp/screen/Xvfb_screen0 30      # and meanwhile: xdotool key k, g, Escape, v, ...

Looks at the screen 20 times a second. A frame flashes where a block of 16x16 pixels differs from the frame before and
from the frame after while those two agree. Needs numpy. Exits with 1 if anything flashed.
"""
import os
import struct
import sys
import time

import numpy


def frames(path, seconds):
    """The different frames with their times, as rows of pixels of four bytes."""
    file = os.open(path, os.O_RDONLY)
    # The framebuffer is an XWD file: its header's size, then 24 further numbers.
    header = struct.unpack(">25I", os.pread(file, 100, 0))
    height, stride = header[5], header[12]
    start = header[0] + header[19] * 12
    begin = time.time()
    result, late = [], 0
    for tick in range(int(seconds * 20)):
        wait = begin + tick / 20 - time.time()
        if wait > 0:
            time.sleep(wait)
        elif wait < -0.05:
            late += 1
        frame = numpy.frombuffer(os.pread(file, stride * height, start), numpy.uint8).reshape(height, stride // 4, 4)
        same = result and numpy.array_equal(result[-1][1], frame)
        result.append((time.time() - begin, result[-1][1] if same else frame))
    return result, late


def differing(a, b):
    """Which blocks of 16x16 pixels differ so much that it is seen."""
    if a is b:
        return numpy.zeros((a.shape[0] // 16, a.shape[1] // 16), bool)
    height, width = a.shape[0] // 16 * 16, a.shape[1] // 16 * 16
    pixels = numpy.abs(a[:height, :width, :3].astype(numpy.int16) - b[:height, :width, :3]).max(axis=2) > 48
    return pixels.reshape(height // 16, 16, width // 16, 16).sum(axis=(1, 3)) > 24


def main():
    seen, late = frames(sys.argv[1], float(sys.argv[2]))
    unlike, flashes = 0, []
    for (_, before), (moment, frame), (_, after) in zip(seen, seen[1:], seen[2:]):
        changed, changes = differing(before, frame), differing(frame, after)
        if not (changed.any() and changes.any()):
            continue
        unlike += 1
        blocks = int((changed & changes & ~differing(before, after)).sum())
        if blocks:
            flashes.append((round(moment, 2), blocks))
    print(f"{len(seen)} frames, {late} late; {unlike} differ from both neighbours; flashes (second, blocks): {flashes}")
    sys.exit(1 if flashes else 0)


main()
