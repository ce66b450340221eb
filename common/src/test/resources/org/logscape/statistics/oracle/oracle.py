"""What lifelines, powerlaw, SciPy, statsmodels and mpmath say of the data sets beside this file.

    pip install -r requirements.txt
    python oracle.py data      writes data/*.csv: the packages' own sets and synthetic ones
    python oracle.py values    prints "key = value" lines from data/*.csv
    python oracle.py values > expected.properties

The sets of lifelines (waltons, leukemia) and of powerlaw (blackouts) are theirs, both under the
MIT licence; blackouts is the customers hit by power failures in the United States, published with
Clauset, Shalizi and Newman (2009).
"""

import csv
import sys
import warnings
from pathlib import Path

import numpy as np

warnings.filterwarnings("ignore")
DATA = Path(__file__).parent / "data"


def write(name, header, rows):
    with open(DATA / f"{name}.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def read(name):
    with open(DATA / f"{name}.csv") as file:
        rows = list(csv.DictReader(file))
    return {key: np.array([float(row[key]) for row in rows]) for key in rows[0]}


def data():
    import powerlaw
    from lifelines.datasets import load_leukemia, load_waltons

    DATA.mkdir(exist_ok=True)
    frame = load_waltons()
    groups = (frame["group"] == "control").astype(int)
    write("waltons", ["time", "event", "group"], zip(frame["T"], frame["E"], groups))
    frame = load_leukemia()
    write("leukemia", ["time", "event", "group"], zip(frame["t"], frame["status"], frame["Rx"]))
    values, counts = np.unique(powerlaw.load_test_dataset("blackouts"), return_counts=True)
    write("blackouts", ["value", "count"], zip(values.astype(int), counts))
    rng = np.random.default_rng(20220721)
    # Three cells of runs with tied, censored times.
    group = np.repeat([0, 1, 2], [40, 50, 30])
    life = rng.exponential(np.array([10, 14, 25])[group])
    time = np.ceil(np.minimum(life, 30))
    write("cells", ["time", "event", "group"], zip(time, (life <= 30).astype(int), group))
    # Two causes and censoring, no ties.
    first, second, end = rng.exponential(5, 150), rng.weibull(1.7, 150) * 8, rng.uniform(2, 12, 150)
    time = np.minimum(np.minimum(first, second), end)
    cause = np.where(time == end, 0, np.where(time == first, 1, 2))
    write("causes", ["time", "cause"], zip(time, cause))
    # Weibull lifetimes of shape 1.6, a quarter censored.
    life, end = 3 * rng.weibull(1.6, 200), rng.uniform(1, 10, 200)
    write("weibull", ["time", "event"], zip(np.minimum(life, end), (life <= end).astype(int)))
    # A Pareto tail of exponent 2.5 beyond 1 on a body below it, a lognormal and its integers.
    pareto = np.concatenate([rng.uniform(0.2, 1, 150), rng.random(350) ** (-1 / 1.5)])
    write("pareto", ["value"], [[v] for v in pareto])
    write("lognormal", ["value"], [[v] for v in rng.lognormal(0.3, 1.2, 400)])


def survival(say):
    from lifelines import (AalenJohansenFitter, ExponentialFitter, KaplanMeierFitter,
                           NelsonAalenFitter, PiecewiseExponentialFitter, WeibullFitter)
    from lifelines.statistics import multivariate_logrank_test
    from lifelines.utils import median_survival_times, qth_survival_times
    from statsmodels.duration.survfunc import SurvfuncRight, survdiff

    for name, times in (("waltons", (6, 33, 54, 61, 69)), ("leukemia", (6, 10, 15, 22)),
                        ("weibull", (0.5, 1.5, 3, 5))):
        d = read(name)
        time, event = d["time"], d["event"]
        km = KaplanMeierFitter().fit(time, event)
        band = km.confidence_interval_survival_function_
        greenwood = SurvfuncRight(time, event)
        na = NelsonAalenFitter(nelson_aalen_smoothing=False).fit(time, event)
        for t in times:
            key = f"{name}.%s.{t}"
            say(key % "km", km.survival_function_at_times(t).iloc[0])
            row = band[band.index <= t].iloc[-1]
            say(key % "km-low", row.iloc[0])
            say(key % "km-high", row.iloc[1])
            at = np.searchsorted(greenwood.surv_times, t, side="right") - 1
            say(key % "km-error", greenwood.surv_prob_se[at])
            say(key % "na", na.cumulative_hazard_at_times(t).iloc[0])
            row = na.confidence_interval_[na.confidence_interval_.index <= t].iloc[-1]
            say(key % "na-low", row.iloc[0])
            say(key % "na-high", row.iloc[1])
        say(f"{name}.median", km.median_survival_time_)
        ends = median_survival_times(band)
        say(f"{name}.median-low", ends.iloc[0, 0])
        say(f"{name}.median-high", ends.iloc[0, 1])
        say(f"{name}.quartile", qth_survival_times(0.75, km.survival_function_))
        e = ExponentialFitter().fit(time, event)
        say(f"{name}.exponential-mean", e.lambda_)
        say(f"{name}.exponential-likelihood", e.log_likelihood_)
        w = WeibullFitter().fit(time, event)
        say(f"{name}.weibull-scale", w.lambda_)
        say(f"{name}.weibull-shape", w.rho_)
        say(f"{name}.weibull-likelihood", w.log_likelihood_)
        say(f"{name}.weibull-scale-error", w.summary.loc["lambda_", "se(coef)"])
        say(f"{name}.weibull-shape-error", w.summary.loc["rho_", "se(coef)"])
        edges = (times[1] + 0.25, times[2] + 0.25)  # off the data: programs differ on an edge
        p = PiecewiseExponentialFitter(list(edges)).fit(time, event)
        for k in range(3):
            say(f"{name}.piece.{k}", getattr(p, f"lambda_{k}_"))
        say(f"{name}.piece-likelihood", p.log_likelihood_)
    for name in ("waltons", "leukemia", "cells"):
        d = read(name)
        test = multivariate_logrank_test(d["time"], d["group"], d["event"])
        say(f"{name}.logrank", test.test_statistic)
        say(f"{name}.logrank-p", test.p_value)
        chi, p = survdiff(d["time"], d["event"], d["group"])
        say(f"{name}.logrank-statsmodels", chi)
        say(f"{name}.logrank-statsmodels-p", p)
    d = read("causes")
    for cause in (1, 2):
        aj = AalenJohansenFitter().fit(d["time"], d["cause"], cause)
        curve, variance, band = aj.cumulative_density_, aj.variance_, aj.confidence_interval_
        for t in (1, 3, 6, 9):
            at = curve.index <= t
            key = f"causes.{cause}.%s.{t}"
            say(key % "incidence", curve[at].iloc[-1, 0])
            say(key % "variance", variance[at].iloc[-1])
            say(key % "low", min(band[at].iloc[-1]))
            say(key % "high", max(band[at].iloc[-1]))


def tails(say):
    import powerlaw
    from scipy import optimize, special, stats

    def best(function, start):
        for _ in range(3):
            end = optimize.minimize(function, start, method="Nelder-Mead",
                                    options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 2000,
                                             "maxfev": 2000})
            start = end.x
        return end

    for name, xmin in (("blackouts", 230000), ("pareto", None), ("lognormal", 1)):
        d = read(name)
        values = np.repeat(d["value"], d["count"].astype(int)) if "count" in d else d["value"]
        found = powerlaw.Fit(values, verbose=0)
        say(f"{name}.powerlaw.xmin", found.xmin)
        say(f"{name}.powerlaw.xmin-alpha", found.power_law.alpha)
        xmin = xmin or found.xmin
        if name == "lognormal":
            xmin = values[values >= xmin].min()
        say(f"{name}.xmin", xmin)
        fit = powerlaw.Fit(values, xmin=xmin, verbose=0)
        say(f"{name}.powerlaw.alpha", fit.power_law.alpha)
        for law in ("exponential", "lognormal", "stretched_exponential", "truncated_power_law"):
            nested = law == "truncated_power_law"
            ratio, p = fit.distribution_compare("power_law", law, nested=nested)
            say(f"{name}.powerlaw.{law}.ratio", ratio)
            say(f"{name}.powerlaw.{law}.p", p)
        # The same by SciPy: densities and masses written out, likelihoods climbed by a simplex.
        x = np.sort(values[values >= xmin])
        n = len(x)
        alpha = 1 + n / np.log(x / xmin).sum()
        origin = xmin
        each = np.log((alpha - 1) / xmin) - alpha * np.log(x / xmin)
        power = each.sum()
        say(f"{name}.scipy.distance", stats.kstest(x, lambda t: 1 - (t / xmin) ** (1 - alpha))[0])
        f = np.sort(1 - (x / xmin) ** (1 - alpha))[1:]
        i = np.arange(1, n)
        say(f"{name}.scipy.anderson",
            (-(n - 1) - ((2 * i - 1) * (np.log(f) + np.log(1 - f[::-1]))).sum() / (n - 1))
            / (n - 1))
        g = np.sort(1 - (x / xmin) ** (1 - alpha))
        i = np.arange(1, n + 1)
        say(f"{name}.scipy.kuiper", (i / n - g).max() + (g - (i - 1) / n).max())
        # The search for xmin with SciPy's two-sided distance.
        tails = [values[values >= start] for start in np.unique(values)[:-1]]
        slopes = [len(t) / np.log(t / t.min()).sum() for t in tails]
        gaps = [stats.kstest(t, lambda v, t=t, s=s: 1 - (v / t.min()) ** -s)[0]
                for t, s in zip(tails, slopes)]
        say(f"{name}.scipy.xmin", tails[int(np.argmin(gaps))].min())
        say(f"{name}.scipy.xmin-distance", min(gaps))
        rate = 1 / (x - xmin).mean()
        say(f"{name}.scipy.exponential.lambda", rate)
        say(f"{name}.scipy.alpha", alpha)
        say(f"{name}.scipy.power-likelihood", power)

        def compare(law, masses):
            others = masses
            delta = each - others
            say(f"{name}.scipy.{law}.likelihood", others.sum())
            say(f"{name}.scipy.{law}.vuong", delta.sum() / np.sqrt(n * delta.var()))

        compare("exponential", np.log(rate) - rate * (x - xmin))

        def lognormal(p):
            law = stats.lognorm(np.exp(p[1]), scale=np.exp(p[0]))
            return law.logpdf(x) - law.logsf(xmin)

        end = best(lambda p: -lognormal(p).sum(), [np.log(xmin), 0.7])
        if end.x[1] < 4:
            say(f"{name}.scipy.lognormal.mu", end.x[0])
            say(f"{name}.scipy.lognormal.sigma", np.exp(end.x[1]))
            compare("lognormal", lognormal(end.x))

        def stretched(p):
            beta, c = np.exp(p[0]), np.exp(p[1])
            cumulative = lambda t: c * ((t / origin) ** beta - 1)
            return np.log(c * beta / origin) + (beta - 1) * np.log(x / origin) - cumulative(x)

        end = best(lambda p: -stretched(p).sum(), [-1, 1])
        if np.exp(end.x[0]) > 1e-3:
            say(f"{name}.scipy.stretched.beta", np.exp(end.x[0]))
            say(f"{name}.scipy.stretched.lambda",
                np.exp(end.x[1] / np.exp(end.x[0])) / origin)
            compare("stretched", stretched(end.x))

        import mpmath

        def truncated(p):
            a, rate = p[0], np.exp(p[1])
            if rate * xmin < 1e-8 or rate > 100:
                return np.full(n, -1e9)
            norm = np.log(float(mpmath.gammainc(1 - a, rate * xmin)) * rate ** (a - 1))
            return -a * np.log(x) - rate * x - norm

        end = best(lambda p: -truncated(p).sum(), [alpha, np.log(1e-2 / np.median(x))])
        if np.exp(end.x[1]) * xmin > 1e-7:
            say(f"{name}.scipy.truncated.alpha", end.x[0])
            say(f"{name}.scipy.truncated.lambda", np.exp(end.x[1]))
            compare("truncated", truncated(end.x))
    # Binned: two bins an octave from 1 on.
    x = read("pareto")["value"]
    edges = 2 ** np.arange(0, 20, 0.5)
    counts, _ = np.histogram(x[x >= 1], np.append(edges, np.inf))
    say("pareto.binned.observations", counts.sum())
    cell = lambda a: edges ** (1 - a) - np.append(edges[1:] ** (1 - a), 0)
    end = optimize.minimize_scalar(lambda a: -(counts * np.log(cell(a))).sum(), bounds=(1.1, 6),
                                   method="bounded", options={"xatol": 1e-12})
    say("pareto.binned.alpha", end.x)
    say("pareto.binned.likelihood", -end.fun)


def others(say):
    from scipy import stats
    from statsmodels.stats.diagnostic import anderson_statistic

    u = read("lognormal")["value"]
    u = stats.lognorm(1.1, scale=np.exp(0.3)).cdf(u)[:60]
    test = stats.kstest(u, "uniform")
    say("uniform.kolmogorov", test.statistic)
    say("uniform.kolmogorov-p", test.pvalue)
    say("uniform.anderson", anderson_statistic(u, dist=stats.uniform, fit=False))
    for statistic, degrees in ((0.5, 1), (3.84, 1), (25, 7), (300, 12)):
        say(f"chi2.{statistic}.{degrees}", stats.chi2.sf(statistic, degrees))
    # Beta(2, 5) in r = z/(1-z), ten bins, counts of a fixed pattern.
    edges = np.array([0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.2, 2, np.inf])
    z = np.where(np.isinf(edges), 1, edges / (1 + edges))
    counts = np.array([30, 70, 180, 170, 140, 190, 90, 80, 40, 10])
    expected = counts.sum() * np.diff(stats.beta(2, 5).cdf(z))
    say("beta.pearson", ((counts - expected) ** 2 / expected).sum())


def values():
    def say(key, value):
        print(f"{key} = {float(value)!r}", flush=True)

    survival(say)
    tails(say)
    others(say)


if __name__ == "__main__":
    {"data": data, "values": values}[sys.argv[1]]()
