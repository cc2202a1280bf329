"""What the tests of the whole pipe share: examples/shop, and commands run with
an environment of their own."""
import os
import subprocess

import oracle

SHOP = os.path.join(oracle.ROOT, "examples", "shop")
EXPORTS = ["taobao-orders.csv", "shopify-orders.csv", "events.csv"]
INGEST = ["crm-ingest", "--ids", "ids.csv"] + EXPORTS
SANITIZED = os.environ.get("SANITIZED") == "1"


def environment(**changes):
    env = dict(os.environ, LC_ALL="C", TZ="UTC0")
    env["PATH"] = os.path.join(oracle.BUILD, "bin") + ":" + env["PATH"]
    env.update(changes)
    return env


def call(args, stdin=b"", env=None, cwd=SHOP, **more):
    """The finished process; a signal shows as a negative returncode."""
    if stdin is not None:
        more["input"] = stdin
    return subprocess.run(args, env=env or environment(), cwd=cwd,
                          stdout=more.pop("stdout", subprocess.PIPE),
                          stderr=subprocess.PIPE, timeout=120, check=False,
                          **more)


def good(args, stdin=b"", env=None, cwd=SHOP):
    """Standard output of a command that must end well and say nothing."""
    done = call(args, stdin, env, cwd)
    if done.returncode != 0 or done.stderr:
        raise oracle.Failure("%s: status %d\n%s" % (
            " ".join(args), done.returncode,
            done.stderr.decode("utf-8", "replace")[:2000]))
    return done.stdout


def first_difference(what, got, want):
    """[] when two byte strings are equal, else where they part."""
    if got == want:
        return []
    a, b = got.split(b"\n"), want.split(b"\n")
    for number, (x, y) in enumerate(zip(a, b), 1):
        if x != y:
            return ["%s: line %d: got %r, want %r" % (what, number, x, y)]
    return ["%s: %d lines, want %d" % (what, len(a), len(b))]
