"""The faults that are tried: one small change of a module's syntax tree each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

LEGIBLE = 16
"""A change is told by the smallest expression around it of so many characters."""
COMPARED: dict[type[ast.cmpop], ast.cmpop] = {
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
    ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(),
    ast.In: ast.NotIn(),
    ast.NotIn: ast.In(),
    ast.Is: ast.IsNot(),
    ast.IsNot: ast.Is(),
}
COMPUTED: dict[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.Div(),
    ast.Div: ast.Mult(),
    ast.FloorDiv: ast.Mult(),
    ast.BitAnd: ast.BitOr(),
    ast.BitOr: ast.BitAnd(),
    ast.LShift: ast.RShift(),
    ast.RShift: ast.LShift(),
}
CALLED = {"min": "max", "max": "min", "all": "any", "any": "all"}
FIRST, SECOND = ast.And, ast.Or
STATEMENTS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Mutation(NamedTuple):
    """One change: its number in the module, where it is, and how it reads."""

    number: int
    line: int
    function: str
    before: str
    after: str

    @property
    def text(self) -> str:
        """The change in one line, free of the line number."""
        return f"{self.before} -> {self.after}"


class _Site(NamedTuple):
    """A place in a tree, what to put there, and the nodes around it, outermost first."""

    owner: ast.AST
    field: str
    at: int | None
    new: ast.AST
    around: tuple[ast.AST, ...]

    def put(self, node: ast.AST) -> ast.AST:
        """Put a node there and return what stood there."""
        if self.at is None:
            old: ast.AST = getattr(self.owner, self.field)
            setattr(self.owner, self.field, node)
            return old
        several: list[ast.AST] = getattr(self.owner, self.field)
        old, several[self.at] = several[self.at], node
        return old


def mutations(source: str) -> list[Mutation]:
    """Return every change that can be made to a module, in the order of its text."""
    return [_told(number, site) for number, site in enumerate(_sites(source)[1])]


def mutated(source: str, number: int) -> ast.Module:
    """Return the tree of a module with one change made to it."""
    tree, sites = _sites(source)
    sites[number].put(sites[number].new)
    return ast.fix_missing_locations(tree)


def _sites(source: str) -> tuple[ast.Module, list[_Site]]:
    tree = ast.parse(source)
    return tree, list(_walk(tree, ()))


def _told(number: int, site: _Site) -> Mutation:
    around = site.around
    shown = next(
        (
            node
            for node in reversed(around)
            if len(_text(node)) >= LEGIBLE or _ends(node)
        ),
        around[-1],
    )
    before = _text(shown)
    if shown is around[-1]:
        after = _text(site.new)
    else:
        old = site.put(site.new)
        after = _text(shown)
        site.put(old)
    names = [node.name for node in around if isinstance(node, STATEMENTS)]
    line = next(n.lineno for n in reversed(around) if hasattr(n, "lineno"))
    return Mutation(number, line, ".".join(names), before, after)


def _ends(node: ast.AST) -> bool:
    return isinstance(node, ast.stmt)


def _text(node: ast.AST) -> str:
    """An expression or statement on one line; of a block its head alone."""
    if isinstance(node, ast.expr):
        return " ".join(ast.unparse(node).split())
    if isinstance(node, ast.comprehension):
        return " ".join(ast.unparse(node).split())
    return ast.unparse(node).partition("\n")[0]


def _walk(node: ast.AST, around: tuple[ast.AST, ...]) -> Iterator[_Site]:
    around = (*around, node)
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        nodes = value if isinstance(value, list) else [value]
        for at, child in enumerate(nodes):
            if not isinstance(child, ast.AST) or _left_alone(node, field, child):
                continue
            place = at if isinstance(value, list) else None
            for new in _changes(node, field, child):
                yield _Site(node, field, place, new, (*around, child))
            yield from _walk(child, around)


def _left_alone(parent: ast.AST, field: str, child: ast.AST) -> bool:
    """Texts for readers, imports, and what the type checker alone reads."""
    if isinstance(child, (ast.Import, ast.ImportFrom, ast.JoinedStr)):
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True
    if isinstance(parent, ast.Raise):
        return True
    if isinstance(child, ast.Assign) and isinstance(parent, ast.Module):
        return isinstance(child.value, (ast.Subscript, ast.BinOp))  # an alias of types
    if isinstance(child, ast.keyword):
        return child.arg in ("strict", "repr", "frozen")
    return isinstance(parent, ast.ClassDef) and field != "body"


def _changes(parent: ast.AST, field: str, node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.expr):
        yield from _of_expression(parent, field, node)
    elif isinstance(node, ast.comprehension) and node.ifs:
        for at in range(len(node.ifs)):
            kept = [test for number, test in enumerate(node.ifs) if number != at]
            yield ast.comprehension(node.target, node.iter, kept, node.is_async)
    elif isinstance(node, ast.stmt):
        yield from _of_statement(node)


def _of_expression(parent: ast.AST, field: str, node: ast.expr) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=others):
            yield ast.Compare(left, [COMPARED[type(op)]], others)
        case ast.Compare(left=left, ops=ops, comparators=others):
            for at, op in enumerate(ops):
                turned = [*ops[:at], COMPARED[type(op)], *ops[at + 1 :]]
                yield ast.Compare(left, turned, others)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(SECOND() if isinstance(op, FIRST) else FIRST(), values)
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.BinOp(left=left, op=op, right=right) if type(op) in COMPUTED:
            yield ast.BinOp(left, COMPUTED[type(op)], right)
        case ast.Constant(value=value):
            yield from _of_constant(value)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if (
            name in CALLED
        ):
            yield ast.Call(ast.Name(CALLED[name], ast.Load()), args, keywords)
    if field == "test" and not _turned_already(node):
        yield ast.UnaryOp(ast.Not(), node)


def _turned_already(node: ast.expr) -> bool:
    """Whether another change turns a condition round."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return not isinstance(node.ops[0], (ast.Lt, ast.LtE, ast.Gt, ast.GtE))
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def _of_constant(value: object) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)
    elif isinstance(value, str) and value:
        yield ast.Constant("")


def _of_statement(node: ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield ast.Return(ast.Constant(None))
        case ast.AugAssign(target=target, op=op, value=value):
            yield ast.Pass()
            if type(op) in COMPUTED:
                yield ast.AugAssign(target, COMPUTED[type(op)], value)
        case ast.Expr() | ast.Raise() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Assign(targets=targets) if not all(map(_is_name, targets)):
            yield ast.Pass()


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_name(node: ast.expr) -> bool:
    """Whether dropping an assignment would only leave a name unknown."""
    if isinstance(node, ast.Tuple):
        return all(map(_is_name, node.elts))
    return isinstance(node, ast.Name)
