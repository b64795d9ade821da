"""Checks a proof of `recuento log --prove` or `--since`, with nothing but Python: python check_proof.py PROOF [CHECKPOINT].

CHECKPOINT is one that you kept yourself; without it the proof's own is taken. RFC 6962, section 2.1, and RFC 9162.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path


def node(left, right):
    """An inner node of the tree."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def read(checkpoint):
    """How many lines a checkpoint speaks of, and its root."""
    _, size, root = checkpoint.split("\n")[:3]
    return int(size), base64.b64decode(root)


def included(line, index, size, proof):
    """The root that a line and the hashes beside its way give."""
    last, root = size - 1, hashlib.sha256(b"\x00" + line.encode()).digest()
    for hash_ in proof:
        if index & 1 or index == last:
            root = node(hash_, root)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            root = node(root, hash_)
        index, last = index >> 1, last >> 1
    return root if last == 0 else None


def grown(old, old_root, size, proof):
    """The roots of the old and of the new log that the hashes give."""
    index, last = old - 1, size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    hashes = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    first = second = hashes[0]
    for hash_ in hashes[1:]:
        if index & 1 or index == last:
            first, second = node(hash_, first), node(hash_, second)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            second = node(second, hash_)
        index, last = index >> 1, last >> 1
    return first, second


told = json.loads(Path(sys.argv[1]).read_text("utf-8"))
kept = Path(sys.argv[2]).read_text("utf-8") if len(sys.argv) > 2 else told["checkpoint"]
proof = [bytes.fromhex(h) for h in told["proof"]]
size, root = read(kept)
if "line" in told:
    well = included(told["line"], told["index"], size, proof) == root
else:
    old, old_root = read(told["old"])
    well = root == old_root if size == old else grown(old, old_root, size, proof) == (old_root, root)
sys.exit(print("holds" if well else "does NOT hold") or not well)
