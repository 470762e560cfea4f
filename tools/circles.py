#!/usr/bin/env python3
"""Fails if the files of a crate import each other in a circle, and prints the circle.

Usage: tools/circles.py SRC …, such as crates/shop/src. A file depends on the file in which what it names is defined:
re-exports are followed, a module does not depend on the children it re-exports, and unit tests do not count.
"""
import os
import re
import sys

USE = re.compile(r"^[ \t]*(pub(?:\([^)]*\))? )?use ([^;]+);", re.M)
TESTS = re.compile(r"#\[cfg\(test\)\]\s*(?:#!?\[[^\]]*\]\s*)*mod")
PATH = re.compile(r"(?<![\w:])(?:[a-z_]\w*)(?:::[A-Za-z_]\w*)+")


def items(tree):
    """The paths of a `use`, each as its segments and the name it has here."""
    tokens = re.findall(r"r#\w+|\w+|[{},*]", tree)
    place = 0

    def read(prefix):
        nonlocal place
        path = list(prefix)
        while place < len(tokens) and tokens[place] not in ",}":
            token = tokens[place]
            place += 1
            if token == "{":
                found = []
                while tokens[place] != "}":
                    if tokens[place] == ",":
                        place += 1
                    else:
                        found += read(path)
                place += 1
                return found
            if token == "as":
                place += 1
                return [(path, tokens[place - 1])]
            path.append(token)
        return [(path[:-1], path[-2])] if path[-1] == "self" else [(path, path[-1])]

    return read([])


class Crate:
    def __init__(self, source):
        self.texts = {}
        for folder, _, names in os.walk(source):
            for name in names:
                if name.endswith(".rs"):
                    file = os.path.join(folder, name)
                    module = tuple(os.path.relpath(file, source)[:-3].split("/"))
                    module = module[:-1] if module[-1] in ("mod", "lib") else module
                    with open(file, encoding="utf-8") as text:
                        self.texts[module] = TESTS.split(re.sub(r"//[^\n]*", "", text.read()))[0]
        self.exports = {}
        for module, text in self.texts.items():
            for public, tree in USE.findall(text):
                for path, name in items(tree) if public else []:
                    if absolute := self.absolute(module, path):
                        self.exports[module + (name,)] = absolute

    def absolute(self, module, path):
        """A path from the root of the crate; none for another crate's."""
        path = list(path)
        if path[0] == "crate":
            return tuple(path[1:])
        if path[0] == "self":
            return module + tuple(path[1:])
        ups = 0
        while path and path[0] == "super":
            ups, path = ups + 1, path[1:]
        if ups:
            return module[: len(module) - ups] + tuple(path)
        return module + tuple(path) if module + (path[0],) in self.texts else None

    def real(self, path, steps=0):
        """A path without re-exports."""
        for length in range(len(path), 0, -1):
            target = self.exports.get(path[:length])
            # A function may have the name of a module.
            module = length < len(path) and path[:length] in self.texts
            if target and not module and target != path[:length] and steps < 8:
                return self.real(target + path[length:], steps + 1)
            if path[:length] in self.texts:
                break
        return path

    def home(self, path):
        """The module in whose file the item is defined."""
        path = self.real(path)
        return next(path[:length] for length in range(len(path), -1, -1) if path[:length] in self.texts)

    def imports(self, module):
        """The modules whose files a file needs."""
        text, names, found = self.texts[module], {}, set()
        for public, tree in USE.findall(text):
            for path, name in items(tree):
                absolute = self.absolute(module, path)
                if absolute is None:
                    continue
                names[name] = absolute
                child = public and module and absolute[: len(module)] == module
                # A module by itself says nothing; what is used of it does.
                if not child and self.real(absolute) not in self.texts:
                    found.add(self.home(absolute))
        for match in PATH.findall(USE.sub("", text)):
            path = match.split("::")
            if path[0] in names:
                found.add(self.home(names[path[0]] + tuple(path[1:])))
            elif absolute := self.absolute(module, path):
                found.add(self.home(absolute))
        return found - {module, ()}


def circles(graph):
    """Groups of modules that reach each other."""
    reach = {}
    for start in graph:
        seen, todo = set(), [start]
        while todo:
            for other in graph[todo.pop()] - seen:
                seen.add(other)
                todo.append(other)
        reach[start] = seen
    groups = {frozenset(other for other in reach[one] if one in reach.get(other, ())) for one in graph if one in reach[one]}
    return sorted(groups, key=sorted)


failed = False
for source in sys.argv[1:]:
    crate = Crate(source)
    graph = {module: crate.imports(module) for module in crate.texts}
    for group in circles(graph):
        failed = True
        print(f"{source}: files that import each other in a circle", file=sys.stderr)
        for module in sorted(group):
            others = ", ".join("/".join(other) for other in sorted(graph[module] & group))
            print(f"  {'/'.join(module)} → {others}", file=sys.stderr)
sys.exit(failed)
