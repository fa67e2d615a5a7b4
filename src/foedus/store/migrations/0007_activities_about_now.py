from django.db import migrations, models


def added(name, field, default):
    """What stands there until the program, which lists otherwise now, has listed all again."""
    field.default = default
    return migrations.AddField(model_name="listedactivity", name=name, field=field, preserve_default=False)


STEPPED = ["cooperation", "type", "venue", "said", "done"]


class Migration(migrations.Migration):

    dependencies = [
        ("foedus_store", "0006_activities_on_days"),
    ]

    operations = [
        added("turns", models.TextField(), ""),
        added("done", models.TextField(), ""),
        added("continues", models.CharField(max_length=60), ""),
        added("alike", models.TextField(), ""),
        added("reasons", models.TextField(), ""),
        added("is_heard", models.BooleanField(), False),
        added("used", models.TextField(), "{}"),
        migrations.AddIndex(
            model_name="listedactivity",
            index=models.Index(
                fields=["turns", "begins", "name", "ends", *STEPPED],
                condition=models.Q(("turns__gt", "")),
                name="steps_before",
            ),
        ),
        migrations.AddIndex(
            model_name="listedactivity",
            index=models.Index(
                fields=["turns", "ends", "name", "begins", *STEPPED],
                condition=models.Q(("turns__gt", "")),
                name="steps_after",
            ),
        ),
    ]
