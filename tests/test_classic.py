"""The scripts of the search also run where a browser runs no modules."""

import quickjs

from guide.make.classic import classic


def test_what_a_module_exports_becomes_global() -> None:
    """An exported class and function can be used from outside, strictly; the rest cannot."""
    context = quickjs.Context()
    context.eval(
        classic("const inner = 1;\nexport class Outer {}\nexport function strict() { return !this; }\n")
    )
    assert context.eval("typeof Outer") == "function"
    assert context.eval("strict.call(undefined)") is True
    assert context.eval("typeof inner") == "undefined"


def test_a_module_that_exports_nothing_is_only_wrapped() -> None:
    """Without exports nothing becomes global."""
    context = quickjs.Context()
    before = context.eval("Object.keys(globalThis).length")
    context.eval(classic("const exported = 'export class X';\n"))
    assert context.eval("Object.keys(globalThis).length") == before
