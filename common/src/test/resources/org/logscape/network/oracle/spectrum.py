"""Curvature of a trained network by PyHessian, and exactly by a dense Hessian, in double precision: 256 Fashion-MNIST images
shrunk to 7 x 7, even/odd labels. usage: python spectrum.py FOLDER IMAGES.gz LABELS.gz (the training set's own files);
writes FOLDER/{images,labels}.idx.gz and FOLDER/spectrum.csv."""

import gzip
import struct
import sys
from pathlib import Path

import numpy as np
import torch
from pyhessian import hessian as pyhessian
from torch import nn
from torch.func import functional_call, hessian

torch.set_default_dtype(torch.float64)


def eig(tridiagonal, eigenvectors):
    """PyHessian 0.1 calls torch.eig, which PyTorch has dropped, on symmetric matrices."""
    values, vectors = torch.linalg.eigh(tridiagonal)
    return torch.stack([values, torch.zeros_like(values)], 1), vectors


torch.eig = eig
SAMPLES, SIDE = 256, 7


def shrunk(images, labels, folder):
    pixels = np.frombuffer(gzip.open(images).read(), np.uint8, offset=16)[: SAMPLES * 784].reshape(SAMPLES, 7, 4, 7, 4)
    small = np.round(pixels.mean((2, 4))).astype(np.uint8)
    classes = np.frombuffer(gzip.open(labels).read(), np.uint8, offset=8)[:SAMPLES]
    for name, header, body in (
        ("images", struct.pack(">4i", 0x803, SAMPLES, SIDE, SIDE), small),
        ("labels", struct.pack(">2i", 0x801, SAMPLES), classes),
    ):
        (folder / f"{name}.idx.gz").write_bytes(gzip.compress(header + body.tobytes(), mtime=0))
    x = torch.from_numpy((small.reshape(SAMPLES, -1) / np.float32(255)).astype(np.float32)).double()
    return x, torch.from_numpy(1.0 - 2 * (classes % 2)).reshape(-1, 1)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    x, y = shrunk(sys.argv[2], sys.argv[3], folder)
    torch.manual_seed(20220721)
    net = nn.Sequential(nn.Linear(49, 12), nn.Tanh(), nn.Linear(12, 8), nn.Tanh(), nn.Linear(8, 1))
    criterion = lambda f, y: 0.5 * ((f - y) ** 2).sum(-1).mean()
    optimiser = torch.optim.SGD(net.parameters(), lr=0.1)
    for step in range(3000):
        chosen = torch.randint(SAMPLES, (32,))
        optimiser.zero_grad()
        criterion(net(x[chosen]), y[chosen]).backward()
        optimiser.step()
    named = {k: v.detach() for k, v in net.named_parameters()}
    theta = torch.cat([v.reshape(-1) for v in named.values()])

    def objective(t):
        at, parts = 0, {}
        for k, v in named.items():
            parts[k] = t[at : at + v.numel()].reshape(v.shape)
            at += v.numel()
        return criterion(functional_call(net, parts, (x,)), y)

    exact = torch.linalg.eigvalsh(hessian(objective)(theta)).flip(0)
    torch.manual_seed(1)
    other = pyhessian(net, criterion, data=(x, y), cuda=False)
    top, _ = other.eigenvalues(maxIter=300, tol=1e-7, top_n=10)
    traces = other.trace(maxIter=300, tol=0)
    nodes, weights = other.density(iter=40, n_v=10)
    rows = {
        "theta": theta, "loss": [float(objective(theta))], "eigenvalues": exact,
        "pyhessian_top": top,
        "pyhessian_trace": [np.mean(traces), np.std(traces, ddof=1) / np.sqrt(len(traces))],
        "pyhessian_nodes": np.concatenate([np.array(n).reshape(-1) for n in nodes]),
        "pyhessian_weights": np.concatenate([np.array(w).reshape(-1) for w in weights]),
    }
    with open(folder / "spectrum.csv", "w") as out:
        for key, value in rows.items():
            out.write(",".join([key] + [float(np.real(v)).hex() for v in value]) + "\n")
    print("L", rows["loss"], "top", top, "exact", exact[:10].tolist(), "trace", rows["pyhessian_trace"], float(exact.sum()))
