from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foedus_store', '0008_signatures'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListedNumber',
            fields=[
                ('pk', models.CompositePrimaryKey('year', 'cooperation', 'what', 'of', blank=True, editable=False, primary_key=True, serialize=False)),
                ('year', models.IntegerField()),
                ('cooperation', models.IntegerField()),
                ('what', models.CharField(max_length=12)),
                ('of', models.CharField(max_length=20)),
                ('number', models.IntegerField()),
            ],
        ),
        migrations.AddIndex(
            model_name='listedactivity',
            index=models.Index(fields=['said', 'year', 'is_agreed', 'cooperation', 'is_confirmed', 'precision', 'begins', 'ends', 'lapses'], name='activities_unsaid'),
        ),
    ]
