"""The real sky: bright stars, constellation figures, the Moon's face, Saturn and the Sun, drawn into any frame."""
import math

# designation: right ascension (hours), declination (degrees), magnitude; J2000
STARS = {
    # Orion and around
    "Betelgeuse": (5.919, 7.41, .5), "Rigel": (5.242, -8.20, .1), "Bellatrix": (5.419, 6.35, 1.6), "Mintaka": (5.533, -.30, 2.2), "Alnilam": (5.604, -1.20, 1.7),
    "Alnitak": (5.679, -1.94, 1.8), "Saiph": (5.796, -9.67, 2.1), "Meissa": (5.585, 9.93, 3.4), "iOri": (5.590, -5.91, 2.8), "eOri": (5.408, -2.40, 3.4),
    "pi3Ori": (4.831, 6.96, 3.2), "pi4Ori": (4.853, 5.61, 3.7), "pi5Ori": (4.904, 2.44, 3.7), "pi2Ori": (4.844, 8.90, 4.4), "xi1Ori": (6.199, 14.21, 4.4), "muOri": (6.040, 9.65, 4.1),
    "Sirius": (6.752, -16.72, -1.46), "Mirzam": (6.378, -17.96, 2.0), "Wezen": (7.140, -26.39, 1.8), "Adhara": (6.977, -28.97, 1.5), "Aludra": (7.402, -29.30, 2.5), "Furud": (6.338, -30.06, 3.0),
    "Procyon": (7.655, 5.22, .4), "Gomeisa": (7.453, 8.29, 2.9), "Arneb": (5.545, -17.82, 2.6), "Nihal": (5.471, -20.76, 2.8), "muLep": (5.216, -16.21, 3.3), "epsLep": (5.091, -22.37, 3.2),
    "Aldebaran": (4.599, 16.51, .9), "Elnath": (5.438, 28.61, 1.7), "zTau": (5.627, 21.14, 3.0), "gTau": (4.330, 15.63, 3.7), "d1Tau": (4.382, 17.54, 3.8), "eTau": (4.477, 19.18, 3.5),
    "th2Tau": (4.478, 15.87, 3.4), "lTau": (4.011, 12.49, 3.5), "Alcyone": (3.791, 24.11, 2.9), "Atlas": (3.819, 24.05, 3.6), "Electra": (3.748, 24.11, 3.7), "Maia": (3.763, 24.37, 3.9),
    "Merope": (3.772, 23.95, 4.2), "Taygeta": (3.753, 24.47, 4.3), "Pleione": (3.820, 24.14, 5.1), "Celaeno": (3.747, 24.29, 5.4), "Asterope": (3.765, 24.55, 5.8),
    "Castor": (7.577, 31.89, 1.6), "Pollux": (7.755, 28.03, 1.1), "Alhena": (6.629, 16.40, 1.9), "Mebsuta": (6.732, 25.13, 3.0), "Tejat": (6.383, 22.51, 2.9), "Propus": (6.248, 22.51, 3.3),
    "Wasat": (7.335, 21.98, 3.5), "Mekbuda": (7.068, 20.57, 4.0), "xiGem": (6.755, 12.90, 3.4), "tauGem": (7.186, 30.25, 4.4), "kapGem": (7.741, 24.40, 3.6),
    "Capella": (5.278, 46.00, .1), "Menkalinan": (5.992, 44.95, 1.9), "thAur": (5.995, 37.21, 2.6), "iAur": (4.950, 33.17, 2.7), "epsAur": (5.033, 43.82, 3.0), "etaAur": (5.109, 41.23, 3.2),
    "Mirfak": (3.405, 49.86, 1.8), "Algol": (3.136, 40.96, 2.1), "zPer": (3.902, 31.88, 2.9), "ePer": (3.964, 40.01, 2.9), "gPer": (3.080, 53.51, 2.9), "dPer": (3.715, 47.79, 3.0), "xiPer": (3.983, 35.79, 4.0), "etaPer": (2.845, 55.90, 3.8),
    "Hamal": (2.120, 23.46, 2.0), "Sheratan": (1.911, 20.81, 2.6), "Mesarthim": (1.892, 19.29, 3.9), "41Ari": (2.833, 27.26, 3.6),
    # the north
    "Dubhe": (11.062, 61.75, 1.8), "Merak": (11.031, 56.38, 2.4), "Phecda": (11.897, 53.69, 2.4), "Megrez": (12.257, 57.03, 3.3), "Alioth": (12.900, 55.96, 1.8), "Mizar": (13.399, 54.93, 2.2),
    "Alkaid": (13.792, 49.31, 1.9), "Alcor": (13.420, 54.99, 4.0), "omUMa": (8.504, 60.72, 3.4), "iUMa": (8.987, 48.04, 3.1), "thUMa": (9.548, 51.68, 3.2), "lUMa": (10.285, 42.91, 3.5), "muUMa": (10.372, 41.50, 3.1),
    "psiUMa": (11.161, 44.50, 3.0), "nuUMa": (11.308, 33.09, 3.5), "xiUMa": (11.303, 31.53, 3.8), "23UMa": (9.526, 63.06, 3.7), "upsUMa": (9.850, 59.04, 3.8), "chiUMa": (11.768, 47.78, 3.7),
    "Polaris": (2.530, 89.26, 2.0), "Kochab": (14.845, 74.16, 2.1), "Pherkad": (15.345, 71.83, 3.0), "zUMi": (15.734, 77.79, 4.3), "eUMi": (16.766, 82.04, 4.2), "dUMi": (17.537, 86.59, 4.4), "etaUMi": (16.292, 75.76, 4.9),
    "Schedar": (.675, 56.54, 2.2), "Caph": (.153, 59.15, 2.3), "gCas": (.945, 60.72, 2.5), "Ruchbah": (1.430, 60.24, 2.7), "Segin": (1.907, 63.67, 3.4),
    "Alderamin": (21.310, 62.59, 2.5), "Alfirk": (21.478, 70.56, 3.2), "Errai": (23.656, 77.63, 3.2), "iCep": (22.828, 66.20, 3.5), "zCep": (22.181, 58.20, 3.4),
    "Eltanin": (17.943, 51.49, 2.2), "Rastaban": (17.507, 52.30, 2.8), "xiDra": (17.892, 56.87, 3.7), "nuDra": (17.537, 55.18, 4.9), "dDra": (19.209, 67.66, 3.1), "etaDra": (16.400, 61.51, 2.7), "zDra": (17.146, 65.71, 3.2), "Thuban": (14.073, 64.38, 3.7), "Edasich": (15.415, 58.97, 3.3), "kapDra": (12.558, 69.79, 3.9), "lamDra": (11.523, 69.33, 3.8),
    # spring
    "Arcturus": (14.261, 19.18, -.05), "Izar": (14.750, 27.07, 2.4), "Muphrid": (13.911, 18.40, 2.7), "Seginus": (14.535, 38.31, 3.0), "Nekkar": (15.032, 40.39, 3.5), "dBoo": (15.258, 33.31, 3.5), "rhoBoo": (14.531, 30.37, 3.6),
    "Alphecca": (15.578, 26.71, 2.2), "bCrB": (15.464, 29.11, 3.7), "gCrB": (15.712, 26.30, 3.8), "thCrB": (15.549, 31.36, 4.1), "epsCrB": (15.960, 26.88, 4.1),
    "Regulus": (10.139, 11.97, 1.4), "Denebola": (11.818, 14.57, 2.1), "Algieba": (10.333, 19.84, 2.0), "Zosma": (11.235, 20.52, 2.6), "Chertan": (11.237, 15.43, 3.3), "etaLeo": (10.122, 16.76, 3.5), "Adhafera": (10.278, 23.42, 3.4), "epsLeo": (9.764, 23.77, 3.0), "muLeo": (9.879, 26.01, 3.9),
    "Spica": (13.420, -11.16, 1.0), "Porrima": (12.694, -1.45, 2.7), "Vindemiatrix": (13.036, 10.96, 2.8), "dVir": (12.927, 3.40, 3.4), "zVir": (13.578, -.60, 3.4), "bVir": (11.845, 1.76, 3.6), "etaVir": (12.332, -.67, 3.9),
    "CorCaroli": (12.934, 38.32, 2.9), "Alphard": (9.460, -8.66, 2.0), "Gienah": (12.263, -17.54, 2.6), "Kraz": (12.573, -23.40, 2.7), "Algorab": (12.498, -16.52, 2.9), "epsCrv": (12.169, -22.62, 3.0),
    # summer
    "Vega": (18.616, 38.78, 0.0), "Sheliak": (18.835, 33.36, 3.5), "Sulafat": (18.982, 32.69, 3.2), "zLyr": (18.746, 37.61, 4.3), "d2Lyr": (18.908, 36.90, 4.2), "eLyr": (18.739, 39.67, 4.6),
    "Deneb": (20.690, 45.28, 1.25), "Sadr": (20.370, 40.26, 2.2), "Gienah2": (20.770, 33.97, 2.5), "dCyg": (19.750, 45.13, 2.9), "Albireo": (19.512, 27.96, 3.1), "etaCyg": (19.938, 35.08, 3.9), "zCyg": (21.216, 30.23, 3.2), "iCyg": (19.495, 51.73, 3.8), "kapCyg": (19.285, 53.37, 3.8),
    "Altair": (19.846, 8.87, .8), "Tarazed": (19.771, 10.61, 2.7), "Alshain": (19.922, 6.41, 3.7), "zAql": (19.090, 13.86, 3.0), "thAql": (20.188, -.82, 3.2), "dAql": (19.425, 3.11, 3.4), "lAql": (19.104, -4.88, 3.4),
    "gSge": (19.979, 19.49, 3.5), "dSge": (19.790, 18.53, 3.8), "aSge": (19.668, 18.01, 4.4), "bDel": (20.626, 14.60, 3.6), "aDel": (20.661, 15.91, 3.8), "gDel": (20.777, 16.12, 3.9), "dDel": (20.724, 15.07, 4.4), "eDel": (20.554, 11.30, 4.0),
    "Rasalhague": (17.582, 12.56, 2.1), "Rasalgethi": (17.244, 14.39, 3.1), "Kornephoros": (16.504, 21.49, 2.8), "zHer": (16.688, 31.60, 2.8), "etaHer": (16.715, 38.92, 3.5), "piHer": (17.251, 36.81, 3.2), "epsHer": (17.005, 30.93, 3.9), "dHer": (17.251, 24.84, 3.1),
    "Sabik": (17.173, -15.72, 2.4), "zOph": (16.619, -10.57, 2.6), "Yed": (16.239, -3.69, 2.7), "kapOph": (16.961, 9.38, 3.2), "Cebalrai": (17.725, 4.57, 2.8), "Unukalhai": (15.738, 6.43, 2.6),
    "Antares": (16.490, -26.43, 1.0), "Acrab": (16.091, -19.81, 2.6), "Dschubba": (16.006, -22.62, 2.3), "Fang": (15.981, -26.11, 2.9), "sigSco": (16.353, -25.59, 2.9), "tauSco": (16.598, -28.22, 2.8), "epsSco": (16.836, -34.29, 2.3), "muSco": (16.864, -38.05, 3.0), "zSco": (16.910, -42.36, 3.6),
    "etaSco": (17.203, -43.24, 3.3), "Sargas": (17.622, -43.00, 1.9), "iSco": (17.793, -40.13, 3.0), "kapSco": (17.708, -39.03, 2.4), "Shaula": (17.560, -37.10, 1.6), "Lesath": (17.513, -37.30, 2.7),
    "KausAus": (18.403, -34.38, 1.8), "KausMed": (18.350, -29.83, 2.7), "KausBor": (18.466, -25.42, 2.8), "Nunki": (18.921, -26.30, 2.0), "Ascella": (19.043, -29.88, 2.6), "phiSgr": (18.761, -26.99, 3.2), "tauSgr": (19.116, -27.67, 3.3), "Alnasl": (18.097, -30.42, 3.0),
    # autumn
    "Alpheratz": (.140, 29.09, 2.1), "Mirach": (1.162, 35.62, 2.1), "Almach": (2.065, 42.33, 2.1), "dAnd": (.655, 30.86, 3.3), "muAnd": (.946, 38.50, 3.9), "nuAnd": (.830, 41.08, 4.5),
    "Markab": (23.079, 15.21, 2.5), "Scheat": (23.063, 28.08, 2.4), "Algenib": (.221, 15.18, 2.8), "Enif": (21.736, 9.88, 2.4), "Biham": (22.170, 6.20, 3.5), "zPeg": (22.691, 10.83, 3.4), "Matar": (22.717, 30.22, 2.9),
    "Fomalhaut": (22.961, -29.62, 1.2), "Diphda": (.726, -17.99, 2.0), "Menkar": (3.038, 4.09, 2.5), "Mira": (2.322, -2.98, 3.0), "gCet": (2.722, 3.24, 3.5), "etaCet": (1.143, -10.18, 3.4), "Sadalmelik": (22.096, -.32, 3.0), "Sadalsuud": (21.526, -5.57, 2.9), "DenebAlg": (21.784, -16.13, 2.8), "Dabih": (20.350, -14.78, 3.1),
    "bTri": (2.159, 34.99, 3.0), "aTri": (1.885, 29.58, 3.4), "gTri": (2.289, 33.85, 4.0),
}
FIGURES = [
    "Betelgeuse Bellatrix Mintaka Alnilam Alnitak Betelgeuse", "Mintaka Rigel Saiph Alnitak", "Betelgeuse Meissa Bellatrix pi3Ori", "pi2Ori pi3Ori pi4Ori pi5Ori", "Betelgeuse muOri xi1Ori",
    "Mirzam Sirius Wezen Aludra", "Wezen Adhara", "Procyon Gomeisa", "muLep Arneb Nihal epsLep muLep", "zTau Aldebaran th2Tau gTau d1Tau eTau Elnath", "gTau lTau",
    "Castor tauGem Mebsuta Tejat Propus", "Pollux Wasat Mekbuda Alhena", "Castor Pollux kapGem", "Wasat xiGem", "Capella Menkalinan thAur Elnath iAur etaAur epsAur Capella",
    "etaPer gPer Mirfak dPer ePer xiPer zPer", "Mirfak Algol", "41Ari Hamal Sheratan Mesarthim",
    "Alkaid Mizar Alioth Megrez Phecda Merak Dubhe Megrez", "Dubhe 23UMa omUMa upsUMa Merak", "upsUMa thUMa iUMa", "Phecda chiUMa psiUMa muUMa lUMa", "chiUMa nuUMa xiUMa",
    "Polaris dUMi eUMi zUMi Kochab Pherkad etaUMi zUMi", "Caph Schedar gCas Ruchbah Segin", "Alderamin Alfirk Errai iCep zCep Alderamin", "Alfirk iCep",
    "Eltanin Rastaban nuDra xiDra Eltanin", "xiDra dDra zDra etaDra Edasich Thuban kapDra lamDra",
    "Arcturus Izar dBoo Nekkar Seginus rhoBoo Arcturus Muphrid", "thCrB bCrB Alphecca gCrB epsCrB", "Regulus etaLeo Algieba Adhafera muLeo epsLeo", "Algieba Zosma Denebola Chertan Regulus", "Zosma Chertan",
    "bVir etaVir Porrima zVir Spica", "Porrima dVir Vindemiatrix", "Gienah Algorab Kraz epsCrv Gienah",
    "Vega zLyr Sheliak Sulafat d2Lyr zLyr", "Vega eLyr", "Deneb Sadr etaCyg Albireo", "zCyg Gienah2 Sadr dCyg iCyg kapCyg", "Tarazed Altair Alshain", "zAql Altair dAql lAql", "Altair thAql", "aSge dSge gSge", "eDel bDel aDel gDel dDel bDel",
    "Rasalgethi Kornephoros zHer etaHer piHer epsHer zHer", "epsHer dHer Rasalgethi", "Rasalhague kapOph Yed zOph Sabik Cebalrai Rasalhague",
    "Acrab Dschubba Fang", "Dschubba sigSco Antares tauSco epsSco muSco zSco etaSco Sargas iSco kapSco Shaula Lesath",
    "Alnasl KausMed KausAus Alnasl", "KausMed KausBor phiSgr KausMed", "phiSgr Nunki tauSgr Ascella phiSgr", "Ascella KausAus",
    "Alpheratz dAnd Mirach Almach", "Mirach muAnd nuAnd", "Alpheratz Scheat Markab Algenib Alpheratz", "Markab zPeg Biham Enif", "Scheat Matar", "aTri bTri gTri aTri", "Menkar gCet Mira etaCet Diphda", "Sadalsuud Sadalmelik",
    "Alcyone Electra Maia", 
]
WARM = {"Betelgeuse", "Aldebaran", "Antares", "Arcturus", "Pollux", "Mirach", "Albireo", "Scheat", "Dubhe", "Kochab", "Enif"}
BLUE = {"Rigel", "Spica", "Vega", "Sirius", "Bellatrix", "Alnilam", "Shaula", "Regulus", "Alkaid"}
# a trace along the middle of the Milky Way: right ascension (hours), declination (degrees)
MILKY_WAY = [(15.6, -58), (16.6, -48), (17.2, -38), (17.76, -29), (18.3, -18), (18.8, -7), (19.2, 5), (19.6, 17), (20.0, 28), (20.6, 39), (21.4, 48), (22.6, 56), (23.8, 61), (1.2, 62.5), (2.6, 60), (3.7, 54), (4.5, 46), (5.1, 37), (5.6, 28), (6.1, 18), (6.5, 7), (6.9, -5), (7.3, -17), (7.8, -28), (8.4, -38), (9.3, -48), (10.4, -57)]


def stereographic(ra0, dec0, scale, roll=0.0):
    """A projection about a centre (hours, degrees): gives (x, y) with north up and east to the left, and the distance's cosine."""
    d0 = math.radians(dec0)

    def project(ra, dec):
        a, d = math.radians((ra - ra0) * 15), math.radians(dec)
        c = math.sin(d0) * math.sin(d) + math.cos(d0) * math.cos(d) * math.cos(a)
        k = 2 * scale / max(.05, 1 + c)
        x, y = -k * math.cos(d) * math.sin(a), -k * (math.cos(d0) * math.sin(d) - math.sin(d0) * math.cos(d) * math.cos(a))
        t = math.radians(roll)
        return x * math.cos(t) - y * math.sin(t), x * math.sin(t) + y * math.cos(t), c
    return project


def polar(scale):
    """The planisphere's projection: the pole in the middle, the distance from it even in declination; right ascension grows clockwise, as one sees it from below."""
    def project(ra, dec):
        r, t = (90 - dec) / 90 * scale, math.radians(ra * 15)
        return -r * math.sin(t), r * math.cos(t), 1 if dec > -45 else -1
    return project


def sky(p, project, inside, size, dark=True, grid=True, figures=True, milky=True, faint=4.6, line=None, parallels=(-60, -40, -20, 0, 20, 40, 60, 80)):
    """Stars in a frame: `inside(x, y)` says what is shown, `size` is the radius of a star of magnitude 1."""
    ink = "#f3ead2" if dark else "#1d2331"
    thin = line or size * .16
    if milky:
        points = [project(*q) for q in MILKY_WAY]
        d, pen = "", False
        for x, y, c in points:
            if c > -.3:
                d += f"{'L' if pen else 'M'}{x} {y}"
                pen = True
            else:
                pen = False
        for w, o in ((30, .05), (22, .06), (14, .06), (8, .05)):
            p.add(f'<path d="{d}" fill="none" stroke="{"#9fb2dc" if dark else "#8fa3c4"}" stroke-width="{size * w}" stroke-linecap="round" stroke-linejoin="round" opacity="{o}"/>')
    if grid:
        d = ""
        for dec in parallels:
            d += trace(project, inside, [(h / 2, dec) for h in range(49)])
        for h in range(0, 24, 2):
            d += trace(project, inside, [(h, dec) for dec in range(-70, 81, 10)])
        p.add(f'<path d="{d}" fill="none" stroke="{ink}" stroke-width="{thin * .6}" opacity=".3"/>')
    if figures:
        d = ""
        for names in FIGURES:
            last = None
            for name in names.split():
                x, y, c = project(*STARS[name][:2])
                here = (x, y) if c > -.2 and inside(x, y) else None
                if last and here:
                    n = math.hypot(x - last[0], y - last[1]) or 1
                    g = min(size * 1.3, n * .3)
                    ux, uy = (x - last[0]) / n * g, (y - last[1]) / n * g
                    d += f"M{last[0] + ux} {last[1] + uy}L{x - ux} {y - uy}"
                last = here
        p.add(f'<path d="{d}" fill="none" stroke="{ink}" stroke-width="{thin}" opacity=".55"/>')
    for name, (ra, dec, mag) in STARS.items():
        x, y, c = project(ra, dec)
        if c > -.2 and mag <= faint and inside(x, y):
            colour = ("#ffc27a" if name in WARM else "#cfe0ff" if name in BLUE else ink) if dark else ink
            p.add(f'<circle cx="{x}" cy="{y}" r="{size * max(.2, 1.18 - .2 * mag)}" fill="{colour}"/>')


def trace(project, inside, points):
    """A line through points of the sky, broken where it leaves the frame."""
    d, pen = "", False
    for ra, dec in points:
        x, y, c = project(ra, dec)
        if c > -.3 and inside(x, y):
            d += f"{'L' if pen else 'M'}{x:.1f} {y:.1f}"
            pen = True
        else:
            pen = False
    return d


# the Moon: longitude, latitude (degrees), diameters along both (kilometres), depth of tone
MARIA = [(-17, 34, 1120, 1080, 1), (18, 28, 680, 640, 1), (30, 9, 780, 640, 1), (59, 17, 520, 420, 1.1), (51, -6, 520, 880, .9), (35, -15, 340, 340, .9), (-17, -20, 640, 660, .9), (-39, -24, 420, 420, 1), (-54, 22, 700, 1300, .9), (-44, 2, 760, 620, .85),
         (-24, -7, 420, 420, .85), (-31, 8, 460, 420, .8), (4, 13, 260, 240, .7), (-30, 57, 800, 180, .75), (10, 57, 900, 170, .75), (26, 57, 380, 170, .7), (-1, 3, 260, 170, .6), (24, 18, 340, 260, .9), (42, 3, 300, 420, .8), (-52, -8, 520, 420, .8), (-31, 45, 260, 240, .9), (-68, -5, 170, 230, 1.2), (-9.4, 51.6, 105, 105, 1.2)]
CRATERS = [(-11.4, -43.3, 86, 9), (-20.1, 9.6, 96, 5), (-38, 8.1, 40, 3.4), (-47.5, 23.7, 46, 2.6), (-14, -58.6, 230, 0), (26.4, -11.4, 110, 0), (61, -9, 132, 1.4), (-2, -9.2, 154, 0), (-40, -17.5, 114, 0), (34, -21, 100, 0), (6, -43, 120, 0), (44, 46, 87, 0), (16, 50, 90, 0), (-4, 30, 83, 0), (9, -33, 120, 0), (-1.9, -13.4, 100, 0), (-2.9, -18.2, 100, 0), (46.5, 16, 60, 2.4), (56, -25, 130, 0), (60.4, -9, 100, 0), (-62, -52, 180, 0), (20, -55, 110, 0), (45, -35, 140, 0), (-33, -50, 140, 0)]


def moon(p, x, y, radius, phase=None):
    """The full Moon's face, north up; every mare at its place. `phase` from −1 to 1 puts a terminator at this part of the radius."""
    p.disc(x, y, radius, "moon")
    soft = f"m{len(p.defs)}"
    p.defs.append(f'<filter id="{soft}"><feGaussianBlur stdDeviation="{radius * .012:.3f}"/></filter>')
    rim = f"M{x - radius} {y}a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0 {-2 * radius} 0Z"
    with p.clipped(rim):
        for low, opacity in ((0, .40), (.95, .2)):
            p.add(f'<g opacity="{opacity}" filter="url(#{soft})">')
            for lon, lat, w, h, depth in MARIA:
                if depth >= low:
                    patch(p, x, y, radius, lon, lat, w, h, "#59606e", 1)
            p.add("</g>")
        p.add(f'<g opacity=".5" filter="url(#{soft})">')
        for lon, lat, size, rays in CRATERS:
            a, b = math.radians(lon), math.radians(lat)
            cx, cy = x + radius * math.sin(a) * math.cos(b), y - radius * math.sin(b)
            if rays:
                d = ""
                for i in range(13):
                    t, n = i * 2.399 + lon, radius * rays * .05 * (.7 + (i * 7 % 5) * .28)
                    e = radius * .012 * rays ** .3
                    d += f"M{cx - e * math.sin(t)} {cy + e * math.cos(t)}L{cx + n * math.cos(t)} {cy + n * math.sin(t)}L{cx + e * math.sin(t)} {cy - e * math.cos(t)}Z"
                p.add(f'<path d="{d}" fill="#fffdf5"/>')
                patch(p, x, y, radius, lon, lat, size * 2.2, size * 2.2, "#fffdf5", .8)
        p.add("</g>")
        for lon, lat, size, rays in CRATERS:
            patch(p, x, y, radius, lon, lat, size, size, "#fffdf5" if rays else "#efeadf", .5 if rays else .26, ring=True)
        if phase is not None:
            w = radius * abs(phase)
            sweep = 1 if phase > 0 else 0
            p.add(f'<path d="M{x} {y - radius}A{w} {radius} 0 0 {sweep} {x} {y + radius}A{radius} {radius} 0 0 1 {x} {y - radius}Z" fill="#141b30" opacity=".86"/>')


def patch(p, x, y, radius, lon, lat, w, h, colour, opacity, ring=False):
    """A round patch on the sphere of the Moon, foreshortened."""
    a, b = math.radians(lon), math.radians(lat)
    c = math.cos(a) * math.cos(b)
    px, py = math.sin(a) * math.cos(b), -math.sin(b)
    turn = math.degrees(math.atan2(py, px))
    k = radius / 1737.4 / 2
    # the ellipse is pressed along the line from the disc's middle
    t = math.radians(turn)
    along = math.hypot(w * math.cos(t), h * math.sin(t)) * k * max(.12, c)
    across = math.hypot(w * math.sin(t), h * math.cos(t)) * k
    look = f'fill="{colour}" opacity="{opacity}"' + (f' stroke="#5f636c" stroke-width="{radius * .006}"' if ring else "")
    p.add(f'<ellipse cx="{x + px * radius}" cy="{y + py * radius}" rx="{along}" ry="{across}" transform="rotate({turn} {x + px * radius} {y + py * radius})" {look}/>')


def saturn(p, x, y, radius, tilt=21.0, roll=-14.0):
    """Saturn with rings A, B and C at their true widths, opened by `tilt`."""
    s = math.sin(math.radians(tilt))
    with p.at(x, y, -roll):
        def half(r1, r2, upper):
            v = 0 if upper else 1
            r1, r2 = r1 * radius, r2 * radius
            return f"M{-r2} 0A{r2} {r2 * s} 0 0 {1 - v} {r2} 0H{r1}A{r1} {r1 * s} 0 0 {v} {-r1} 0Z"
        bands = ((1.24, 1.52, "#9c8a6a", .55), (1.53, 1.95, "#ecdcb2", .95), (2.03, 2.27, "#cdb78a", .9))
        for r1, r2, colour, o in bands:
            p.flat(half(r1, r2, True), colour, o)
        p.disc(0, 0, radius, "saturn", cls="")
        for lat, w, o in ((.1, .08, .18), (.32, .1, .16), (.55, .08, .2), (-.2, .1, .12), (-.5, .12, .14), (.78, .12, .22)):
            r = math.sqrt(1 - lat * lat) * radius
            p.add(f'<path d="M{-r} {-lat * radius}Q0 {-lat * radius + r * s * .9} {r} {-lat * radius}" fill="none" stroke="#7d6233" stroke-width="{w * radius}" opacity="{o}"/>')
        for r1, r2, colour, o in bands:
            p.flat(half(r1, r2, False), colour, o)
        for r in (1.24, 1.53, 1.95, 2.03, 2.27):
            p.add(f'<path d="M{-r * radius} 0A{r * radius} {r * radius * s} 0 0 0 {r * radius} 0" fill="none" stroke="#5a4a2c" stroke-width="{radius * .012}" opacity=".5"/>')


def sun(p, x, y, radius, hydrogen=False):
    """The Sun: spots in white light, or filaments and prominences in hydrogen-alpha."""
    colours = ("#ff9c7a", "#cf3a1d", "#7d150b") if hydrogen else ("#fff8dc", "#f6d27a", "#d9962f")
    name = f"s{len(p.defs)}"
    p.defs.append(f'<radialGradient id="{name}"><stop stop-color="{colours[0]}"/><stop offset=".75" stop-color="{colours[1]}"/><stop offset="1" stop-color="{colours[2]}"/></radialGradient>')
    if hydrogen:
        for t, h, w in ((20, .16, .05), (64, .1, .08), (150, .2, .06), (205, .09, .1), (290, .14, .05), (330, .07, .12)):
            a, b = math.radians(t - w * 80), math.radians(t + w * 80)
            q = math.radians(t)
            p.add(f'<path d="M{x + radius * .99 * math.cos(a)} {y + radius * .99 * math.sin(a)}Q{x + radius * (1 + 2 * h) * math.cos(q)} {y + radius * (1 + 1.3 * h) * math.sin(q)} {x + radius * .99 * math.cos(b)} {y + radius * .99 * math.sin(b)}" fill="#d8452a" opacity=".75"/>')
    p.add(f'<circle cx="{x}" cy="{y}" r="{radius}" fill="url(#{name})"/>')
    p.see((x - radius, y - radius), (x + radius, y + radius))
    dark = "#5e0f08" if hydrogen else "#4a3516"
    for u, v, r in ((-.34, -.2, .045), (-.26, -.17, .03), (-.29, -.23, .018), (.32, .26, .04), (.4, .29, .022), (.1, -.38, .016), (-.1, .34, .02)):
        p.add(f'<circle cx="{x + u * radius}" cy="{y + v * radius}" r="{r * radius * 1.7}" fill="{dark}" opacity=".3"/><circle cx="{x + u * radius}" cy="{y + v * radius}" r="{r * radius}" fill="{dark}" opacity=".85"/>')
    if hydrogen:
        for u, v, du, dv in ((-.5, .2, .3, .12), (.2, -.55, .34, .1), (.45, .05, .2, -.22), (-.2, .6, .28, -.04), (-.6, -.3, .12, .14)):
            p.add(f'<path d="M{x + u * radius} {y + v * radius}q{du * radius * .5} {-.08 * radius} {du * radius} {dv * radius}" fill="none" stroke="{dark}" stroke-width="{radius * .02}" stroke-linecap="round" opacity=".7"/>')
        for u, v, w in ((.3, .24, .2), (-.32, -.2, .22)):
            p.add(f'<ellipse cx="{x + u * radius}" cy="{y + v * radius}" rx="{w * radius}" ry="{w * radius * .5}" fill="#ffd9b8" opacity=".28"/>')
