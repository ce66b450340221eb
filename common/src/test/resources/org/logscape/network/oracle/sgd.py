"""Steps of torch.optim.SGD on a whole set, in double precision, from the weights and samples of mlp-tanh-mean-square.csv.
usage: python sgd.py FOLDER; reads and writes FOLDER/*.csv, one vector a line: theta after each of ten steps of a setting."""

import sys
from pathlib import Path

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
folder = Path(sys.argv[1])
vectors = {}
for line in (folder / "mlp-tanh-mean-square.csv").read_text().splitlines():
    name, *cells = line.split(",")
    vectors[name] = torch.tensor([float.fromhex(cell) for cell in cells])
x = vectors["inputs"].reshape(-1, 6)
y = vectors["targets"].reshape(-1, 1)
lines = []
rates = torch.optim.lr_scheduler
configurations = {
    "momentum": {"momentum": 0.9},
    "nesterov": {"momentum": 0.9, "nesterov": True, "weight_decay": 0.05},
    "decay": {"weight_decay": 0.05},
    "decay-momentum": {"momentum": 0.9, "weight_decay": 0.05},
    "step": {},
    "cosine": {},
    "warmup": {},
    "warmup-momentum": {"momentum": 0.9, "weight_decay": 0.05},
}
schedules = {
    "step": lambda sgd: rates.StepLR(sgd, step_size=3, gamma=0.5),
    "cosine": lambda sgd: rates.CosineAnnealingLR(sgd, T_max=10, eta_min=0.01),
    "warmup": lambda sgd: rates.LinearLR(sgd, start_factor=0.25, total_iters=4),
    "warmup-momentum": lambda sgd: rates.LinearLR(sgd, start_factor=0.25, total_iters=4),
}
for name, settings in configurations.items():
    net = nn.Sequential(nn.Linear(6, 5), nn.Tanh(), nn.Linear(5, 4), nn.Tanh(), nn.Linear(4, 1))
    nn.utils.vector_to_parameters(vectors["theta"].clone(), net.parameters())
    sgd = torch.optim.SGD(net.parameters(), lr=0.1, **settings)
    schedule = schedules[name](sgd) if name in schedules else None
    for step in range(1, 11):
        sgd.zero_grad()
        (0.5 * (net(x) - y).square().sum(1)).mean().backward()
        sgd.step()
        if schedule:
            schedule.step()
        theta = nn.utils.parameters_to_vector(net.parameters())
        lines.append(",".join([f"{name}-{step}", *(v.hex() for v in theta.tolist())]))
(folder / "sgd.csv").write_text("\n".join(lines) + "\n")
