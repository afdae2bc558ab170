"""CISAC's Territory Information System: the groups of countries that agreements name by number.

Members as they stand in 2026 (TIS list and tree of December 2024; a country's own TIS number is its ISO 3166 number).
TIS counts dependent territories (Jersey, Guadeloupe …) to no group but the world, and so does this desk.
"""

from typing import NamedTuple


class Group(NamedTuple):
    """A numbered group of countries; `members` are ISO 3166 alpha-2 codes with spaces between."""

    number: int
    code: str
    name: str
    members: str


WORLD_NUMBER, WORLD_CODE = 2136, "2WL"
# fmt: off
GROUPS: tuple[Group, ...] = (
    Group(2100, "2AF", "Africa", "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW"),
    Group(2101, "2AM", "America", "AG AR BB BO BR BS BZ CA CL CO CR CU DM DO EC GD GT GY HN HT JM KN LC MX NI PA PE PR PY SR SV TT US UY VC VE"),
    Group(2102, "2AC", "American Continent", "AR BO BR BZ CA CL CO CR EC GT GY HN MX NI PA PE PY SR SV US UY VE"),
    Group(2103, "2AN", "Antilles", "AG BB CU DM DO GD HT JM KN LC PR TT VC"),
    Group(2104, "2AP", "APEC countries", "AU BN CA CL CN HK ID JP KR MO MX MY NZ PE PG PH PR RU SG TH TW US VN"),
    Group(2105, "2AE", "ASEAN countries", "BN ID KH LA MM MY PH SG TH VN"),
    Group(2106, "2AS", "Asia", "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH PK QA SA SG SY TH TJ TL TM TR TW UZ VN YE"),
    Group(2107, "2AA", "Australasia", "AU FJ NC NZ SB VU"),
    Group(2108, "2BA", "Balkans", "AL BA BG GR HR ME MK RO RS SI"),
    Group(2109, "2BS", "Baltic States", "EE LT LV"),
    Group(2110, "2BE", "Benelux", "BE LU NL"),
    Group(2111, "2BI", "British Isles", "GB IE"),
    Group(2112, "2BW", "British West Indies", "AG BB BS DM GD JM KN LC TT VC"),
    Group(2113, "2CA", "Central America", "BZ CR GT HN NI PA SV"),
    Group(2114, "2CO", "Commonwealth", "AG AU BB BD BN BS BW BZ CA CM CY DM FJ GB GD GH GM GY IN JM KE KI KN LC LK LS MT MU MV MW MY MZ NA NG NR NZ PG PK SB SC SG SL SZ TO TT TV TZ UG VC VU WS ZA ZM"),
    Group(2115, "2CF", "Commonwealth African Territories", "BW CM GH GM KE LS MU MW MZ NA NG SC SL SZ TZ UG ZA ZM"),
    Group(2116, "2CS", "Commonwealth Asian Territories", "BD BN CY IN LK MV MY PK SG"),
    Group(2117, "2CU", "Commonwealth Australasian Territories", "AU FJ NZ SB VU"),
    Group(2118, "2CI", "Commonwealth of Independent States", "AM AZ BY KG KZ MD RU TJ TM UZ"),
    Group(2119, "2EE", "Eastern Europe", "AL BG BY CZ EE HU LT LV MD PL RO RU SK UA"),
    Group(2120, "2EU", "Europe", "AD AL AT BA BE BG BY CH CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SK SM UA VA"),
    Group(2121, "2EM", "European Economic Area", "AT BE BG CY CZ DE DK EE ES FI FR GR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"),
    Group(2122, "2EC", "European Continent", "AD AL AT BA BE BG BY CH CZ DE DK EE ES FI FR GR HR HU IT LI LT LU LV MC MD ME MK NL NO PL PT RO RS RU SE SI SK SM UA VA"),
    Group(2123, "2EN", "European Union", "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"),
    Group(2124, "2GC", "GSA countries", "AT CH DE"),
    Group(2125, "2ME", "Middle East", "AE AF BD BH BT IN IQ IR JO KW LK MN MV NP OM PK QA SA YE"),
    Group(2126, "2NT", "NAFTA countries", "CA MX PR US"),
    Group(2127, "2NC", "Nordic countries", "DK FI IS NO SE"),
    Group(2128, "2NF", "North Africa", "DZ EG LY MA TN"),
    Group(2129, "2NA", "North America", "CA MX US"),
    Group(2130, "2OC", "Oceania", "AU FJ FM KI MH NC NR NZ PF PG PW SB TO TV VU WS"),
    Group(2131, "2SC", "Scandinavia", "DK NO SE"),
    Group(2132, "2SA", "South America", "AR BO BR CL CO EC GY PE PY SR UY VE"),
    Group(2133, "2SE", "South East Asia", "BN ID KH LA MM MY PH SG TH TL VN"),
    Group(2134, "2WI", "West Indies", "AG BB BS CU DM DO GD HT JM KN LC PR TT VC"),
)
# fmt: on
