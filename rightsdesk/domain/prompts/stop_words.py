"""Words that carry no wish of their own, in English and French: they are neither understood nor reported."""

from rightsdesk.domain.prompts.words import several

STOP_WORDS = frozenset(
    several("""
    a an the this that these those it its itself song songs track tracks music tune make makes made making turn turned do
    does give gives me my mine i im id ill want wants wanna would like love need needs please pls plz thanks thank you
    your can could should will with and or but of in into to for as on at by be is are was more most version versions remix
    remixed remixes cover mix edit style styles vibe vibes feel feeling sound sounds sounding get got go goes some very
    really so just kind sort mode effect effects then also too add adding put let lets us have has keep all whole thing
    something one ones when while if there here from one maybe hey hi hello yo ok okay u lol bro dude man try when
    bit little lot way much super be been being there their them they he she his her we our now again once
    only just type about move moved bring create generate produce transform convert change audio file recording
    un une le la les l du de des d ce cet cette ces et ou mais en dans avec pour au aux moi je j veux voudrais voudrai
    aimerais aimerai veut fais fait faire faites mets met mettre mettez ajoute ajouter rajoute rajouter chanson chansons morceau musique
    titre son sons rends rend rendre rendez svp stp plait s il elle te t vous peux peut pouvez tu m n c qu peu plus tout
    toute tous que est sont soit qui y a facon genre ambiance beat tempo pitch key style effet avoir serait comme merci dirait end surtout
    bonjour salut si donne donner bien tres trop version sur par se sa ses mon ma mes ton ta tes voila piste petit petite
    transforme transformer transposer cree creer passe passer quelque chose genre truc seulement juste uniquement un peu lui nous on ca remixe
""")
)
