"""Names people type bare ("drake nightcore"): a few that mean nobody else. Not a list of whom the desk knows; the
desk's own register says who has agreed to what."""

_NAMES = """
    drake, the weeknd, weeknd, taylor swift, billie eilish, ariana grande, ed sheeran, kanye west, kanye, travis scott,
    kendrick lamar, kendrick, bad bunny, beyonce, rihanna, eminem, adele, dua lipa, harry styles, bruno mars, post malone,
    juice wrld, xxxtentacion, lil nas x, lil wayne, nicki minaj, cardi b, doja cat, olivia rodrigo, sabrina carpenter,
    lana del rey, frank ocean, tyler the creator, tame impala, daft punk, david guetta, calvin harris, skrillex, avicii,
    marshmello, justin bieber, lady gaga, katy perry, michael jackson, freddie mercury, elvis presley, elvis, frank sinatra,
    sinatra, bob marley, david bowie, jimi hendrix, nirvana, metallica, ac dc, radiohead, coldplay, rammstein, abba, bts,
    blackpink, rosalia, shakira, karol g, j balvin, daddy yankee, hans zimmer, amy winehouse, whitney houston, madonna,
    edith piaf, piaf, stromae, aya nakamura, booba, ninho, damso, orelsan, angele, pnl, gims, maitre gims, nekfeu,
    johnny hallyday, charles aznavour, aznavour, serge gainsbourg, gainsbourg, jacques brel, celine dion, mylene farmer,
    indochine, zaz, clara luciani, tayc, sdm, central cee, tupac, 2 pac, biggie, snoop dogg, jay z, 50 cent
"""
KNOWN = frozenset(tuple(name.split()) for name in _NAMES.split(","))
"""Each name as its plain words."""
