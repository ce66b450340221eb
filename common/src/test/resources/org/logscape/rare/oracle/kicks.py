"""Rates of the steps of plain SGD out of a double well of one parameter, by the chain of steps itself; writes kicks.csv.

usage: python kicks.py   (NumPy and SciPy; a minute)

The gradient of a sample is r s: residual and derivative, jointly Gaussian with variances 2 L and J^T J and covariance L'. For B = 1 its
tails are integrals over s of the normal tail of r given s, taken by the trapezoidal rule in log s, all terms positive; for B = 2 they are
exponentials, which the tests have in Java too. The chain from the minimum to theta < 0 is solved on cells whose chances are exact
from each cell's middle, by elimination without subtractions (Grassmann, Taksar, Heyman, Operations Research 33 (1985)), on 400 and
800 cells, and extrapolated: the error falls with the square of a cell's width. Rates are 1 / (eta x mean number of steps).
"""
import csv

import numpy as np
from scipy.special import ndtr

TEMPERATURE = 0.02
WELLS = [(2, 8), (2, 6), (2, 5), (2, 4), (2, 3.5), (2, 3), (2, 2.5)]
LOG_S = np.linspace(-9, 2.2, 400)


def tails(batch, loss, slope, metric, z):
    """Chances that a gradient is above z, and below -z, for z >= 0."""
    a, b = np.sqrt(2 * loss), np.sqrt(metric)
    if batch == 2:
        up, down = (a * b + slope) / 2, (a * b - slope) / 2
        return up / (up + down) * np.exp(-z / up), down / (up + down) * np.exp(-z / down)
    rho = slope / (a * b)
    s = np.exp(LOG_S)[:, None]  # in units of b
    weight = 2 * np.exp(-s * s / 2) / np.sqrt(2 * np.pi) * s * (LOG_S[1] - LOG_S[0])
    rest = np.sqrt(1 - rho * rho)
    x = z[None, :] / (a * b * s)
    return (weight * ndtr((rho * s - x) / rest)).sum(0), (weight * ndtr((-rho * s - x) / rest)).sum(0)


def mean_steps(chance, out):
    m = len(out)
    time, leaving = np.ones(m), np.empty(m)
    for k in range(m - 1, -1, -1):
        leaving[k] = out[k] + chance[k, :k].sum()
        factor = chance[:k, k] / leaving[k]
        chance[:k, :k] += np.outer(factor, chance[k, :k])
        out[:k] += factor * out[k]
        time[:k] += factor * time[k]
    steps = np.empty(m)
    for k in range(m):
        steps[k] = (time[k] + chance[k, :k] @ steps[:k]) / leaving[k]
    return steps


def rate(batch, p, sigma, cells):
    eta = TEMPERATURE * batch / (4 * p - 2)
    minimum = np.sqrt(p - 0.5)
    edges = np.linspace(0, 1.5 * minimum, cells + 1)

    def row(x):
        miss = x * x - p
        loss, slope = 0.5 * (x * x + miss * miss + sigma * sigma), x + 2 * x * miss
        above, below = tails(batch, loss, slope, 1 + 4 * x * x, np.abs(edges - x) / eta)
        # a gradient above z leads below x - eta z
        under, over = above, below
        left = edges <= x
        chance = np.empty(cells)
        for j in range(cells):
            if left[j + 1]:
                chance[j] = under[j + 1] - under[j]
            elif not left[j]:
                chance[j] = over[j] - (over[j + 1] if j + 1 < cells else 0)
            else:
                chance[j] = 1 - under[j] - (over[j + 1] if j + 1 < cells else 0)
        return chance, under[0]

    middles = (edges[1:] + edges[:-1]) / 2
    rows = [row(x) for x in middles]
    steps = mean_steps(np.array([r[0] for r in rows]), np.array([r[1] for r in rows]))
    return 1 / (eta * (1 + row(minimum)[0] @ steps))


with open("kicks.csv", "w", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["batch_size", "barrier", "label_noise", "rate", "rate_on_800_cells"])
    for batch in (1, 2):
        for p, sigma in WELLS:
            coarse, fine = rate(batch, p, sigma, 400), rate(batch, p, sigma, 800)
            table.writerow([batch, p, sigma, f"{fine + (fine - coarse) / 3:.5g}", f"{fine:.5g}"])
