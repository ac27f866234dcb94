"""The fits of `lifetimes` 0.11, stated again in NumPy and SciPy, to be timed beside ours.

Written from the papers: the likelihoods, the start (0.1 everywhere), the optimisers (BFGS on log-parameters; Nelder
and Mead with 2F1 for Pareto/NBD) and the tolerances are those of `lifetimes`, which is not on this machine. It
takes gradients by `autograd`; they are analytic here, and rows come de-duplicated, so this is the faster of the two.

Reads a file of float64 columns x, tx, T, m, weight and prints one JSON line.
"""
import json
import sys
import time

import numpy as np
from scipy.optimize import minimize
from scipy.special import digamma, gammaln, hyp2f1, logsumexp


def beta_geometric(extra):
    def negative(log_params, x, tx, T, w):
        r, alpha, a, b = params = np.exp(log_params)
        k = x + extra
        alive = -(r + x) * np.log(alpha + T)
        kp = np.maximum(k, 1)
        gone = np.where(k > 0, np.log(a) - np.log(b + kp - 1) - (r + x) * np.log(alpha + tx), -np.inf)
        both = np.logaddexp(alive, gone)
        ll = (gammaln(r + x) - gammaln(r) + r * np.log(alpha) + gammaln(a + b) + gammaln(b + k) - gammaln(b)
              - gammaln(a + b + k) + both)
        pa, pg = np.exp(alive - both), np.exp(gone - both)
        stay = digamma(a + b) - digamma(a + b + k)
        grad = np.array([
            digamma(r + x) - digamma(r) + np.log(alpha) - pa * np.log(alpha + T) - pg * np.log(alpha + tx),
            r / alpha - (r + x) * (pa / (alpha + T) + pg / (alpha + tx)),
            stay + pg / a,
            stay + digamma(b + k) - digamma(b) - pg / (b + kp - 1),
        ]) * params[:, None]
        n = w.sum()
        return -(w * ll).sum() / n, -(grad * w).sum(axis=1) / n

    return negative


def gamma_gamma(log_params, x, m, w):
    p, q, v = params = np.exp(log_params)
    total = v + x * m
    ll = (gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v) + (p * x - 1) * np.log(m)
          + p * x * np.log(x) - (p * x + q) * np.log(total))
    both = digamma(p * x + q)
    grad = np.array([
        x * (both - digamma(p * x) + np.log(m) + np.log(x) - np.log(total)),
        both - digamma(q) + np.log(v) - np.log(total),
        q / v - (p * x + q) / total,
    ]) * params[:, None]
    n = w.sum()
    return -(w * ll).sum() / n, -(grad * w).sum(axis=1) / n


def pareto(log_params, x, tx, T, w):
    r, alpha, s, beta = np.exp(log_params)
    high, gap = max(alpha, beta), abs(alpha - beta)
    t = s + 1 if alpha >= beta else r + x
    power = r + s + x
    first = np.log(hyp2f1(power, t, power + 1, gap / (high + tx))) - power * np.log(high + tx)
    second = np.log(hyp2f1(power, t, power + 1, gap / (high + T))) - power * np.log(high + T)
    sign = np.ones(len(x))
    left = np.log(s) - np.log(power) + logsumexp([first, second], axis=0, b=[sign, -sign])
    present = -(r + x) * np.log(alpha + T) - s * np.log(beta + T)
    ll = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta) + np.logaddexp(left, present)
    return -(w * ll).sum() / w.sum()


def fit(family, x, tx, T, m, w):
    if family == "gamma-gamma":
        rows = (x > 0) & (m > 0)
        found = minimize(gamma_gamma, np.full(3, np.log(0.1)), (x[rows], m[rows], w[rows]), jac=True, tol=1e-7)
        return found, np.exp(found.x)
    scale = 10 / T.max()
    if family == "pareto/nbd":
        found = minimize(pareto, np.full(4, np.log(0.1)), (x, tx * scale, T * scale, w), method="Nelder-Mead",
                         tol=1e-4, options={"maxiter": 2000, "maxfev": 4000})
    else:
        negative = beta_geometric(0 if family == "bg/nbd" else 1)
        found = minimize(negative, np.full(4, np.log(0.1)), (x, tx * scale, T * scale, w), jac=True, tol=1e-7)
    params = np.exp(found.x)
    params[1] /= scale
    if family == "pareto/nbd":
        params[3] /= scale
    return found, params


def main():
    family, path, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    columns = np.fromfile(path).reshape(5, -1)
    np.seterr(all="ignore")
    wall, cpu, params = [], [], None
    for _ in range(rounds):
        started, worked = time.perf_counter(), time.process_time()
        _, params = fit(family, *columns)
        wall.append((time.perf_counter() - started) * 1000)
        cpu.append((time.process_time() - worked) * 1000)
    print(json.dumps({"ms": min(wall), "cpu": min(cpu), "parameters": params.tolist()}))


main()
