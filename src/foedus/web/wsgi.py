"""What a web server calls: the workbench of the home that ``FOEDUS_HOME`` names; it knows no server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foedus.web.settings")
application = get_wsgi_application()
get_resolver().check()  # reads every view now, not at the first request
gc.collect()
gc.freeze()  # what was read stays: to look through it for garbage would hold up one request in some dozens
gc.set_threshold(20_000, 20, 20)  # what one page makes is looked through once, and not some dozens of times
