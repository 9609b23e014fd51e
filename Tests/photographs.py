#!/usr/bin/env python3
"""Makes ten photographs of nothing that exists: things of balls, boxes and rods, rendered with light and shadow; every
second one printed coarsely on a sheet of paper first; all of them photographed from an angle, in weak light, not quite
sharp and with grain. With a program given, each becomes a page to colour in too, and a sheet shows both.

    Tests/photographs.py FOLDER [--program .build/release/aicanvas] [--sheet SHEET.jpg]

Needs python3 with numpy and Pillow. The same photographs each time; those that are there already
are not made again.
"""

import argparse
import os
import subprocess
import tempfile

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIDE = 448
RED, ORANGE, YELLOW, GREEN = (0.82, 0.16, 0.14), (0.93, 0.5, 0.14), (0.95, 0.8, 0.25), (0.25, 0.58, 0.25)
BLUE, WHITE, BLACK, BROWN = (0.2, 0.42, 0.8), (0.93, 0.93, 0.92), (0.09, 0.09, 0.1), (0.5, 0.32, 0.18)
GREY, PINK, SKY = (0.6, 0.62, 0.65), (0.93, 0.6, 0.66), (0.55, 0.75, 0.9)


# Signed distances: https://iquilezles.org/articles/distfunctions. Points are arrays (…, 3); y is up, z into the picture.
def ball(centre, radius, colour, stretch=(1, 1, 1)):
    def distance(p):
        q = (p - np.array(centre)) / np.array(stretch)
        return (np.linalg.norm(q, axis=-1) - radius) * min(stretch)
    return distance, colour


def rod(a, b, radius, colour):
    a, b = np.array(a, float), np.array(b, float)

    def distance(p):
        t = np.clip(((p - a) @ (b - a)) / ((b - a) @ (b - a)), 0, 1)[..., None]
        return np.linalg.norm(p - a - t * (b - a), axis=-1) - radius
    return distance, colour


def box(centre, half, colour, rounding=0.03):
    def distance(p):
        q = np.abs(p - np.array(centre)) - np.array(half) + rounding
        return np.linalg.norm(np.maximum(q, 0), axis=-1) + np.minimum(q.max(axis=-1), 0) - rounding
    return distance, colour


def cone(centre, height, below, above, colour):
    """Standing, its radius going from `below` to `above`; a cylinder where they are equal."""
    def distance(p):
        q = p - np.array(centre)
        share = np.clip(q[..., 1] / height, 0, 1)
        side = np.hypot(q[..., 0], q[..., 2]) - (below + (above - below) * share)
        slope = np.cos(np.arctan2(abs(above - below), height))
        return np.maximum(side * slope, np.maximum(-q[..., 1], q[..., 1] - height))
    return distance, colour


def ring(centre, radius, thickness, colour, faces=2):
    """`faces`: the axis about which it runs."""
    def distance(p):
        q = p - np.array(centre)
        along = q[..., faces]
        across = np.linalg.norm(np.delete(q, faces, axis=-1), axis=-1)
        return np.hypot(across - radius, along) - thickness
    return distance, colour


THINGS = {
    "snowman": [ball((0, 0.45, 0), 0.45, WHITE), ball((0, 1.1, 0), 0.33, WHITE), ball((0, 1.6, 0), 0.24, WHITE),
                cone((0, 1.78, 0), 0.05, 0.3, 0.3, BLACK), cone((0, 1.8, 0), 0.28, 0.19, 0.19, BLACK),
                rod((0, 1.6, -0.22), (0, 1.57, -0.5), 0.045, ORANGE), ball((-0.09, 1.68, -0.21), 0.035, BLACK),
                ball((0.09, 1.68, -0.21), 0.035, BLACK), ball((0, 1.15, -0.33), 0.04, BLACK),
                ball((0, 0.98, -0.31), 0.04, BLACK), rod((0.28, 1.15, 0), (0.8, 1.45, 0), 0.03, BROWN),
                rod((-0.28, 1.15, 0), (-0.8, 1.4, 0), 0.03, BROWN)],
    "cup": [cone((0, 0, 0), 0.95, 0.42, 0.55, BLUE), ring((0.56, 0.5, 0), 0.24, 0.065, BLUE),
            cone((0, 0.94, 0), 0.02, 0.49, 0.49, BROWN), ring((0, 0.95, 0), 0.53, 0.03, SKY, faces=1),
            cone((0, -0.02, 0), 0.06, 0.8, 0.95, WHITE)],
    "house": [box((0, 0.45, 0), (0.65, 0.45, 0.5), YELLOW), cone((0, 0.9, 0), 0.65, 0.95, 0.02, RED),
              box((0, 0.3, -0.5), (0.14, 0.3, 0.03), BROWN), box((-0.4, 0.55, -0.5), (0.13, 0.13, 0.03), SKY),
              box((0.4, 0.55, -0.5), (0.13, 0.13, 0.03), SKY), box((0.42, 1.3, 0), (0.1, 0.25, 0.1), GREY)],
    "boat": [ball((0, 0.3, 0), 0.5, RED, (1.9, 0.55, 0.9)), rod((0, 0.4, 0), (0, 1.9, 0), 0.035, BROWN),
             box((0.34, 1.15, 0), (0.3, 0.5, 0.015), WHITE), box((-0.25, 0.95, 0), (0.2, 0.32, 0.015), ORANGE),
             ball((0.5, 0.62, -0.1), 0.12, PINK), rod((0.5, 0.35, -0.1), (0.5, 0.5, -0.1), 0.12, BLUE)],
    "mushroom": [cone((0, 0, 0), 0.75, 0.28, 0.2, WHITE), ball((0, 0.85, 0), 0.62, RED, (1, 0.62, 1)),
                 ball((-0.25, 1.1, -0.36), 0.09, WHITE), ball((0.15, 1.17, -0.32), 0.1, WHITE),
                 ball((0.38, 0.95, -0.42), 0.08, WHITE), ball((-0.06, 0.92, -0.56), 0.08, WHITE),
                 cone((0.7, 0, 0.3), 0.3, 0.1, 0.08, WHITE), ball((0.7, 0.33, 0.3), 0.24, ORANGE, (1, 0.6, 1))],
    "fish": [ball((0, 0.75, 0), 0.5, ORANGE, (1.4, 0.9, 0.55)), ball((0.82, 0.75, 0), 0.3, YELLOW, (0.6, 1.2, 0.2)),
             ball((-0.4, 0.88, -0.22), 0.1, WHITE), ball((-0.44, 0.89, -0.3), 0.05, BLACK),
             ball((0, 1.2, 0), 0.25, YELLOW, (1.3, 0.6, 0.2)), ball((0.05, 0.68, -0.28), 0.17, YELLOW, (1.2, 0.7, 0.3))],
    "rocket": [cone((0, 0.3, 0), 1.0, 0.33, 0.33, WHITE), cone((0, 1.3, 0), 0.55, 0.33, 0.02, RED),
               ball((0, 1.0, -0.3), 0.15, SKY, (1, 1, 0.5)), ring((0, 1.0, -0.31), 0.16, 0.03, GREY),
               box((0.42, 0.4, 0), (0.14, 0.3, 0.03), RED), box((-0.42, 0.4, 0), (0.14, 0.3, 0.03), RED),
               cone((0, 0.12, 0), 0.2, 0.26, 0.2, GREY)],
    "chick": [ball((0, 0.55, 0), 0.5, YELLOW), ball((0.05, 1.2, -0.05), 0.33, YELLOW),
              rod((0.0, 1.17, -0.33), (-0.03, 1.14, -0.52), 0.06, ORANGE), ball((-0.08, 1.3, -0.33), 0.045, BLACK),
              ball((0.18, 1.3, -0.32), 0.045, BLACK), ball((0.45, 0.65, -0.05), 0.25, ORANGE, (0.4, 0.8, 1)),
              ball((-0.45, 0.65, -0.05), 0.25, ORANGE, (0.4, 0.8, 1)), rod((0.15, 0.1, -0.1), (0.17, 0.03, -0.4), 0.05, RED),
              rod((-0.15, 0.1, -0.1), (-0.17, 0.03, -0.4), 0.05, RED)],
    "car": [box((0, 0.42, 0), (0.95, 0.22, 0.42), RED, 0.1), box((-0.05, 0.75, 0), (0.5, 0.22, 0.36), RED, 0.1),
            box((-0.3, 0.76, -0.35), (0.17, 0.13, 0.03), SKY), box((0.18, 0.76, -0.35), (0.2, 0.13, 0.03), SKY),
            ring((-0.55, 0.22, -0.42), 0.14, 0.09, BLACK), ring((0.55, 0.22, -0.42), 0.14, 0.09, BLACK),
            ball((-0.55, 0.22, -0.42), 0.09, GREY), ball((0.55, 0.22, -0.42), 0.09, GREY),
            ball((-0.95, 0.45, -0.25), 0.09, YELLOW)],
    "teddy": [ball((0, 0.55, 0), 0.48, BROWN), ball((0, 1.25, 0), 0.38, BROWN), ball((-0.32, 1.55, 0), 0.15, BROWN),
              ball((0.32, 1.55, 0), 0.15, BROWN), ball((0, 0.55, -0.3), 0.3, YELLOW, (1, 1.1, 0.7)),
              ball((0, 1.15, -0.32), 0.16, YELLOW, (1.1, 0.8, 0.8)), ball((0, 1.2, -0.45), 0.05, BLACK),
              ball((-0.14, 1.35, -0.34), 0.045, BLACK), ball((0.14, 1.35, -0.34), 0.045, BLACK),
              ball((-0.35, 0.18, -0.3), 0.18, BROWN, (1, 1, 1.3)), ball((0.35, 0.18, -0.3), 0.18, BROWN, (1, 1, 1.3)),
              rod((-0.42, 0.8, -0.1), (-0.62, 0.45, -0.25), 0.13, BROWN), rod((0.42, 0.8, -0.1), (0.62, 0.45, -0.25), 0.13, BROWN)],
}
TABLES = [(0.75, 0.72, 0.66), (0.42, 0.55, 0.5), (0.62, 0.46, 0.33), (0.8, 0.8, 0.84), (0.45, 0.45, 0.52)]


def nearest(parts, p):
    """Distance to the nearest part, and which one it is; the table is the last."""
    distances = np.stack([part[0](p) for part in parts] + [p[..., 1]], axis=-1)
    return distances.min(axis=-1), distances.argmin(axis=-1)


def march(parts, origin, direction, reach, steps):
    travelled = np.zeros(direction.shape[:-1])
    closest = np.full(travelled.shape, 1e3)
    for _ in range(steps):
        distance, _ = nearest(parts, origin + direction * travelled[..., None])
        closest = np.minimum(closest, np.where(travelled > 0.05, distance / np.maximum(travelled, 1e-3), 1e3))
        travelled = np.minimum(travelled + distance * 0.9, reach)
    return travelled, closest


def render(parts, table, turn):
    """A picture of SIDE × SIDE values 0…1: Lambert's law, one lamp with soft shadows, a little light from everywhere."""
    across, down = np.meshgrid((np.arange(SIDE) + 0.5) / SIDE - 0.5, 0.5 - (np.arange(SIDE) + 0.5) / SIDE)
    eye = np.array([0.0, 1.7, -4.2])
    direction = np.stack([across * 0.66, down * 0.66 - 0.2, np.ones_like(across)], axis=-1)
    direction /= np.linalg.norm(direction, axis=-1, keepdims=True)
    cos, sin = np.cos(turn), np.sin(turn)
    rotation = np.array([[cos, 0, sin], [0, 1, 0], [-sin, 0, cos]])
    eye, direction = rotation @ eye, direction @ rotation.T
    travelled, _ = march(parts, eye, direction, 9.0, 70)
    place = eye + direction * travelled[..., None]
    _, part = nearest(parts, place)
    step = 2e-3
    normal = np.stack(
        [nearest(parts, place + step * axis)[0] - nearest(parts, place - step * axis)[0] for axis in np.eye(3)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True) + 1e-9
    lamp = rotation @ np.array([-0.55, 0.75, -0.5])
    lamp /= np.linalg.norm(lamp)
    _, closest = march(parts, place + normal * 0.02, np.broadcast_to(lamp, place.shape), 4.0, 30)
    # Nothing throws a shadow as far as the table's end.
    shadow = np.where(travelled > 6, 1, np.clip(closest * 8, 0, 1))
    light = 0.35 + 0.75 * np.clip(normal @ lamp, 0, 1) * shadow
    colours = np.array([colour for _, colour in parts] + [table])[part]
    # The table ends in the distance, before a wall of its colour.
    is_wall = travelled >= 8.9
    light = np.where(is_wall, 0.7, light)
    colours = np.where(is_wall[..., None], np.array(table) * 0.9, colours)
    return np.clip(colours * light[..., None], 0, 1)


def printed(picture, random):
    """On paper, by a printer with coarse dots, on a table."""
    threshold = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) / 16 - 0.47
    levels = 5
    dots = np.tile(threshold, (SIDE // 4, SIDE // 4))[..., None]
    ink = np.clip(np.round(picture * (levels - 1) + dots) / (levels - 1), 0, 1) * 0.9 + 0.05
    paper = np.full((SIDE + 120, SIDE + 120, 3), TABLES[random.integers(len(TABLES))]) * 0.8
    paper[24:-24, 24:-24] = 0.93
    paper[60:-60, 60:-60] = ink
    return paper


def photographed(picture, random):
    """From an angle, in light from one side, not quite sharp, with grain of 14 levels."""
    image = Image.fromarray((picture * 255).astype(np.uint8))
    side = image.width
    lean = random.uniform(-0.06, 0.06, (4, 2)) * side
    inset = 0.02 * side
    corners = np.array([(inset, inset), (inset, side - inset), (side - inset, side - inset), (side - inset, inset)]) + lean * 0.5
    corners = np.clip(corners, 0, side)
    image = image.transform((480, 480), Image.Transform.QUAD, tuple(corners.ravel()), Image.Resampling.BICUBIC)
    image = image.rotate(random.uniform(-5, 5), Image.Resampling.BICUBIC, fillcolor=image.getpixel((4, 4)))
    image = image.crop((24, 24, 456, 456)).filter(ImageFilter.GaussianBlur(0.9))
    values = np.asarray(image, float)
    across = np.linspace(-1, 1, values.shape[1])[None, :, None]
    values = values * 0.72 * (1 + random.uniform(-0.2, 0.2) * across) * np.array([1.04, 1.0, 0.9]) + 8
    values += random.normal(0, 14, values.shape)
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", help="where the photographs are written")
    options.add_argument("--program", help="makes pages of them")
    options.add_argument("--sheet", help="photographs above their pages, two rows of five")
    options = options.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    paths = []
    for number, (name, parts) in enumerate(THINGS.items()):
        paths.append(os.path.join(options.folder, f"{name}.jpg"))
        if os.path.exists(paths[-1]):
            continue
        random = np.random.default_rng(number)
        picture = render(parts, TABLES[number % len(TABLES)], random.uniform(-0.5, 0.5))
        if number % 2:
            picture = printed(picture, random)
        photographed(picture, random).save(paths[-1], quality=85)
    if not options.program:
        return
    with tempfile.TemporaryDirectory() as pages:
        subprocess.run([options.program, "colouring-page", *paths, "--output", pages], check=True)
        if not options.sheet:
            return
        cell = 200
        sheet = Image.new("RGB", (5 * cell, 4 * cell), "white")
        for number, path in enumerate(paths):
            page = os.path.join(pages, os.path.basename(path).replace(".jpg", ".png"))
            column, row = number % 5, number // 5
            for below, file in enumerate([path, page]):
                shown = Image.open(file).convert("RGB")
                shown.thumbnail((cell - 6, cell - 6), Image.Resampling.LANCZOS)
                sheet.paste(shown, (column * cell + 3, (2 * row + below) * cell + 3))
        sheet.save(options.sheet, quality=88)


if __name__ == "__main__":
    main()
