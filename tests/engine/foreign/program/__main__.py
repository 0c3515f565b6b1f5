"""A warehouse. Every module shows one part of Pulumi."""

import cluster  # type: ignore[import-not-found]
import exports  # type: ignore[import-not-found]
import files  # type: ignore[import-not-found]
import hidden  # type: ignore[import-not-found]
import lookups  # type: ignore[import-not-found]
import network  # type: ignore[import-not-found]
import options  # type: ignore[import-not-found]
import pulumi
import regions  # type: ignore[import-not-found]
import rewrites  # type: ignore[import-not-found]
import storage  # type: ignore[import-not-found]

config = pulumi.Config()

rewrites.of_the_stack()
aisle = storage.aisle(config.require_object("shelves"), generation=config.require_int("generation"))
files.upload(aisle.shelves[0].bucket)
lookups.look_around(network.vpc)
regions.spread()
hidden.keep(config)
cluster.run(config.require_secret("password"))
options.use_all(network.subnets, aisle)
rewrites.of_some_resources()
exports.tell(network.vpc, network.subnets, aisle)
