"""Makes room for answers that an officer chose and the head is to sign."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Answers that were sent to the head of office."""

    dependencies: ClassVar = [("foedus_web", "0005_coming_in")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="SentAnswers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("partnership", models.CharField(max_length=64)),
                ("who", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("state", models.CharField(max_length=10)),
                ("intent", models.TextField()),
                ("text", models.TextField(blank=True, default="")),
            ],
            options={"indexes": [models.Index(fields=["state", "partnership"], name="answers_lying")]},
        ),
    ]
