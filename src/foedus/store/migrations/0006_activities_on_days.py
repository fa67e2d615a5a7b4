from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foedus_store', '0005_links_onward'),
    ]

    operations = [
        migrations.AddField(
            model_name='listedactivity',
            name='reach',
            field=models.IntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='listedactivity',
            name='is_vague',
            field=models.BooleanField(default=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='listedactivity',
            name='asks',
            field=models.TextField(default=''),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='listedactivity',
            index=models.Index(fields=['reach', 'is_vague', 'begins', '-ends', 'name', 'cooperation', 'listed'], name='activities_on_days'),
        ),
        migrations.AddIndex(
            model_name='listed',
            index=models.Index(condition=models.Q(('is_shown', True), ('kind', 'meeting')), fields=['kind', 'begins', '-ends', 'name', 'cooperation', 'standing', 'precision'], name='meetings_on_days'),
        ),
    ]
