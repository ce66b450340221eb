"""Networks in PyTorch, for TorchExchangeTest.

train KIND DIR       trains a network; writes x.npy, y.npy, net.safetensors; prints what it measures there
measure KIND DIR F   loads the state dict F into the same network and prints what it measures there
"""

import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def network(kind):
    torch.manual_seed(4)
    if kind == "mlp":
        return nn.Sequential(nn.Linear(6, 5), nn.Tanh(), nn.Linear(5, 2))
    return nn.Sequential(
        nn.Conv2d(2, 3, 3, padding=1), nn.Tanh(), nn.Conv2d(3, 2, 3, padding=1), nn.Tanh(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(2 * 2 * 3, 2))


def data(folder):
    x = torch.from_numpy(np.load(folder / "x.npy")).double()
    y = torch.from_numpy(np.load(folder / "y.npy"))
    return x, nn.functional.one_hot(y, 2).double()


def loss(outputs, targets):
    return ((outputs - targets) ** 2).sum(1).mean() / 2


def measure(model, folder):
    x, targets = data(folder)
    names = [name for name, _ in model.named_parameters()]
    shapes = [parameter.shape for parameter in model.parameters()]
    sizes = [parameter.numel() for parameter in model.parameters()]

    def at(vector):
        parts = [part.view(shape) for part, shape in zip(vector.split(sizes), shapes)]
        return loss(torch.func.functional_call(model, dict(zip(names, parts)), (x,)), targets)

    theta = nn.utils.parameters_to_vector(model.parameters()).detach()
    gradient = torch.func.grad(at)(theta)
    curvature = torch.linalg.eigvalsh(torch.autograd.functional.hessian(at, theta)).flip(0)
    print("loss", at(theta).item())
    print("gradient", gradient.norm().item())
    for i in range(5):
        print(f"eigenvalue{i}", curvature[i].item())


def train(kind, folder):
    generator = np.random.default_rng(7)
    shape = (60, 6) if kind == "mlp" else (60, 2, 5, 6)
    x = generator.normal(size=shape).astype(np.float32)
    y = (x.reshape(60, -1)[:, 0] + generator.normal(size=60) > 0).astype(np.int64)
    np.save(folder / "x.npy", np.asfortranarray(x))
    np.save(folder / "y.npy", y)
    model = network(kind)
    inputs, targets = data(folder)
    descent = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(300):
        descent.zero_grad()
        loss(model(inputs), targets).backward()
        descent.step()
    save_file(model.state_dict(), folder / "net.safetensors")
    np.savez(folder / "net.npz", **{k: v.numpy() for k, v in model.state_dict().items()})
    measure(model, folder)


kind, folder = sys.argv[2], Path(sys.argv[3])
if sys.argv[1] == "train":
    train(kind, folder)
else:
    model = network(kind)
    model.load_state_dict(load_file(sys.argv[4]))
    measure(model, folder)
