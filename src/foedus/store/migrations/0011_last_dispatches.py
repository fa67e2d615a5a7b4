from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_AT_ONCE = 500


def name_whom_they_were_for(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Which way a dispatch went, and to whom, stood in what is told of it alone."""
    dispatches = apps.get_model("foedus_store", "Dispatch").objects.using(editor.connection.alias)
    rows = []
    for row in dispatches.order_by("pk").iterator(chunk_size=_AT_ONCE):
        row.direction, row.peer = row.content["direction"], row.content["peer"]
        rows.append(row)
        if len(rows) == _AT_ONCE:
            dispatches.bulk_update(rows, ["direction", "peer"])
            rows = []
    dispatches.bulk_update(rows, ["direction", "peer"])


class Migration(migrations.Migration):

    dependencies = [
        ('foedus_store', '0010_days_and_costs'),
    ]

    operations = [
        migrations.AddField(
            model_name='dispatch',
            name='direction',
            field=models.CharField(default='', max_length=3),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='dispatch',
            name='peer',
            field=models.CharField(default='', max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(name_whom_they_were_for, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='dispatch',
            index=models.Index(fields=['partnership', 'direction', 'peer', 'id'], name='last_dispatches'),
        ),
    ]
