#!/usr/bin/env python3
"""Prints the elements of a page, each with the names of its attributes, one a
line, indented: what must not depend on anybody's texts. usage: tree.py PAGE"""
import sys
from html.parser import HTMLParser

EMPTY = {"meta", "link", "input", "br", "img"}


class Tree(HTMLParser):
    depth = 0

    def handle_starttag(self, tag, attrs):
        print(" " * self.depth + tag, *(name for name, _ in attrs))
        if tag not in EMPTY:
            self.depth += 1

    def handle_startendtag(self, tag, attrs):
        print(" " * self.depth + tag, *(name for name, _ in attrs))

    def handle_endtag(self, tag):
        self.depth -= 1
        print(" " * self.depth + "/" + tag)

    def handle_comment(self, data):
        print(" " * self.depth + "comment")


with open(sys.argv[1], encoding="utf-8", errors="strict") as page:
    Tree(convert_charrefs=True).feed(page.read())
