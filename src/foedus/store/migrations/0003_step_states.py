from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foedus_store', '0002_listings'),
    ]

    operations = [
        migrations.CreateModel(
            name='StepState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.CharField(max_length=60)),
                ('partnership', models.CharField(max_length=64)),
                ('step', models.CharField(max_length=60)),
                ('state', models.CharField(max_length=12)),
                ('at', models.CharField(max_length=20)),
                ('by', models.CharField(max_length=150)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('record', 'partnership', 'step'), name='one_step_state')],
            },
        ),
    ]
