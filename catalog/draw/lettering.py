"""A few capitals and digits as strokes, for scales that must be read: the pictures are drawn without any font."""
import math

# on a field of 4 × 6, y downwards; strokes are separated by |
GLYPHS = {
    "A": "0,6 2,0 4,6|.8,3.8 3.2,3.8", "B": "0,0 0,6 2.8,6 4,5 4,4 2.8,3 0,3|2.8,3 3.7,2.2 3.7,.9 2.7,0 0,0", "C": "4,1 3,0 1,0 0,1 0,5 1,6 3,6 4,5",
    "D": "0,0 0,6 2.4,6 4,4.6 4,1.4 2.4,0 0,0", "E": "4,0 0,0 0,6 4,6|0,3 3,3", "F": "4,0 0,0 0,6|0,3 3,3", "G": "4,1 3,0 1,0 0,1 0,5 1,6 3,6 4,5 4,3.4 2.4,3.4",
    "J": "4,0 4,5 3,6 1,6 0,5", "L": "0,0 0,6 4,6", "M": "0,6 0,0 2,3.4 4,0 4,6", "N": "0,6 0,0 4,6 4,0", "O": "1,0 3,0 4,1 4,5 3,6 1,6 0,5 0,1 1,0",
    "P": "0,6 0,0 3,0 4,1 4,2.4 3,3.4 0,3.4", "R": "0,6 0,0 3,0 4,1 4,2.2 3,3.2 0,3.2|2.2,3.2 4,6", "S": "4,1 3,0 1,0 0,1 0,2.1 1,3 3,3 4,3.9 4,5 3,6 1,6 0,5",
    "T": "0,0 4,0|2,0 2,6", "U": "0,0 0,5 1,6 3,6 4,5 4,0", "V": "0,0 2,6 4,0", "W": "0,0 1,6 2,2.6 3,6 4,0", "Y": "0,0 2,3 4,0|2,3 2,6",
    "0": "1,0 3,0 4,1 4,5 3,6 1,6 0,5 0,1 1,0", "1": ".8,1.2 2.2,0 2.2,6", "2": "0,1 1,0 3,0 4,1 4,2 0,6 4,6", "3": "0,1 1,0 3,0 4,1 4,2 3,3 1.6,3|3,3 4,4 4,5 3,6 1,6 0,5",
    "4": "3,6 3,0 0,4.2 4,4.2", "5": "4,0 .4,0 .2,2.6 3,2.6 4,3.5 4,5 3,6 1,6 0,5", "6": "3.6,0 1.4,1.2 0,3.4 0,5 1,6 3,6 4,5 4,4 3,3 1,3 0,4", "7": "0,0 4,0 1.4,6",
    "8": "1,3 0,2.1 0,1 1,0 3,0 4,1 4,2.1 3,3 1,3 0,4 0,5 1,6 3,6 4,5 4,4 3,3", "9": ".4,6 2.6,4.8 4,2.6 4,1 3,0 1,0 0,1 0,2 1,3 3,3 4,2",
}


def write(p, text, x, y, height, colour, degrees=0.0, width=.14):
    """The text round (x, y), turned by `degrees` (clockwise)."""
    unit = height / 6
    left = -(len(text) * 5.4 - 1.4) / 2
    d = ""
    for i, letter in enumerate(text):
        for stroke in GLYPHS[letter].split("|"):
            points = [tuple(float(v) for v in point.split(",")) for point in stroke.split()]
            d += "M" + "L".join(f"{(left + i * 5.4 + u) * unit:.2f} {(v - 3) * unit:.2f}" for u, v in points)
    p.add(f'<path d="{d}" transform="translate({x} {y}) rotate({degrees})" fill="none" stroke="{colour}" stroke-width="{height * width}" stroke-linejoin="round" stroke-linecap="round"/>')


def around(p, text, radius, degrees, height, colour):
    """The text on a circle round the origin, its feet towards the middle; `degrees` counter-clockwise from the right."""
    t = math.radians(degrees)
    write(p, text, radius * math.cos(t), -radius * math.sin(t), height, colour, 90 - degrees)
