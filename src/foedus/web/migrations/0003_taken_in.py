"""Makes room for what a dispatch brought that was taken in through a page."""

from typing import ClassVar

import foedus.store.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """Dispatches that were taken in, and what they brought."""

    dependencies: ClassVar = [("foedus_web", "0002_alarms")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="TakenIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("partnership", models.CharField(max_length=64)),
                ("dispatch", models.IntegerField(default=0)),
                ("file", models.CharField(max_length=200)),
                ("who", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("told", foedus.store.fields.WrittenJson(default=dict)),
            ],
            options={"indexes": [models.Index(fields=["partnership", "dispatch"], name="taken_in_of")]},
        ),
    ]
