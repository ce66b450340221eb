"""An ensemble of SGD runs in JAX: one replica's step, vmap over replicas, scan over steps, jit, on the CPU.

Reads lines "MODEL DIMENSIONS BATCH SAMPLES SECONDS", answers nanoseconds of processor time per step of one
replica, the best over several numbers of replicas."""
import os

os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault("JAX_ENABLE_X64", "1")
import sys
import time

import jax
import jax.numpy as jnp


def double_well(n, batch, samples):
    eta, h, p, sigma = 0.001, 6.0, 2.0, 0.5

    def step(theta, key):
        x = jax.random.normal(key, (batch, n + 2))
        v = jnp.concatenate(
            [theta[:1], theta[:1] ** 2 - p, h**0.5 * theta[1:], jnp.array([-sigma])]
        )
        w = (x @ v) @ x / batch
        g = jnp.concatenate([w[:1] + 2 * theta[:1] * w[1:2], h**0.5 * w[2 : n + 1]])
        return theta - eta * g

    return step, jnp.zeros(n).at[0].set(1.5**0.5)


def linear(n, batch, samples):
    def step(theta, key):
        x = jax.random.normal(key, (batch, n + 1))
        r = x[:, :n] @ theta - x[:, n]
        return theta - 0.001 / batch * (r @ x[:, :n])

    return step, jnp.zeros(n)


def finite(n, batch, samples):
    x_all = jax.random.normal(jax.random.key(1), (samples, n))
    y_all = jax.random.normal(jax.random.key(2), (samples,))

    def step(theta, key):
        index = jax.random.randint(key, (batch,), 0, samples)
        x = x_all[index]
        r = x @ theta - y_all[index]
        return theta - 0.001 / n / batch * (r @ x)

    return step, jnp.zeros(n)


def block(step, length):
    def run(theta, key):
        return jax.lax.scan(lambda t, k: (step(t, k), None), theta, jax.random.split(key, length))[0]

    return jax.jit(jax.vmap(run))


for line in sys.stdin:
    model, n, batch, samples, seconds = line.split()
    step, start_theta = {"double-well": double_well, "linear": linear, "finite": finite}[model](
        int(n), int(batch), int(samples)
    )
    best = float("inf")
    for replicas in (64, 1024):
        length = max(10, 20_000 // (replicas * int(batch)))
        run = block(step, length)
        theta = jnp.tile(start_theta, (replicas, 1))
        keys = jax.random.split(jax.random.key(0), replicas)
        theta = run(theta, keys).block_until_ready()
        calls, start = 0, time.process_time()
        while time.process_time() - start < float(seconds) / 2:
            theta = run(theta, keys).block_until_ready()
            calls += 1
        best = min(best, (time.process_time() - start) / calls / length / replicas * 1e9)
    print(f"{best:.4f}", flush=True)
