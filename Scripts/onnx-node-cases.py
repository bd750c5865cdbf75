"""Writes ONNX's own backend node tests, one folder a case.

A case has model.onnx, test_data_set_0/input_K.pb and output_K.pb (TensorProto), and tolerance: the
relative and the absolute difference that ONNX's own runner allows.  Cases of sequences, optionals
and text have no data files of tensors and are left to the reader to refuse.

Usage: onnx-node-cases.py FOLDER
"""

import os
import sys

import onnx.backend.test.case.node as node
from onnx import TensorProto, numpy_helper


def write(path, message):
    with open(path, "wb") as file:
        file.write(message.SerializeToString())


def write_values(folder, kind, infos, values):
    for index, (info, value) in enumerate(zip(infos, values)):
        if not info.type.HasField("tensor_type") or value is None:
            continue
        if not isinstance(value, TensorProto):
            value = numpy_helper.from_array(value, info.name)
        write(os.path.join(folder, f"{kind}_{index}.pb"), value)


def write_case(top, case):
    data = os.path.join(top, case.name, "test_data_set_0")
    os.makedirs(data, exist_ok=True)
    write(os.path.join(top, case.name, "model.onnx"), case.model)
    with open(os.path.join(top, case.name, "tolerance"), "w") as file:
        file.write(f"{case.rtol} {case.atol}\n")
    inputs, outputs = case.data_sets[0]
    write_values(data, "input", case.model.graph.input, inputs)
    write_values(data, "output", case.model.graph.output, outputs)


def main():
    cases = node.collect_testcases(None)
    for case in cases:
        if case.model is not None and case.data_sets:
            write_case(sys.argv[1], case)
    print(f"{len(cases)} cases of onnx {node.onnx.__version__}")


main()
