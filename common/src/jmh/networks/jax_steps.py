"""Training steps of an ensemble in JAX on one core, jit of vmap over networks, single precision, ReLU, minibatches drawn from 2,000
samples, each network with minibatches of its own.

Reads lines as torch_steps.py does, with WAY jax. Answers nanoseconds of processor time per step of all networks."""
import os

os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
import sys
import time

import jax
import jax.numpy as jnp

SAMPLES, RATE = 2000, 0.01


def sample_losses(kind, f, y):
    if kind == "cross_entropy":
        return -(y * jax.nn.log_softmax(f)).sum(-1)
    return 0.5 * ((f - y) ** 2).sum(-1)


def output(theta, x):
    for i, (w, b) in enumerate(theta):
        x = (jax.nn.relu(x) if i else x) @ w + b
    return x


for line in sys.stdin:
    _, widths, batch, networks, kind, alpha, seconds = line.split()
    widths, batch, networks, alpha = [int(i) for i in widths.split("-")], int(batch), int(networks), float(alpha)
    weights = jnp.full(batch, 1 / batch)
    if alpha != 1:
        weights = jnp.concatenate([jnp.full(batch, alpha / batch), jnp.full(batch, (1 - alpha) / batch)])
    keys = jax.random.split(jax.random.key(0), 3 + len(widths))
    x = jax.random.normal(keys[0], (SAMPLES, widths[0]))
    y = jax.random.normal(keys[1], (SAMPLES, widths[-1]))
    if kind == "cross_entropy":
        y = jnp.eye(widths[-1])[jax.random.randint(keys[1], (SAMPLES,), 0, widths[-1])]
    theta = [
        (jax.random.normal(keys[2 + i], (networks, a, b)) / a**0.5, jnp.zeros((networks, b)))
        for i, (a, b) in enumerate(zip(widths, widths[1:]))
    ]

    def one(theta, key):
        chosen = jax.random.randint(key, weights.shape, 0, SAMPLES)
        loss = lambda t: (weights * sample_losses(kind, output(t, x[chosen]), y[chosen])).sum()
        return jax.tree.map(lambda p, g: p - RATE * g, theta, jax.grad(loss)(theta))

    step = jax.jit(jax.vmap(one), donate_argnums=0)
    key = jax.random.key(1)
    for _ in range(3):
        key, own = jax.random.split(key)
        theta = jax.block_until_ready(step(theta, jax.random.split(own, networks)))
    begin, steps = time.process_time(), 0
    while time.process_time() - begin < float(seconds):
        key, own = jax.random.split(key)
        theta = jax.block_until_ready(step(theta, jax.random.split(own, networks)))
        steps += 1
    print((time.process_time() - begin) / steps * 1e9, flush=True)
