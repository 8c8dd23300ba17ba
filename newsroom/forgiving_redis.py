"""Redis that may go away: without it everything is remembered by nobody, which is slower and never an error."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

# After a failure: how long nobody waits for it again.
REST = 1.0


class ForgivingRedisCache(RedisCache):
    """Django's own, which answers as an empty cache while Redis does not. Whoever adds a key to it gets it."""

    _rests_until = 0.0

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._try(super().add, key, value, timeout, version, otherwise=True)

    def get(self, key, default=None, version=None):
        return self._try(super().get, key, default, version, otherwise=default)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._try(super().set, key, value, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._try(super().touch, key, timeout, version, otherwise=False)

    def delete(self, key, version=None):
        return self._try(super().delete, key, version, otherwise=False)

    def get_many(self, keys, version=None):
        return self._try(super().get_many, keys, version, otherwise={})

    def has_key(self, key, version=None):
        return self._try(super().has_key, key, version, otherwise=False)

    def incr(self, key, delta=1, version=None):
        return self._try(super().incr, key, delta, version, otherwise=delta)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        return self._try(super().set_many, data, timeout, version, otherwise=list(data))

    def delete_many(self, keys, version=None):
        self._try(super().delete_many, keys, version)

    def clear(self):
        return self._try(super().clear, otherwise=False)

    def _try(self, call: Callable, *arguments, otherwise: Any = None) -> Any:
        if monotonic() < self._rests_until:
            return otherwise
        try:
            return call(*arguments)
        except RedisError:
            self._rests_until = monotonic() + REST
            return otherwise
