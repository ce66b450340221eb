"""Loss, gradient, Hessian- and Gauss-Newton-vector products and gradient lengths of each sample, by PyTorch in double
precision, on small networks. usage: python derivatives.py FOLDER; writes FOLDER/NAME.csv, one vector a line."""

import sys
from pathlib import Path

import torch
from torch import nn
from torch.func import functional_call, grad, hessian, jacrev, jvp, vmap

torch.set_default_dtype(torch.float64)


class Nhwc(nn.Module):
    """Takes images whose channels lie together, as Logscape's do."""

    def __init__(self, height, width, channels):
        super().__init__()
        self.shape = (height, width, channels)

    def forward(self, x):
        return x.reshape(-1, *self.shape).permute(0, 3, 1, 2)


class Flat(nn.Module):
    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


def mlp(widths, activation):
    layers = []
    for i in range(1, len(widths)):
        if i > 1:
            layers.append(activation())
        layers.append(nn.Linear(widths[i - 1], widths[i]))
    return nn.Sequential(*layers), widths[0], widths[-1]


def cnn(activation):
    """5 x 6 images of 2 channels, stacks [3, 4] and [2], 3 outputs."""
    layers = [
        Nhwc(5, 6, 2),
        nn.Conv2d(2, 3, 3, padding=1), activation(), nn.Conv2d(3, 4, 3, padding=1), activation(), nn.MaxPool2d(2),
        nn.Conv2d(4, 2, 3, padding=1), activation(), nn.MaxPool2d(2),
        Flat(), nn.Linear(1 * 1 * 2, 3),
    ]
    return nn.Sequential(*layers), 60, 3


def flat(named):
    """Logscape's order: kernels row by row, pixel by pixel, the channels of a pixel together."""
    parts = [v.permute(0, 2, 3, 1) if v.dim() == 4 else v for v in named.values()]
    return torch.cat([p.reshape(-1) for p in parts])


def unflat(vector, named):
    out, at = {}, 0
    for key, v in named.items():
        part = vector[at : at + v.numel()]
        at += v.numel()
        if v.dim() == 4:
            o, i, h, w = v.shape
            out[key] = part.reshape(o, h, w, i).permute(0, 3, 1, 2)
        else:
            out[key] = part.reshape(v.shape)
    return out


def mean_square(f, y):
    return 0.5 * ((f - y) ** 2).sum(-1).mean()


def cross_entropy(f, y):
    return -(y * torch.log_softmax(f, -1)).sum(-1).mean()


def case(folder, name, net, loss, samples=7):
    module, inputs, outputs = net
    generator = torch.Generator().manual_seed(20220721)
    named = {k: v.detach() for k, v in module.named_parameters()}
    size = sum(v.numel() for v in named.values())
    # in single precision, so that stored inputs are exact in both
    theta = (0.5 * torch.randn(size, generator=generator)).float().double()
    direction = torch.randn(size, generator=generator).float().double()
    x = torch.randn(samples, inputs, generator=generator).float().double()
    if outputs == 1:
        y = (torch.arange(samples) % 2 * -2.0 + 1).double().reshape(-1, 1)
    else:
        y = nn.functional.one_hot(torch.arange(samples) % outputs, outputs).double()

    def output(t, x):
        return functional_call(module, unflat(t, named), (x,))

    def objective(t):
        return loss(output(t, x), y)

    def sample_objective(t, x, y):
        return loss(output(t, x[None]), y[None])

    f = output(theta, x)
    _, hv = jvp(grad(objective), (theta,), (direction,))
    _, jv = jvp(lambda t: output(t, x), (theta,), (direction,))
    jacobian = jacrev(lambda t: output(t, x))(theta)
    curvature = vmap(hessian(lambda f, y: loss(f[None], y[None])))(f, y)
    gv = torch.einsum("bkp,bkl,bl->p", jacobian, curvature, jv) / samples
    own = torch.stack([grad(sample_objective)(theta, x[i], y[i]) for i in range(samples)])
    losses = torch.stack([sample_objective(theta, x[i], y[i]) for i in range(samples)])
    rows = {
        "theta": theta, "direction": direction, "inputs": x, "targets": y, "outputs": f, "loss": objective(theta),
        "sample_losses": losses, "gradient": grad(objective)(theta), "hessian_vector": hv, "gauss_newton_vector": gv,
        "squared_gradient_norms": (own**2).sum(1), "last_sample_gradient": own[-1],
    }
    with open(folder / f"{name}.csv", "w") as out:
        for key, value in rows.items():
            out.write(",".join([key] + [float(v).hex() for v in value.reshape(-1)]) + "\n")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    torch.manual_seed(0)
    case(folder, "mlp-tanh-mean-square", mlp([6, 5, 4, 1], nn.Tanh), mean_square)
    case(folder, "mlp-relu-mean-square", mlp([6, 5, 4, 3], nn.ReLU), mean_square)
    case(folder, "mlp-tanh-cross-entropy", mlp([6, 5, 4, 3], nn.Tanh), cross_entropy)
    case(folder, "mlp-relu-cross-entropy", mlp([6, 9, 3], nn.ReLU), cross_entropy)
    case(folder, "cnn-tanh-mean-square", cnn(nn.Tanh), mean_square)
    case(folder, "cnn-relu-cross-entropy", cnn(nn.ReLU), cross_entropy)
