"""Training steps in PyTorch on one thread, single precision, ReLU, mean-square loss, minibatches drawn from 2,000 samples: one
network eagerly with torch.optim.SGD, an ensemble by torch.func.vmap over stacked parameters, each network with a minibatch of its own.

Reads lines "WIDTHS BATCH NETWORKS SECONDS" (widths joined by -), answers nanoseconds of processor time per step."""
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


def loss_of(f, y):
    return 0.5 * ((f - y) ** 2).sum(-1).mean()


def eager(widths, batch, x, y):
    net = network(widths)
    optimiser = torch.optim.SGD(net.parameters(), lr=RATE)
    state = {"order": torch.randperm(SAMPLES), "at": 0}

    def step():
        if state["at"] + batch > SAMPLES:
            state["order"], state["at"] = torch.randperm(SAMPLES), 0
        chosen = state["order"][state["at"] : state["at"] + batch]
        state["at"] += batch
        optimiser.zero_grad()
        loss_of(net(x[chosen]), y[chosen]).backward()
        optimiser.step()

    return step


def ensemble(widths, batch, networks, x, y):
    nets = [network(widths) for _ in range(networks)]
    parameters, _ = stack_module_state(nets)
    parameters = {k: v.detach() for k, v in parameters.items()}
    base = nets[0]

    def loss(p, x, y):
        return loss_of(functional_call(base, p, (x,)), y)

    gradients = vmap(grad(loss))

    def step():
        chosen = torch.randint(SAMPLES, (networks, batch))
        for k, g in gradients(parameters, x[chosen], y[chosen]).items():
            parameters[k].sub_(g, alpha=RATE)

    return step


for line in sys.stdin:
    widths, batch, networks, seconds = line.split()
    widths, batch, networks = [int(w) for w in widths.split("-")], int(batch), int(networks)
    x, y = torch.randn(SAMPLES, widths[0]), torch.randn(SAMPLES, widths[-1])
    step = eager(widths, batch, x, y) if networks == 1 else ensemble(widths, batch, networks, x, y)
    for _ in range(3):
        step()
    begin, steps = time.process_time(), 0
    while time.process_time() - begin < float(seconds):
        step()
        steps += 1
    print((time.process_time() - begin) / steps * 1e9, flush=True)
