#!/usr/bin/env python3
"""Times the program's own networks beside OpenVINO and ONNX Runtime, each in every precision that it has, in turns.

    pip install numpy opencv-python-headless onnx onnxruntime openvino nncf
    swift build -c release
    Tests/peers.py panda portrait --size 256 --rounds 6 --doodles ../doodles/cat.ndjson

For each network a table: the median time of a picture in each round, of these the least and the middle one; how many
times as long as aicanvas at its fastest, by both; and how far the picture is from the one in float32, in steps
of 255: the mean, and what 99.9 % of all reds, greens and blues are within. What aicanvas loses is measured by `aicanvas
evaluate NAME --doodles … --precision bfloat16`, which needs a domain's name and --doodles.

The networks are those of `aicanvas export-model NAME`. int8 comes from NNCF for OpenVINO (weights per channel,
activations calibrated) and from quantize_static for ONNX Runtime. They are calibrated on, and compared by, up to 20
drawings that are put together here: strokes of --doodles, or circles without it.
"""
import json, pathlib, statistics, subprocess, tempfile
import cv2, nncf, numpy as np, onnxruntime, openvino, peers_common
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, quantize_static

parser = peers_common.parser(__doc__, runs=9)
parser.add_argument("networks", nargs="+", help="names of domains or other generators")
parser.add_argument("--doodles", help="a file of Quick, Draw! with one drawing a line")
options = parser.parse_args()
random = np.random.default_rng(5)


def outlines(count):
    """Drawings as lists of lines in 0…1."""
    if options.doodles:
        lines = pathlib.Path(options.doodles).read_text().splitlines()[:count]
        for line in lines:
            strokes = [np.array(stroke[:2], float).T for stroke in json.loads(line)["drawing"]]
            points = np.concatenate(strokes)
            low, extent = points.min(0), (points.max(0) - points.min(0)).max()
            yield [0.1 + 0.8 * (stroke - low) / extent for stroke in strokes]
    else:
        for _ in range(count):
            angles = np.linspace(0, 2 * np.pi, 60)[:, None]
            yield [
                random.uniform(0.3, 0.7, 2) + random.uniform(0.1, 0.3) * np.hstack([np.cos(angles), np.sin(angles)])
                for _ in range(4)
            ]


def inputs(channels, count):
    """What the network reads for `count` drawings, 1 × channels × size × size."""
    size = options.size
    for lines in outlines(count):
        paper = np.full((size, size), 255, np.uint8)
        cv2.polylines(paper, [np.int32(line * size * 16) for line in lines], False, 0, size // 85, cv2.LINE_AA, 4)
        ink = 1 - paper.astype(np.float32) / 255
        outside = np.where(ink > 0.5, 1, 0).astype(np.uint8)
        cv2.floodFill(outside, np.zeros((size + 2, size + 2), np.uint8), (0, 0), 2)
        x = np.zeros((channels, size, size), np.float32)
        if channels == 3:
            x[:] = 1 - 2 * ink
        else:
            x[0] = ink
        if channels == 17:
            x[5:14] = random.uniform(-1, 1, 9)[:, None, None]
            x[14] = outside != 2
            far = cv2.distanceTransform((ink < 0.5).astype(np.uint8), cv2.DIST_L2, 5)
            x[15] = np.minimum(far / (size / 8), 1)
            x[16] = np.linspace(-1, 1, size)[:, None]
        yield x[None]


class Reader(CalibrationDataReader):
    def __init__(self, name, samples):
        self.samples = ({name: sample} for sample in samples)

    def get_next(self):
        return next(self.samples, None)


def program(*arguments):
    done = subprocess.run([options.program, *arguments], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"aicanvas {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def openvino_request(core, model, precision):
    settings = {"INFERENCE_NUM_THREADS": options.threads, "PERFORMANCE_HINT": "LATENCY"}
    if precision:
        settings["INFERENCE_PRECISION_HINT"] = precision
    compiled = core.compile_model(model, "CPU", settings)
    return compiled.create_infer_request(), compiled.get_property("INFERENCE_PRECISION_HINT").to_string()


def onnx_session(path):
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    return onnxruntime.InferenceSession(str(path), settings, providers=["CPUExecutionProvider"])


def compare(name, folder):
    core = openvino.Core()
    onnx, safetensors, int8 = (folder / f"{name}.{end}" for end in ["onnx", "safetensors", "int8.onnx"])
    program("export-model", name, "--output", str(onnx))
    program("export-model", name, "--format", "safetensors", "--output", str(safetensors))
    model = core.read_model(str(onnx))
    port = model.inputs[0]
    channels = port.partial_shape[1].get_length()
    model.reshape({port: [1, channels, options.size, options.size]})
    samples = list(inputs(channels, 20))
    quantize_static(str(onnx), str(int8), Reader(port.any_name, samples), QuantFormat.QDQ, per_channel=True)
    quantized = nncf.quantize(model.clone(), nncf.Dataset(samples), subset_size=len(samples))

    kinds = {}
    for label, network, precision in [("", model, "f32"), ("", model, None), (" int8", quantized, None)]:
        request, used = openvino_request(core, network, precision)
        kinds.setdefault(f"OpenVINO{label or ' ' + used}", lambda x, r=request: r.infer({0: x})[0].copy())
    for label, path in [("float32", onnx), ("int8", int8)]:
        session = onnx_session(path)
        kinds[f"ONNX Runtime {label}"] = lambda x, s=session: s.run(None, {port.any_name: x})[0]

    exact = [kinds["OpenVINO f32"](x) for x in samples]
    differences = {"aicanvas float32": (0.0, 0.0)}
    for kind, body in kinds.items():
        off = np.abs(np.array([body(x) for x in samples]) - exact) * 127.5
        differences[kind] = (off.mean(), np.quantile(off, 0.999))
    if options.doodles:
        arguments = ["--doodles", options.doodles, "--size", str(options.size), "--precision", "bfloat16", "--json"]
        off = json.loads(program("evaluate", name, *arguments))["precision"]
        differences["aicanvas bfloat16"] = (off["mean"], off["extreme"])

    times = {}
    for _ in range(options.rounds):
        for precision in ["float32", "bfloat16"]:
            answer = program(
                "bench", "--checkpoint", str(safetensors), "--size", str(options.size), "--runs", str(options.runs),
                "--threads", str(options.threads), "--precision", precision, "--json")
            times.setdefault(f"aicanvas {precision}", []).append(json.loads(answer)["median_ms"])
        for kind, body in kinds.items():
            times.setdefault(kind, []).append(peers_common.median(lambda: body(samples[0]), options.runs))

    own = [values for kind, values in times.items() if kind.startswith("aicanvas")]
    least, middle = min(map(min, own)), min(map(statistics.median, own))
    print(f"\n{name}, {options.size}×{options.size}, {options.threads} threads, {options.rounds} rounds")
    print(f"{'':22}{'least':>8}{'ratio':>7}{'middle':>8}{'ratio':>7}{'mean off':>10}{'99.9 %':>8}   all rounds, ms")
    for kind, values in times.items():
        mean, extreme = differences.get(kind, (float("nan"), float("nan")))
        fastest, usual = min(values), statistics.median(values)
        rounds = " ".join(f"{value:.1f}" for value in values)
        print(
            f"{kind:22}{fastest:8.1f}{fastest / least:7.2f}{usual:8.1f}{usual / middle:7.2f}{mean:10.2f}{extreme:8.1f}"
            f"   {rounds}", flush=True)


with tempfile.TemporaryDirectory() as folder:
    for name in options.networks:
        compare(name, pathlib.Path(folder))
