"""The plug-in that the engine starts."""

import os

from pyairtable_infra.engine.serving import serve_engine
from pyairtable_infra.engine.standin.cloud import Cloud
from pyairtable_infra.engine.standin.plugin import CLOUD, start

cloud = Cloud(os.environ.get(CLOUD, ":memory:"))
_, port = start(cloud)
serve_engine(port)
