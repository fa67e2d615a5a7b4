from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foedus_store', '0003_step_states'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='listedturn',
            name='turns_of',
        ),
        migrations.AddIndex(
            model_name='listedturn',
            index=models.Index(fields=['what', 'is_ours', 'from_day', 'since', 'cooperation', 'record', 'version', 'party'], name='turns_in_order'),
        ),
        migrations.AddIndex(
            model_name='listedturn',
            index=models.Index(fields=['cooperation', 'party', 'what', 'is_ours', 'from_day', 'since'], name='turns_in_numbers'),
        ),
    ]
