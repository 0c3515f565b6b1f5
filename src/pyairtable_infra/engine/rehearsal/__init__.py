"""The whole life of an environment under the real engine, against stand-in providers: nothing is deployed."""
