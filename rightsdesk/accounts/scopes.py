"""Which OAuth2 scopes a client may have: those its ApiClient row lists, and no others."""

from typing import Any

from oauth2_provider.scopes import SettingsScopes

from rightsdesk.accounts.models import ApiClient


class ClientScopes(SettingsScopes):  # type: ignore[misc]
    """Scopes come from the client's own row; an application without one gets nothing."""

    def get_available_scopes(
        self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        client = ApiClient.objects.filter(application=application).first() if application else None
        return list(client.scopes) if client else []

    def get_default_scopes(
        self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        return self.get_available_scopes(application)
