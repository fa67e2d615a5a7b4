import re

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from foedus.store.listing import index


def _make_index_anew(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The index tells cooperations apart now; like all that is listed, it is filled again before a page is shown."""
    index.drop(editor.connection)
    index.make(editor.connection)


_OF_AN_OFFICE = re.compile(r"contact/([0-9a-f]{64}/[A-Z][A-Z0-9-]*)")


def name_contacts_apart(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What came of calling an office stood under the names of people's posts."""
    settings = apps.get_model("foedus_store", "Setting").objects.using(editor.connection.alias)
    for setting in list(settings.filter(name__startswith="contact/")):
        if found := _OF_AN_OFFICE.fullmatch(setting.name):
            settings.filter(pk=setting.pk).delete()
            settings.create(name=f"peer/{found[1]}/contact", value=setting.value)


class Migration(migrations.Migration):

    dependencies = [
        ('foedus_store', '0009_numbers_of_years'),
    ]

    operations = [
        migrations.AddField(
            model_name='listedactivity',
            name='days',
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name='listedactivity',
            name='costs',
            field=models.TextField(default='[]'),
            preserve_default=False,
        ),
        migrations.RunPython(name_contacts_apart, migrations.RunPython.noop),
        migrations.RunPython(_make_index_anew, migrations.RunPython.noop),
    ]
