#!/usr/bin/env python3
"""Times the second generator's network beside PyTorch: pictures, and with --training steps of training, in turns.

    pip install numpy torch safetensors onnxruntime
    swift build -c release
    Tests/peers_pytorch.py --size 256
    Tests/peers_pytorch.py --size 128 --batch 8 --training

Pictures are made by the weights of `aicanvas export-model panda` (17 inputs, blocks of 160 channels) in either program;
that the network is written the same here is checked against ONNX Runtime first. A step of training is that of
`aicanvas bench --training --network skip-resnet --inputs 17` (blocks of 192 channels): one discriminator of width 32
with instance norms, least squares, ten times L1, Adam for both. Medians of each round, the least and the middle one.
"""
import json, pathlib, statistics, subprocess, tempfile
import numpy as np, onnxruntime, peers_common, torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

parser = peers_common.parser(__doc__, runs=7)
parser.add_argument("--batch", type=int, default=1)
parser.add_argument("--training", action="store_true")
options = parser.parse_args()
torch.set_num_threads(options.threads)
torch.manual_seed(1)


class Down(nn.Conv2d):
    """Half the size, an instance norm, and a ReLU that ends at 6."""

    def __init__(self, inputs, outputs):
        super().__init__(inputs, outputs, 3, 2, 1, bias=False)
        self.norm = nn.InstanceNorm2d(outputs, affine=True)

    def forward(self, x):
        return self.norm(super().forward(x)).clamp(0, 6)


def styled(x, factors):
    """An instance norm whose scale and shift are given."""
    scale, shift = factors.chunk(2, 1)
    return ((1 + scale) * F.instance_norm(x) + shift).clamp(0, 6)


def conv(inputs, outputs, kernel=3, bias=False):
    return nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, padding_mode="reflect", bias=bias)


class Block(nn.Module):
    def __init__(self, width, style):
        super().__init__()
        self.conv1, self.conv2 = conv(width, width), conv(width, width)
        self.norm1, self.norm2 = nn.Conv2d(style, 2 * width, 1), nn.InstanceNorm2d(width, affine=True)

    def forward(self, x, style):
        inner = styled(self.conv1(x), self.norm1(style))
        return x + self.norm2(self.conv2(inner)).clamp(-4, 4)


class Up(nn.Conv2d):
    def __init__(self, inputs, outputs, style):
        super().__init__(inputs, outputs, 3, padding=1, padding_mode="reflect", bias=False)
        self.norm = nn.Conv2d(style, 2 * outputs, 1)

    def forward(self, x, skip, style):
        large = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
        return styled(super().forward(large), self.norm(style)) + skip


class Generator(nn.Module):
    def __init__(self, inputs=17, width=32, blocks=6, core=160, style=64):
        super().__init__()
        self.style, self.stem = nn.Conv2d(inputs, style, 1), conv(inputs, width, bias=True)
        self.down1, self.down2, self.down3 = Down(width, 2 * width), Down(2 * width, 4 * width), Down(4 * width, core)
        for number in range(blocks):
            setattr(self, f"block{number + 1}", Block(core, style))
        self.blocks = [getattr(self, f"block{number + 1}") for number in range(blocks)]
        self.up1, self.up2 = Up(core, 4 * width, style), Up(4 * width, 2 * width, style)
        self.up3, self.head = Up(2 * width, width, style), conv(width, 3, 7, bias=True)

    def forward(self, x):
        style = F.relu(self.style(x.mean((2, 3), keepdim=True)))
        full = F.leaky_relu(self.stem(x), 0.2)
        half = self.down1(full)
        quarter = self.down2(half)
        x = self.down3(quarter)
        for block in self.blocks:
            x = block(x, style)
        return torch.tanh(self.head(self.up3(self.up2(self.up1(x, quarter, style), half, style), full, style)))


def discriminator(inputs, width=32):
    def layer(inputs, outputs, stride, affine=True):
        return [
            nn.Conv2d(inputs, outputs, 4, stride, 1, bias=False), nn.InstanceNorm2d(outputs, affine=affine),
            nn.LeakyReLU(0.2)]

    return nn.Sequential(
        nn.Conv2d(inputs, width, 4, 2, 1), nn.LeakyReLU(0.2), *layer(width, 2 * width, 2),
        *layer(2 * width, 4 * width, 2), *layer(4 * width, 8 * width, 1, affine=False), nn.Conv2d(8 * width, 1, 4, 1, 1))


def ours(*arguments):
    command = [
        options.program, "bench", *arguments, "--size", str(options.size), "--runs", str(options.runs), "--batch",
        str(options.batch), "--threads", str(options.threads), "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.strip()}")
    return json.loads(done.stdout)["median_ms"]


def pictures(folder):
    """What takes the time of one round of either program."""
    weights, onnx = folder / "panda.safetensors", folder / "panda.onnx"
    for arguments in [["--format", "safetensors", "--output", str(weights)], ["--output", str(onnx)]]:
        subprocess.run([options.program, "export-model", "panda", *arguments], check=True, capture_output=True)
    generator = Generator().eval()
    generator.load_state_dict(load_file(weights))
    x = torch.rand(options.batch, 17, options.size, options.size)
    session = onnxruntime.InferenceSession(str(onnx), providers=["CPUExecutionProvider"])
    wanted = session.run(None, {session.get_inputs()[0].name: x[:1].numpy()})[0]
    with torch.no_grad():
        off = np.abs(generator(x[:1]).numpy() - wanted).max()
    assert off < 2e-3, f"another network: off by {off}"
    print(f"PyTorch's picture differs from ONNX Runtime's by at most {off * 127.5:.3f} of 255")

    def picture():
        with torch.no_grad():
            generator(x)

    return lambda: ours("--checkpoint", str(weights), "--precision", "float32"), picture


def steps():
    generator, judge = Generator(core=192), discriminator(20)
    optimizers = [torch.optim.Adam(part.parameters(), 2e-4, betas=(0.5, 0.999)) for part in (judge, generator)]
    x = torch.rand(options.batch, 17, options.size, options.size)
    y = torch.rand(options.batch, 3, options.size, options.size) * 2 - 1

    def step():
        fake = generator(x)
        real, made = judge(torch.cat([x, y], 1)), judge(torch.cat([x, fake.detach()], 1))
        optimizers[0].zero_grad()
        (0.5 * (((real - 1) ** 2).mean() + (made**2).mean())).backward()
        optimizers[0].step()
        optimizers[1].zero_grad()
        (((judge(torch.cat([x, fake], 1)) - 1) ** 2).mean() + 10 * (fake - y).abs().mean()).backward()
        optimizers[1].step()

    return lambda: ours("--training", "--network", "skip-resnet", "--inputs", "17"), step


with tempfile.TemporaryDirectory() as folder:
    own, peer = steps() if options.training else pictures(pathlib.Path(folder))
    peer()
    times = {"aicanvas": [], f"PyTorch {torch.__version__}": []}
    for _ in range(options.rounds):
        for kind, body in zip(times, [own, lambda: peers_common.median(peer, options.runs)]):
            times[kind].append(body())
least, middle = [[pick(values) for values in times.values()] for pick in (min, statistics.median)]
for number, (kind, values) in enumerate(times.items()):
    rounds = " ".join(f"{value:.1f}" for value in values)
    print(
        f"{kind:22} least {least[number]:8.1f} ms {least[number] / least[0]:5.2f}   middle {middle[number]:8.1f} ms "
        f"{middle[number] / middle[0]:5.2f}   {rounds}")
