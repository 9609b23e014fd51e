"""Runs a network in ONNX Runtime, one picture at a time: run_onnx.py MODEL INPUT OUTPUT CHANNELS ROWS COLUMNS

INPUT holds 32-bit floats of any number of pictures, channels first; OUTPUT gets those of their answers.
"""
import sys
import numpy as np
import onnxruntime

model, source, target, *shape = sys.argv[1:]
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 2
session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
pictures = np.fromfile(source, np.float32).reshape(-1, 1, *map(int, shape))
answers = [session.run(["output"], {"input": picture})[0] for picture in pictures]
np.concatenate(answers).astype(np.float32).tofile(target)
