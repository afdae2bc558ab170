"""Which pages the rights administrator has beside the lists, and who is offered them."""

from rightsdesk.administration import (
    conflicts,
    drafting,
    exports,
    identities,
    imports,
    inviting,
    proposals,
    support,
    withdrawing,
)
from rightsdesk.administration.search import find
from rightsdesk.console import Page, site

TWO = "needs a second person"
TOOLS = (
    Page("find/", "find", find, "Find", "anything by title, code, name, e-mail or id"),
    Page("propose/share/", "share_record", proposals.RECORD, "Record a share", TWO, "propose_shares"),
    Page("propose/terms/", "terms_draft", drafting.DRAFT, "Write terms down", TWO, "draft_terms"),
    Page("propose/role/", "role_grant", proposals.GRANT, "Grant a role", TWO, "propose_roles"),
    Page(
        "import/",
        "import_new",
        imports.new,
        "Import a file",
        "CSV, ERN or CWR, previewed first",
        "import_catalogue",
    ),
    Page("exports/", "exports", exports.exports, "Exports", "made in the background", "export"),
    Page(
        "identities/",
        "identities",
        identities.waiting,
        "Identity checks",
        "who joined by themselves",
        "check_identity",
    ),
    Page("invite/", "invite", inviting.new, "Invite", "an artist or a publisher", "invite"),
)
ROW_PAGES = (
    Page(
        "terms/<str:key>/force/", "terms_force", drafting.PUT_IN_FORCE, "", "Put in force…", "approve_terms"
    ),
    Page(
        "terms/<str:key>/withdraw/", "terms_withdraw", withdrawing.WITHDRAW, "", "Withdraw…", "withdraw_terms"
    ),
    Page("propose/role/<str:key>/end/", "role_end", proposals.END, "", "End this role…", "propose_roles"),
    Page(
        "propose/share/<str:key>/close/",
        "share_close",
        proposals.CLOSE,
        "",
        "Close this share…",
        "propose_shares",
    ),
    Page(
        "propose/rates/<str:key>/",
        "programme_rates",
        proposals.OFFER,
        "",
        "Change what it offers…",
        "propose_rates",
    ),
    Page(
        "conflicts/<str:key>/resolve/",
        "conflict_resolve",
        conflicts.RESOLVE,
        "",
        "Resolve…",
        "resolve_conflict",
    ),
    Page("import/<str:key>/", "import_shown", imports.shown, "", "Preview and apply…", "import_catalogue"),
    Page("exports/<str:key>/take/", "export_take", exports.take, deed="export"),
    Page("identities/<str:key>/", "identity_check", identities.check, deed="check_identity"),
    Page("support/end/", "support_end", support.end, deed="support"),
    Page("support/<str:key>/", "support_start", support.start, "", "Look as this person…", "support"),
)
PAGES = (*TOOLS, *ROW_PAGES)


def add_all() -> None:
    """Put them on the console's site."""
    for page in PAGES:
        site.add_page(page)
