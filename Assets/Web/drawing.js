// A drawing: strokes in canvas coordinates 0 … 1, as the server takes them; one undo is one stroke.
export const widths = { pencil: 2.5 / 256, eraser: 16 / 256, crayon: 14 / 256 };

export class Drawing {
  strokes = [];
  #undone = [];

  get isEmpty() { return this.strokes.length === 0; }
  get canRedo() { return this.#undone.length > 0; }

  begin(tool, colour, point) {
    this.strokes.push({ tool, ...(tool === "crayon" && { colour }), width: widths[tool], points: [point] });
    this.#undone = [];
  }

  /** Adds a place to the last stroke; one that is hardly anywhere else is left out. */
  extend(point) {
    const points = this.strokes.at(-1).points, last = points.at(-1);
    if (Math.hypot(point[0] - last[0], point[1] - last[1]) > 0.002) points.push(point);
  }

  undo() { if (this.strokes.length) this.#undone.push(this.strokes.pop()); }
  redo() { if (this.#undone.length) this.strokes.push(this.#undone.pop()); }
  clear() {
    // Undone in the reverse order, a cleared sheet comes back by redoing.
    while (this.strokes.length) this.undo();
  }

  get json() { return JSON.stringify({ strokes: this.strokes }); }
}

const layers = ["crayon", "pencil"].map(() => document.createElement("canvas"));

/** Paints a drawing as the generator sees it: ink over crayon, each rubbed out by the eraser. */
export function paint(drawing, canvas, colours) {
  const side = canvas.width, target = canvas.getContext("2d");
  target.fillStyle = "#fff";
  target.fillRect(0, 0, side, side);
  layers.forEach((layer, index) => {
    layer.width = layer.height = side;
    const pen = layer.getContext("2d");
    pen.lineCap = pen.lineJoin = "round";
    for (const stroke of drawing.strokes) {
      if (stroke.tool !== "eraser" && (stroke.tool === "crayon") !== (index === 0)) continue;
      pen.globalCompositeOperation = stroke.tool === "eraser" ? "destination-out" : "source-over";
      pen.strokeStyle = stroke.tool === "crayon" ? colours[stroke.colour] ?? "#888" : "#000";
      pen.lineWidth = stroke.width * side;
      pen.beginPath();
      const [first, ...others] = stroke.points;
      pen.moveTo(first[0] * side, first[1] * side);
      for (const point of others.length ? others : [first]) pen.lineTo(point[0] * side, point[1] * side);
      pen.stroke();
    }
    target.drawImage(layer, 0, 0);
  });
}
