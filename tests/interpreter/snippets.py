# ruff: noqa: E501 - texts as people paste them
"""Short programs in the language, each with what it prints."""

HEAD = """
import math
from collections import OrderedDict

import torch
import torch.nn as nn
import torch.nn.functional as F
"""

SNIPPETS = {
    "classes": """
class A:
    n = 1
    def __init__(self, x, *rest, k=2, **more):
        self.x, self.__hidden, self._q = x, rest, more
    def hidden(self): return self.__hidden
    @classmethod
    def make(cls): return cls(5)
    @property
    def double(self): return self.x * 2
    @double.setter
    def double(self, v): self.x = v / 2
    def __repr__(self): return f'A({self.x})'
    def __eq__(self, other): return self.x == other.x
    def __lt__(self, other): return self.x < other.x
    def __add__(self, other): return type(self)(self.x + other.x)
    def __len__(self): return 3
    def __getitem__(self, i): return [self.x] * i
    def __contains__(self, v): return v == self.x
    def __call__(self, y): return self.x + y
class B(A):
    def __init__(self, x): super().__init__(x, 1, 2, z=3)
class C(A):
    def __init__(self, x): super(C, self).__init__(x)
class D(B): pass
a = D(3)
a.double = 10
print(a, a.double, a.hidden(), a._q, D.make(), [A(3), A(1)], sorted([A(3), A(1)]), A(1) == A(1), A(1) != A(2))
print(a + a, len(a), a[2], 5.0 in a, a(1), isinstance(a, C), isinstance(C(1), A), issubclass(D, A), type(a).__name__, D.n, hasattr(a, 'zz'))
print(getattr(a, 'x'), getattr(a, 'nope', 7), bool(a), A.double is not None)
""",
    "control": """
for i in range(5):
    if i == 1: continue
    if i == 3: break
    print(i, end=' ')
else:
    print('never')
for i in []: pass
else: print('else')
n = 0
while n < 3: n += 1
else: print('done', n)
def f():
    try:
        return 'try'
    finally:
        print('finally')
print(f())
def g():
    for i in range(3):
        try:
            if i == 1: raise KeyError('k')
            if i == 2: return i
        except KeyError as e:
            print('caught', repr(e), str(e))
        else:
            print('fine')
        finally:
            print('end', i)
print(g())
try:
    try: 1 / 0
    except ZeroDivisionError as e: raise ValueError('again') from e
except (TypeError, ValueError) as e: print(type(e).__name__, e)
class MyError(RuntimeError): pass
try: raise MyError('a', 1)
except RuntimeError as e: print(e, e.args)
try: [][1]
except IndexError as e: print(e)
try: {}['a']
except LookupError as e: print(e)
try: int('x')
except ValueError as e: print(e)
try: None + 1
except TypeError: print('type error')
try: assert 1 == 2, 'no'
except AssertionError as e: print(e)
try: raise NotImplementedError
except NotImplementedError: print('ni')
""",
    "expressions": """
print(1 + 2 * 3 ** 2 // 4 % 5, -7 // 2, -7 % 3, 7 / 2, 2 ** -1, 1 << 4 | 3 & 2 ^ 1, ~5, not 0, +True)
print(1 < 2 < 3 > 2, 1 < 3 < 2, 1 == 1.0, 'a' < 'b', [1, 2] < [1, 3], (1,) + (2,), [0] * 3, 'ab' * 2, None is None)
print([x for x in range(10) if x % 2 if x > 3], {x: x * x for x in range(3)}, {1, 2} | {2, 3}, sum(x for x in range(4)))
print([(x, y) for x in range(2) for y in 'ab'], [[j for j in range(i)] for i in range(3)], any([]), all([]), (lambda *a, b=1, **k: (a, b, k))(1, 2, c=3))
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d, [*c, *range(2)], {**{'x': 1}, 'y': 2}, 'y' if a else 'n', (n := 10), n)
x = [1, 2, 3, 4, 5]
print(x[1:3], x[::-1], x[-1], x[:], x[::2], 'hello'[1:4], (1, 2, 3)[1:])
x[1:3] = [9]; del x[0]; x += [7]; x.append(8); x.insert(0, 0); print(x, x.index(9), x.count(7), x.pop(), x)
print(f'{3.14159:.2f} {42:05d} {"a":>5}|{"b":<5}|{"c":^5}| {1000000:,} {0.5:%} {255:x} {x!r} {"s"!s:>4} {{}} {1e10:g}')
print('%d %s %.3f %5s %%' % (1, 'a', 2.5, 'b'), '%s' % 5, 'a' 'b')
print('a,b'.split(','), ' x '.strip(), 'abc'.upper(), '-'.join(['a', 'b']), 'abc'.replace('b', 'd'), 'abc'.find('c'), 'a'.isdigit())
d = {'a': 1}; d['b'] = 2; d.update(c=3); print(d, list(d.items()), d.get('z', 0), 'a' in d, d.pop('a'), len(d), sorted(d), max(d.values()))
print(list(zip('ab', [1, 2])), list(enumerate('ab', 1)), list(map(str, [1])), list(filter(None, [0, 1])), list(reversed([1, 2])), sorted([3, 1], reverse=True), sorted('bca', key=lambda c: -ord(c)))
print(min(3, 1), max([1, 5], default=0), abs(-2), round(2.567, 2), divmod(7, 2), pow(2, 3), int('12'), float('1.5'), str(1), bool([]), tuple([1]), set([1]), repr('a'), chr(97), ord('a'), hex(255))
print(next(iter([1])), next(iter([]), None), isinstance(1, (int, str)), type(1) == int, type('a') is str, callable(print), range(3), 1e100, float('inf'), -0.0, 1j * 1j)
""",
    "percent": """
print('%(a)s and %(b).1f' % {'a': 1, 'b': 2.5})
for text, values in (('%(c)s', {'a': 1}), ('%(c)s', 1), ('%s %s', (1,)), ('%s', (1, 2))):
    try:
        print(text % values)
    except (KeyError, TypeError) as error:
        print(type(error).__name__, error)
""",
    "names of functions": """
def several(n, name):
    def parse(x):
        return (x,) * n
    parse.__name__ = name
    return parse
pair, double = several(2, 'pair'), lambda x: x * 2
double.__name__ = 'twice'
print(pair.__name__, pair(3), double.__name__, double(4), several.__name__)
""",
    "logs": """
import logging
logger = logging.getLogger('a')
handler = logging.StreamHandler()
handler.setFormatter(logging.Formatter('%(message)s'))
logger.addHandler(handler)
logger.setLevel(logging.CRITICAL)
logger.info('nothing of it is seen')
logger.removeHandler(handler)
print(logging.INFO, logging.CRITICAL, logging.NOTSET, logger.handlers)
""",
    "scopes": """
x = 1
def f():
    global x
    x = 2
    y = 1
    def g():
        nonlocal y
        y += 1
        return y
    return g() + g()
print(f(), x)
fs = [lambda i=i: i for i in range(3)]
print([h() for h in fs])
def counter(start=0, *, step: int = 1) -> int:
    '''Count.'''
    def inc():
        return start + step
    return inc
print(counter(1, step=5)(), counter.__doc__, counter.__name__)
def h(a, b=2, *c, d, e=5, **f): return (a, b, c, d, e, f)
print(h(1, d=4), h(1, 2, 3, 4, d=5, z=6), h(*[1, 2], **{'d': 3}))
def fact(n): return 1 if n <= 1 else n * fact(n - 1)
print(fact(20))
class K:
    a = 1
    b = [1, 2]
    def m(self): return K.a
print(K().m(), K.b)
print([i for i in range(3)], [y for y in [1]])
""",
}
