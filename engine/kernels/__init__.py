"""The only place that knows numba: loops over plain arrays that let go of the interpreter lock.

Each public function elsewhere checks its arguments and calls one of these, which trust them.
"""

from engine.kernels.cache import choose_cache_folder

choose_cache_folder()
