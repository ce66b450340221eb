"""An ensemble of SGD runs in PyTorch: all replicas in one tensor, double precision, one thread.

Reads lines "MODEL DIMENSIONS BATCH SAMPLES SECONDS", answers nanoseconds of processor time per step of one
replica, the best over several numbers of replicas."""
import sys
import time

import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def double_well(n, batch, samples, replicas):
    theta = torch.zeros(replicas, n)
    theta[:, 0] = 1.5**0.5
    eta, h, p, sigma = 0.001, 6.0, 2.0, 0.5

    def step():
        x = torch.randn(replicas, batch, n + 2)
        v = torch.empty(replicas, n + 2)
        v[:, 0] = theta[:, 0]
        v[:, 1] = theta[:, 0] ** 2 - p
        v[:, 2 : n + 1] = h**0.5 * theta[:, 1:]
        v[:, n + 1] = -sigma
        r = torch.bmm(x, v.unsqueeze(2))
        w = torch.bmm(r.transpose(1, 2), x).squeeze(1) / batch
        theta[:, 0] -= eta * (w[:, 0] + 2 * theta[:, 0] * w[:, 1])
        theta[:, 1:] -= eta * h**0.5 * w[:, 2 : n + 1]

    return step


def linear(n, batch, samples, replicas):
    theta = torch.zeros(replicas, n)

    def step():
        x = torch.randn(replicas, batch, n)
        r = torch.bmm(x, theta.unsqueeze(2)) - torch.randn(replicas, batch, 1)
        theta.sub_(torch.bmm(r.transpose(1, 2), x).squeeze(1), alpha=0.001 / batch)

    return step


def finite(n, batch, samples, replicas):
    x_all, y_all, theta = torch.randn(samples, n), torch.randn(samples), torch.zeros(replicas, n)

    def step():
        index = torch.randint(samples, (replicas, batch))
        x = x_all[index]
        r = torch.bmm(x, theta.unsqueeze(2)) - y_all[index].unsqueeze(2)
        theta.sub_(torch.bmm(r.transpose(1, 2), x).squeeze(1), alpha=0.001 / n / batch)

    return step


for line in sys.stdin:
    model, n, batch, samples, seconds = line.split()
    make = {"double-well": double_well, "linear": linear, "finite": finite}[model]
    best = float("inf")
    for replicas in (64, 512, 4096):
        step = make(int(n), int(batch), int(samples), replicas)
        step()
        steps, start = 0, time.process_time()
        while time.process_time() - start < float(seconds) / 3:
            step()
            steps += 1
        best = min(best, (time.process_time() - start) / steps / replicas * 1e9)
    print(f"{best:.4f}", flush=True)
