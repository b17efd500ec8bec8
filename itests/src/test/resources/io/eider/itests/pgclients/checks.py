"""What the programs of Python clients share: every check prints one line, `ok name` or `FAIL name: why`.

The server is named by libpq's environment variables. A check gets connections of its own, so that one that fails leaves
nothing to the next; one that hangs ends the program."""

import asyncio
import inspect
import os
import sys
import threading

LONGEST_SECONDS = 60

_checks = []


class Difference(Exception):
    """An answer that is not the expected one."""


def check(function):
    """Makes a function a check, whose name is the function's."""
    _checks.append(function)
    return function


def same(got, expected, what=""):
    """Compares value and type, also those of elements."""
    if got != expected or _types(got) != _types(expected):
        raise Difference(f"{what + ': ' if what else ''}expected {expected!r} got {got!r}")


def _types(value):
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, [_types(element) for element in value]]
    return type(value).__name__


def refused(sqlstate, action):
    """Runs what must fail and returns the exception. Both psycopg2 and the others name the state."""
    try:
        result = action()
    except Exception as e:
        same(_state(e), sqlstate, "SQLSTATE")
        return e
    raise Difference(f"expected SQLSTATE {sqlstate} got {result!r}")


async def refused_async(sqlstate, awaitable):
    """As refused, for a coroutine."""
    try:
        result = await awaitable
    except Exception as e:
        same(_state(e), sqlstate, "SQLSTATE")
        return e
    raise Difference(f"expected SQLSTATE {sqlstate} got {result!r}")


def _state(error):
    for name in ("pgcode", "sqlstate"):
        if getattr(error, name, None) is not None:
            return getattr(error, name)
    original = getattr(error, "orig", None)
    if original is not None:
        return _state(original)
    raise error


def _line(text):
    return " ".join(str(text).split())


def _hangs(name):
    print(f"FAIL {name}: no answer within {LONGEST_SECONDS} s", flush=True)
    os._exit(1)


def run():
    """Runs all checks in the order in which they stand."""
    failed = False
    for function in _checks:
        name = function.__name__
        watch = threading.Timer(LONGEST_SECONDS, _hangs, [name])
        watch.daemon = True
        watch.start()
        try:
            if inspect.iscoroutinefunction(function):
                asyncio.run(function())
            else:
                function()
            print(f"ok {name}", flush=True)
        except Difference as e:
            failed = True
            print(f"FAIL {name}: {_line(e)}", flush=True)
        except Exception as e:
            failed = True
            print(f"FAIL {name}: expected an answer got {type(e).__name__} {_line(e)}", flush=True)
        finally:
            watch.cancel()
    sys.exit(1 if failed else 0)
