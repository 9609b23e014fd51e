#!/usr/bin/env python3
"""Writes files as torch.save does, without PyTorch: make_pth.py WEIGHTS.safetensors OUT.pth [--old] [--prefix P]

WEIGHTS is a parity file of Tests/Fixtures; its tensors `weight.…` become a state dictionary. The pickle is Python's own,
with stand-ins that have the names of PyTorch's classes, so that it holds what PyTorch's would: protocol 2, an OrderedDict
with `_metadata`, torch._utils._rebuild_tensor_v2, one storage for each tensor. With --old the form before PyTorch 1.6.

    python3 Tests/make_pth.py Tests/Fixtures/resnet_generator.safetensors Tests/Fixtures/resnet_generator.pth
    python3 Tests/make_pth.py --tiny Tests/Fixtures/tiny_generator.pth
    python3 Tests/make_pth.py --tiny Tests/Fixtures/tiny_generator_old.pth --old --prefix module.
"""
import io, json, math, pickle, struct, sys, types, zipfile
from collections import OrderedDict


class Storage:
    def __init__(self, key, values):
        self.key, self.values = key, values


class FloatStorage:
    pass


class Tensor:
    """Values in row-major order with a shape."""

    def __init__(self, storage, shape):
        self.storage, self.shape = storage, shape

    def __reduce_ex__(self, protocol):
        strides = [math.prod(self.shape[axis + 1:]) for axis in range(len(self.shape))]
        return _rebuild_tensor_v2, (self.storage, 0, tuple(self.shape), tuple(strides), False, OrderedDict())


def _rebuild_tensor_v2(*arguments):
    raise NotImplementedError


# Pickles name a class by its module; these stand for PyTorch's.
torch, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")
torch._utils, torch.FloatStorage, utils._rebuild_tensor_v2 = utils, FloatStorage, _rebuild_tensor_v2
FloatStorage.__module__, FloatStorage.__qualname__ = "torch", "FloatStorage"
_rebuild_tensor_v2.__module__ = "torch._utils"
sys.modules.update({"torch": torch, "torch._utils": utils})


class Pickler(pickle.Pickler):
    is_old = False

    def persistent_id(self, value):
        if not isinstance(value, Storage):
            return None
        identity = ("storage", FloatStorage, value.key, "cpu", len(value.values))
        return identity + (None,) if self.is_old else identity


def pickled(value, is_old):
    buffer = io.BytesIO()
    pickler = Pickler(buffer, protocol=2)
    pickler.is_old = is_old
    pickler.dump(value)
    return buffer.getvalue()


def weights(path):
    with open(path, "rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(length))
        values = file.read()
    for name, entry in header.items():
        if name.startswith("weight."):
            start, end = entry["data_offsets"]
            yield name[len("weight."):], entry["shape"], struct.unpack(f"<{(end - start) // 4}f", values[start:end])


def tiny():
    """CycleGAN's ResNet with biases, norms without factors and dropout, one channel wide, one block: values from 1 up."""
    shapes = OrderedDict()
    def conv(name, outputs, inputs, kernel):
        shapes[f"model.{name}.weight"] = [outputs, inputs, kernel, kernel]
        shapes[f"model.{name}.bias"] = [outputs]
    conv("1", 1, 3, 7)
    conv("4", 2, 1, 3)
    conv("7", 4, 2, 3)
    conv("10.conv_block.1", 4, 4, 3)
    conv("10.conv_block.6", 4, 4, 3)
    shapes["model.11.weight"], shapes["model.11.bias"] = [4, 2, 3, 3], [2]
    shapes["model.14.weight"], shapes["model.14.bias"] = [2, 1, 3, 3], [1]
    conv("18", 3, 1, 7)
    value = 1
    for name, shape in shapes.items():
        count = math.prod(shape)
        yield name, shape, [float(value + index) / 1024 for index in range(count)]
        value += count


def state_dictionary(tensors, prefix):
    state = OrderedDict()
    for key, (name, shape, values) in enumerate(tensors):
        state[prefix + name] = Tensor(Storage(str(key), values), shape)
    state._metadata = OrderedDict([("", {"version": 1})])
    return state


def write(path, state, is_old):
    storages = [tensor.storage for tensor in state.values()]
    bytes_of = lambda storage: struct.pack(f"<{len(storage.values)}f", *storage.values)
    if is_old:
        with open(path, "wb") as file:
            file.write(pickled(0x1950A86A20F9469CFC6C, True))
            file.write(pickled(1001, True))
            sizes = {"short": 2, "int": 4, "long": 4}
            file.write(pickled({"protocol_version": 1001, "little_endian": True, "type_sizes": sizes}, True))
            file.write(pickled(state, True))
            file.write(pickled([storage.key for storage in storages], True))
            for storage in storages:
                file.write(struct.pack("<q", len(storage.values)) + bytes_of(storage))
        return
    folder = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        def add(name, content):
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}"), content)
        add("data.pkl", pickled(state, False))
        add("byteorder", b"little")
        for storage in storages:
            add(f"data/{storage.key}", bytes_of(storage))
        add("version", b"3\n")


arguments = sys.argv[1:]
is_old = "--old" in arguments
prefix = arguments[arguments.index("--prefix") + 1] if "--prefix" in arguments else ""
write(arguments[1], state_dictionary(tiny() if arguments[0] == "--tiny" else weights(arguments[0]), prefix), is_old)
