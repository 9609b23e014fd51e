#!/usr/bin/env python3
"""Takes a picture of every screen of the studio in an xterm with sixel, and lays two versions' pictures side by side.

    python3 Tests/screens.py take .build/release/aicanvas /tmp/after --size 80x24 --size 120x40 --size 200x60
    python3 Tests/screens.py take OLDER/.build/release/aicanvas /tmp/before --size 80x24 ...
    python3 Tests/screens.py sheet /tmp/before /tmp/after Assets/Screenshots/screens-80x24.jpg --size 80x24

`take` plays the recorded drawings of Assets/Demo with the mouse and everything else with keys, in empty folders of its
own: first a dozen pictures for the wall, then at each size the whole way once. What an earlier version does not have is
left out there. Needs Xvfb, xterm, xdotool, DejaVu Sans Mono (for Korean, Nanum Gothic), numpy and Pillow.
"""
import argparse
import functools
import json
import os
import shutil
import struct
import subprocess
import tempfile
import time
from pathlib import Path

import numpy
from PIL import Image, ImageDraw, ImageFont

ASSETS = Path(__file__).resolve().parent.parent / "Assets"
CRAYONS = ["red", "orange", "yellow", "green", "blue", "purple", "pink", "brown"]
WALL = ["panda", "car", "cartoon-face", "space", "gemstone", "handbag", "shoe", "game-character"]


def drawing(domain):
    """The strokes of a domain's recorded drawing: crayon (None for the pencil) and points from 0 to 1."""
    strokes = json.loads((ASSETS / "Demo" / f"{domain}.json").read_text())["strokes"]
    return [(stroke.get("crayon"), [point[:2] for point in stroke["points"]]) for stroke in strokes]


def outline(domain, index):
    """The strokes of one of the domain's outlines."""
    strokes = json.loads((ASSETS / "Starters" / f"{domain}.json").read_text())[index]["strokes"]
    return [(None, points) for points in strokes]


class Studio:
    """The studio in an xterm on a virtual screen, with folders of its own."""

    def __init__(self, program, home, size, *options):
        self.program = program
        self.columns, self.rows = size
        points = 12 if self.columns <= 80 else 9 if self.columns <= 120 else 8
        self.work = tempfile.TemporaryDirectory(prefix="screens.")
        display = f":{20 + os.getpid() % 900}"
        self.server = subprocess.Popen(
            ["Xvfb", display, "-screen", "0", "2000x1200x24", "-dpi", "96", "-nocursor", "-fbdir", self.work.name,
             "-nolisten", "tcp", "-noreset"], stderr=subprocess.DEVNULL)
        socket = Path("/tmp/.X11-unix") / display.replace(":", "X")
        while not socket.exists():
            if self.server.poll() is not None:
                raise SystemExit("Xvfb did not start")
            time.sleep(0.05)
        folders = {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("DATA", "CONFIG", "STATE", "CACHE")}
        self.environment = dict(os.environ, DISPLAY=display, LC_ALL="C.UTF-8", HOME=str(home), **folders)
        for name in ("TMUX", "STY", "COLUMNS", "LINES", "TERM_PROGRAM"):
            self.environment.pop(name, None)
        resources = {
            "internalBorder": 0, "borderWidth": 0, "cursorBlink": "false", "numColorRegisters": 1024,
            "maxGraphicSize": "2000x2000", "sixelScrolling": "true", "privateColorRegisters": "true",
        }
        settings = [word for name, value in resources.items() for word in ("-xrm", f"xterm*{name}: {value}")]
        self.terminal = subprocess.Popen(
            ["xterm", "-ti", "vt340", "-tn", "xterm-256color", "-geometry", f"{self.columns}x{self.rows}+0+0",
             "-fa", "DejaVu Sans Mono", "-fs", str(points), *settings, "-e", program, *options],
            env=dict(self.environment, COLORTERM="truecolor"), start_new_session=True, stderr=subprocess.DEVNULL)
        self.window = self.find_window()
        shape = dict(line.split("=") for line in self.xdotool("getwindowgeometry", "--shell", self.window).split())
        self.width, self.height = int(shape["WIDTH"]), int(shape["HEIGHT"])
        self.screen = os.open(f"{self.work.name}/Xvfb_screen0", os.O_RDONLY)
        self.xdotool("windowfocus", "--sync", self.window)
        self.settle(1, 8)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (self.terminal, self.server):
            process.terminate()
            process.wait()
        os.close(self.screen)
        self.work.cleanup()

    def xdotool(self, *words):
        return subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=True, timeout=120).stdout

    def find_window(self):
        # The search fails where a window comes while it is under way.
        for _ in range(200):
            found = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--class", "xterm"], env=self.environment, capture_output=True,
                text=True)
            if found.stdout.split():
                return found.stdout.split()[0]
            time.sleep(0.1)
        raise SystemExit("xterm did not open a window")

    def pixels(self):
        """What the window shows, as rows of pixels of red, green and blue."""
        # The framebuffer is an XWD file: its header's size, then 24 further numbers.
        header = struct.unpack(">25I", os.pread(self.screen, 100, 0))
        stride, start = header[12], header[0] + header[19] * 12
        data = os.pread(self.screen, stride * self.height, start)
        frame = numpy.frombuffer(data, numpy.uint8).reshape(self.height, stride // 4, 4)
        return frame[:, : self.width, 2::-1]

    def settle(self, quiet=0.4, longest=3):
        """Waits until nothing has changed for some seconds, if ever."""
        begin = since = time.time()
        last = self.pixels()
        while time.time() - since < quiet and time.time() - begin < longest:
            time.sleep(0.1)
            now = self.pixels()
            if not numpy.array_equal(now, last):
                last, since = now, time.time()

    def keys(self, *names, quiet=0.4, longest=3):
        for name in names:
            self.xdotool("key", name)
            self.settle(quiet, longest)

    def save(self, folder, name):
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(self.pixels()).save(folder / f"{name}.png")

    def paper(self):
        """The leftmost large block of white cells: left, top, width and height in pixels."""
        wide, high = self.width // self.columns, self.height // self.rows
        frame = self.pixels()[: high * self.rows, : wide * self.columns]
        white = (frame > 240).all(axis=2).reshape(self.rows, high, self.columns, wide).mean(axis=(1, 3)) > 0.5
        blocks, seen = [], numpy.zeros_like(white)
        for start in zip(*numpy.nonzero(white)):
            if seen[start]:
                continue
            seen[start] = True
            block, edge = [], [start]
            while edge:
                row, column = edge.pop()
                block.append((row, column))
                for near in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                    if 0 <= near[0] < self.rows and 0 <= near[1] < self.columns and white[near] and not seen[near]:
                        seen[near] = True
                        edge.append(near)
            rows, columns = zip(*block)
            blocks.append((min(columns), min(rows), max(columns) + 1, max(rows) + 1))
        area = lambda block: (block[2] - block[0]) * (block[3] - block[1])
        large = [block for block in blocks if area(block) > 0.6 * max(map(area, blocks))]
        left, top, right, bottom = min(large)
        return left * wide, top * high, (right - left) * wide, (bottom - top) * high

    def draw(self, strokes, share=1):
        """Draws with the mouse, each stroke by its pencil or crayon; only a first share of them where that is less."""
        left, top, width, height = self.paper()
        held = ""
        for crayon, points in strokes[: max(1, round(len(strokes) * share))]:
            if crayon != held:
                self.keys(*(["p"] if crayon is None else ["c", str(CRAYONS.index(crayon) + 1)]), quiet=0.15, longest=1)
                held = crayon
            step = max(1, len(points) // 24)
            places = [
                (str(int(left + x * width)), str(int(top + y * height)))
                for x, y in points[: -1 : step] + points[-1:]]
            words = ["mousemove", *places[0], "sleep", "0.02", "mousedown", "1", "sleep", "0.02"]
            for place in places[1:]:
                words += ["mousemove", *place, "sleep", "0.012"]
            self.xdotool(*words, "mouseup", "1", "sleep", "0.03")
        self.settle()

    def magic(self):
        self.keys("Return", quiet=1.2, longest=25)

    def choose(self, domain):
        """From the canvas to the page of domains, and back with one of them."""
        number = domains(self.program).index(domain) + 1
        self.keys("d", *([str(number)] if number < 10 else ["End", "Return"]), quiet=0.2)


@functools.cache
def domains(program):
    """The names of the version's domains in the order of their numbers."""
    lines = subprocess.run([program, "domains"], capture_output=True, text=True, check=True).stdout.splitlines()
    names = [line.split()[0] for line in lines if line.strip()]
    return [name for name in names if (ASSETS / "Demo" / f"{name}.json").exists()]


def fill(program, home):
    """Hangs a dozen pictures: the recorded drawings, and four outlines."""
    known = [name for name in WALL if name in domains(program)]
    pictures = [(name, drawing(name)) for name in known] + [(name, outline(name, 1)) for name in known[:4]]
    with Studio(program, home, (80, 24), "--reduced-motion", "--domain", known[0]) as studio:
        for name, strokes in pictures:
            studio.choose(name)
            studio.keys("n", quiet=0.15)
            studio.draw(strokes)
            studio.magic()
            # The second key and those after it close what the picture has brought.
            studio.keys("k", "v", "v", "v", "v", quiet=0.5)


def take(program, home, folder, size, language, pictures):
    """Goes through every screen once."""
    options = ["--lang", language]
    is_later = pictures is not None
    fresh = Path(tempfile.mkdtemp(prefix="screens."))
    with Studio(program, fresh, size, *options) as studio:
        studio.save(folder, "first-start")
        if is_later:
            studio.keys("Escape")
        studio.choose("panda")
        studio.draw(drawing("panda"))
        studio.save(folder, "canvas")
        studio.magic()
        studio.save(folder, "picture")
        studio.keys("k", quiet=1, longest=4)
        studio.save(folder, "celebration")
        studio.keys("v", "v", "v", "n")
        studio.choose("car")
        studio.keys("l")
        studio.draw(drawing("car"), share=0.6)
        studio.settle(1, 6)
        studio.save(folder, "live")
        studio.keys("l", "n")
        if "anything" in domains(program):
            studio.choose("anything")
            studio.draw(drawing("car"))
            studio.magic()
            studio.settle(2, 8)
            studio.save(folder, "question")
    shutil.rmtree(fresh)
    copy = Path(tempfile.mkdtemp(prefix="screens.")) / "home"
    shutil.copytree(home, copy)
    shutil.rmtree(copy / "state", ignore_errors=True)
    own = ["--pictures", str(pictures)] if pictures else []
    with Studio(program, copy, size, *options, *own, "--domain", "panda") as studio:
        for keys, name in [
            (["d"], "picker"), (["i"], "about"), (["Escape", "Escape", "b"], "ideas"), (["Escape", "h"], "help"),
            (["Escape", "y"], "artists"), (["Escape", "g"], "gallery"), (["Right", "Right", "Return"], "opened"),
            (["Escape", "s"], "stickers"),
        ]:
            studio.keys(*keys)
            studio.settle(1, 4)
            studio.save(folder, name)
        if is_later:
            studio.keys("Escape", "Escape", "b", "p", quiet=1, longest=6)
            studio.save(folder, "own-pictures")
            studio.keys("c", quiet=2, longest=15)
            studio.save(folder, "cartoon")
            studio.keys("Escape", "Escape", "s", quiet=2, longest=12)
            studio.save(folder, "surprise-face")
    with Studio(program, copy, size, *options, "--present", "--domain", "panda") as studio:
        studio.draw(drawing("panda"))
        studio.settle(1.5, 8)
        studio.save(folder, "presenter")
        if is_later:
            studio.keys("Tab")
            studio.settle(1, 4)
            studio.save(folder, "presenter-large")
    with Studio(program, copy, size, *options, "--demo", "--domain", "panda") as studio:
        studio.save(folder, "demo")
    shutil.rmtree(copy.parent)


def sheet(before, after, file, size, across, width):
    """Lays the pictures of two versions beside each other under their names; what is new comes last, by itself."""
    names = [path.stem for path in sorted((after / size).glob("*.png"), key=lambda path: path.stat().st_mtime)]
    old = [name for name in names if (before / size / f"{name}.png").exists()]
    tiles = [(name, folder, word) for name in old for folder, word in ((before, "before"), (after, "after"))]
    tiles += [(name, after, "new") for name in names if name not in old]
    first = Image.open(after / size / f"{names[0]}.png")
    gap, label = 6, 20
    wide = (width - gap) // across - gap
    high = wide * first.height // first.width
    board = Image.new("RGB", (width, gap + -(-len(tiles) // across) * (label + high + gap)), "white")
    pen = ImageDraw.Draw(board)
    font = ImageFont.truetype("DejaVuSans.ttf", 13)
    for index, (name, folder, word) in enumerate(tiles):
        left, top = gap + index % across * (wide + gap), gap + index // across * (label + high + gap)
        pen.text((left, top), f"{name.replace('-', ' ')}: {word}", "black", font)
        picture = Image.open(folder / size / f"{name}.png").convert("RGB")
        board.paste(picture.resize((wide, high), Image.LANCZOS), (left, top + label))
    board.save(file, quality=75, optimize=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    taking = commands.add_parser("take")
    taking.add_argument("program")
    taking.add_argument("folder", type=Path)
    taking.add_argument("--size", action="append", required=True)
    taking.add_argument("--lang", default="en")
    laying = commands.add_parser("sheet")
    for name in ("before", "after", "file"):
        laying.add_argument(name, type=Path)
    laying.add_argument("--size", required=True)
    laying.add_argument("--across", type=int, default=6)
    laying.add_argument("--width", type=int, default=1480)
    given = parser.parse_args()
    if given.command == "sheet":
        sheet(given.before, given.after, given.file, given.size, given.across, given.width)
        return
    program = str(Path(given.program).resolve())
    folder = given.folder.resolve()
    home = folder / "home"
    if not home.exists():
        fill(program, home)
    help_text = subprocess.run([program, "help", "studio"], capture_output=True, text=True).stdout
    pictures = ASSETS / "Samples" if "--pictures" in help_text else None
    for size in given.size:
        shape = tuple(int(number) for number in size.split("x"))
        take(program, home, folder / size, shape, given.lang, pictures)


main()
