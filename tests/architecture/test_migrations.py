"""Migrations are complete and linear: one line of history an app, no merges, and nothing the models know that they do not."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

OURS = sorted(config.label for config in apps.get_app_configs() if config.name.startswith("rightsdesk."))


@pytest.mark.django_db
def test_the_models_ask_for_no_migration_that_is_not_written() -> None:
    call_command("makemigrations", *OURS, check_changes=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("label", OURS)
def test_one_line_of_history_for(label: str) -> None:
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    ours = [key for key in graph.nodes if key[0] == label]
    parents = {
        key: [node.key for node in graph.node_map[key].parents if node.key[0] == label] for key in ours
    }

    assert len(graph.leaf_nodes(label)) == (1 if ours else 0)
    assert {key: found for key, found in parents.items() if len(found) > 1} == {}
