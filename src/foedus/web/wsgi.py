"""What a web server calls: the workbench of the home that ``FOEDUS_HOME`` names; it knows no server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foedus.web.settings")
application = get_wsgi_application()
