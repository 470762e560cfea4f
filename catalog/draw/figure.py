"""What shows a size: a standing person, an open hand, a rule. Millimetres, flat and pale so that the product leads."""
PALE = "#aab0ba"


# half of a person 1720 mm tall, from the crown down the right side to the crotch: path commands with "x,height"
HALF = ("M 0,1720 C 52,1720 80,1678 78,1622 C 77,1570 56,1526 44,1508 C 42,1484 44,1466 50,1454 C 78,1436 142,1420 178,1402 C 208,1386 220,1352 224,1300 "
        "C 232,1210 240,1130 246,1064 C 254,1000 262,930 262,862 C 266,826 264,780 250,756 C 240,744 228,752 224,776 C 220,806 222,836 218,866 "
        "C 206,936 196,1000 190,1066 C 184,1130 174,1190 162,1250 C 152,1180 138,1120 136,1070 C 142,1000 164,950 168,884 C 172,790 158,640 138,508 "
        "C 142,430 136,330 112,240 C 100,180 92,130 92,92 C 104,66 132,36 132,18 C 130,4 110,2 92,2 L 46,2 C 34,8 34,30 38,70 C 42,130 30,210 26,300 "
        "C 26,380 36,450 32,520 C 24,620 12,720 8,800 L 0,806")


def person(p, x, height=1720.0, facing=1):
    """A person of this height standing at x, seen from the front."""
    k = height / 1720

    def half(side):
        out = []
        for word in HALF.split():
            if "," in word:
                u, v = word.split(",")
                out.append(f"{x + float(u) * k * side} {-float(v) * k}")
            else:
                out.append(word)
        return " ".join(out) + "Z"

    p.shadow(x, 460 * k)
    p.add('<g opacity=".62">')
    for side in (-1, 1):
        p.flat(half(side), PALE)
    p.flat(f"M{x - 3 * k} {-1719 * k}h{6 * k}V{-806 * k}h{-6 * k}Z", PALE)
    p.add("</g>")


# the hand's outline 185 mm long: wrist, little finger's side, fingers, thumb; path commands with "x,height"
HAND = ("M 26,0 C 30,22 43,44 45,70 L 47,88 C 50,100 55,118 57,132 C 59,142 47,146 43,136 C 39,124 36,112 33,101 C 32,97 28,97 28,102 "
        "C 30,122 32,146 33,164 C 33,176 18,177 17,165 C 15,146 13,124 11,104 C 10,99 6,99 6,104 C 5,126 4,152 3,174 C 2,187 -14,187 -14,174 "
        "C -14,152 -13,126 -14,104 C -14,98 -18,98 -19,103 C -22,120 -28,140 -32,154 C -36,165 -50,161 -48,149 C -44,128 -41,108 -40,90 "
        "C -40,82 -44,76 -49,80 C -58,88 -68,98 -76,106 C -86,114 -97,103 -90,93 C -78,76 -66,58 -54,44 C -44,32 -30,20 -27,0 Z")
NAILS = ((51, 136, 14), (25.4, 167, 4), (-5.6, 178, -1), (-40.6, 154, -16), (-85, 102, -48))


def hand(p, x, y, length=185.0):
    """A hand's back, fingers up, its wrist at (x, y)."""
    k = length / 185
    d = " ".join(f"{x + float(w.split(',')[0]) * k} {y - float(w.split(',')[1]) * k}" if "," in w else w for w in HAND.split())
    p.flat(d, PALE, .62)
    p.see((x - 94 * k, y), (x, y - 184 * k))
    for u, v, t in NAILS:
        u, v = x + u * k, y - v * k
        p.add(f'<ellipse cx="{u}" cy="{v}" rx="{4.4 * k}" ry="{5.4 * k}" fill="#fff" opacity=".4" transform="rotate({t} {u} {v})"/>')
    p.add(f'<path d="M{x + 6 * k} {y - 78 * k}q{2 * k} {-7 * k} {3 * k} {-14 * k}M{x - 16 * k} {y - 78 * k}v{-14 * k}M{x + 27 * k} {y - 74 * k}q{2 * k} {-6 * k} {2 * k} {-12 * k}" stroke="#fff" stroke-width="{1.2 * k}" opacity=".35" fill="none" stroke-linecap="round"/>')


def rule(p, x, y, length, step=10.0, height=None):
    """A steel rule lying at y below the things, `length` long, a long mark each five steps; step in millimetres."""
    h = height or length * .055
    p.shadow(x + length / 2, length, y=y + h, height=h * .7, opacity=.18)
    p.box(x, y, length, h, "silver", edge=h * .08, way="")
    n = int(round(length / step))
    d = "".join(f"M{x + i * step} {y}v{h * (.62 if i % 10 == 0 else .48 if i % 5 == 0 else .3)}" for i in range(1, n))
    p.path(d, cls="fine")
