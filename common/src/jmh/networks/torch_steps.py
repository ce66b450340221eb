"""Training steps in PyTorch on one thread, single precision, ReLU, minibatches drawn from 2,000 samples: networks one after the
other with torch.optim.SGD (eager), or an ensemble by torch.func.vmap over stacked parameters, each network with minibatches of its own.

Reads lines "WAY WIDTHS BATCH NETWORKS LOSS ALPHA SECONDS" (WAY eager or vmap, WIDTHS joined by -, LOSS mean_square or cross_entropy);
with ALPHA above 1 a step mixes two minibatches with weights ALPHA and 1 - ALPHA. Answers nanoseconds of processor time per step of all
networks."""
import sys
import time

import torch
from torch import nn
from torch.func import functional_call, grad, stack_module_state, vmap

torch.set_num_threads(1)
SAMPLES, RATE = 2000, 0.01


def network(widths):
    layers = []
    for i in range(1, len(widths)):
        if i > 1:
            layers.append(nn.ReLU())
        layers.append(nn.Linear(widths[i - 1], widths[i]))
    return nn.Sequential(*layers)


def sample_losses(kind, f, y):
    if kind == "cross_entropy":
        return -(y * torch.log_softmax(f, -1)).sum(-1)
    return 0.5 * ((f - y) ** 2).sum(-1)


def weights(batch, alpha):
    if alpha == 1:
        return torch.full((batch,), 1 / batch)
    return torch.cat([torch.full((batch,), alpha / batch), torch.full((batch,), (1 - alpha) / batch)])


def eager(widths, kind, w, networks, x, y):
    nets = [network(widths) for _ in range(networks)]
    optimisers = [torch.optim.SGD(net.parameters(), lr=RATE) for net in nets]

    def step():
        for net, optimiser in zip(nets, optimisers):
            chosen = torch.randint(SAMPLES, (len(w),))
            optimiser.zero_grad()
            (w * sample_losses(kind, net(x[chosen]), y[chosen])).sum().backward()
            optimiser.step()

    return step


def ensemble(widths, kind, w, networks, x, y):
    nets = [network(widths) for _ in range(networks)]
    parameters, _ = stack_module_state(nets)
    parameters = {k: v.detach() for k, v in parameters.items()}
    base = nets[0]

    def loss(p, x, y):
        return (w * sample_losses(kind, functional_call(base, p, (x,)), y)).sum()

    gradients = vmap(grad(loss))

    def step():
        chosen = torch.randint(SAMPLES, (networks, len(w)))
        for k, g in gradients(parameters, x[chosen], y[chosen]).items():
            parameters[k].sub_(g, alpha=RATE)

    return step


for line in sys.stdin:
    way, widths, batch, networks, kind, alpha, seconds = line.split()
    widths, networks, w = [int(i) for i in widths.split("-")], int(networks), weights(int(batch), float(alpha))
    x, y = torch.randn(SAMPLES, widths[0]), torch.randn(SAMPLES, widths[-1])
    if kind == "cross_entropy":
        y = torch.eye(widths[-1])[torch.randint(widths[-1], (SAMPLES,))]
    step = {"eager": eager, "vmap": ensemble}[way](widths, kind, w, networks, x, y)
    for _ in range(3):
        step()
    begin, steps = time.process_time(), 0
    while time.process_time() - begin < float(seconds):
        step()
        steps += 1
    print((time.process_time() - begin) / steps * 1e9, flush=True)
